import { type Suggestion } from '@satupintu/events';

/** Three digits are more than anybody can tell apart. */
export const rounded = (probability: number): number => Math.round(probability * 1000) / 1000;

export const shownProbability = <T extends { readonly probability: number }>(each: T): T => ({
  ...each,
  probability: rounded(each.probability),
});

export const shownSuggestion = (suggestion: Suggestion): Suggestion => shownProbability(suggestion);
