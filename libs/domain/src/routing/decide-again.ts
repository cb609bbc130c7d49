import { type ComplaintClass } from '@satupintu/events';
import { type Case } from '../life/case';
import { type Decision, type Refused, type RoutingInput, type RoutingKit } from './decision';
import * as say from './reasons';
import { suggest } from './suggest';

/** What the filing said, opened for a moment: JSON of `ComplaintFiled.words`. */
export type Filing = Pick<RoutingInput, 'text' | 'title' | 'place' | 'agencyHint'>;

export interface RoutingContext {
  readonly kit: RoutingKit;
  readonly at: string;
  /** undefined: the words were erased */
  readonly filing: Filing | undefined;
}

/** Bodies that refused the lead so far, in order; the last refusal’s proposal is the one that counts. */
export const refusalsOf = (state: Case): Refused[] =>
  Object.values(state.dispositions)
    .filter(({ part, status }) => part === 'lead' && status === 'declined')
    .sort((a, b) => a.hop - b.hop)
    .map(({ organisation, unit, ground, proposed }) => ({ organisation, unit, ground, proposed }));

/** Decides from the words, the case and its refusals; without words only the place is left, and a person decides. */
export function decide(
  state: Case,
  given: ComplaintClass | undefined,
  { kit, filing }: RoutingContext,
): Decision {
  const words: RoutingInput = {
    ...(filing ?? { text: '' }),
    class: given,
    operator: state.filedBy,
    confidential: state.confidential,
    refused: refusalsOf(state),
  };
  const { region, category } = saidByOthers(state, words, kit);
  const place = { ...filing?.place, ...(region !== undefined && { regionCode: region }) };
  const decision = suggest({ ...words, category, place }, kit);
  return filing ? decision : withoutWords(decision);
}

/**
 * Place and category that the reporter or a clerk has given. What the router itself found before a refusal is no
 * evidence for finding it again: it would stand by its own mistake.
 */
function saidByOthers(
  { region, category, hop }: Case,
  words: RoutingInput,
  kit: RoutingKit,
): Pick<Case, 'region' | 'category'> {
  const found = hop >= 0 && words.text !== '' ? suggest(words, kit) : undefined;
  return {
    ...(region !== undefined && region !== found?.region && { region }),
    ...(category !== undefined && category !== found?.category && { category }),
  };
}

const withoutWords = (decision: Decision): Decision => ({
  ...decision,
  decision: 'triage',
  suggestions: [],
  contributors: [],
  reasons: [say.erasedReason, ...decision.reasons],
});
