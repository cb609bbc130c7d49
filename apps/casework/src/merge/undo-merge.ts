import { attempt, type Case, refuse, type Refusal, type Wish } from '@satupintu/domain';
import { fact, type Fact, idOf, type Sealed } from '@satupintu/events';

/** Follower and lead go apart again. Said on the follower; the lead's side follows by rule. */
export function undoMerge(state: Case, words: Sealed, { at, by, key }: Wish): Fact[] | Refusal {
  const lead = state.merge.into;
  if (lead === undefined) return refuse(409, 'unknown-merge', 'The case does not follow another one.');
  const data = { mergeId: idOf(`merge:${key}`), lead, follower: state.complaintId, words };
  return attempt(state, [fact('MergeUndone', key, { subject: state.complaintId, at, by }, data)]);
}
