import { type Suggestion } from '@satupintu/events';

/** Three digits are more than anybody can tell apart. */
export const shownSuggestion = (suggestion: Suggestion): Suggestion => ({
  ...suggestion,
  probability: Math.round(suggestion.probability * 1000) / 1000,
});
