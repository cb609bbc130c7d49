import { fact, idOf, type Sealed } from '@satupintu/events';
import { aboutOf, attempt, type Decided, type Wish } from './attempt';
import { type Case } from './case';
import { compact } from './rule';
import { refuse } from './verdict';

/** Asks that this case follows another one, whose own acceptance decides. */
export function askMerge(state: Case, wish: { into: string; words?: Sealed | undefined }, by: Wish): Decided {
  const data = compact<{ mergeId: string; into: string; words?: Sealed }>({
    mergeId: idOf(`merge:${by.key}`),
    into: wish.into,
    words: wish.words,
  });
  return attempt(state, [fact('MergeAsked', by.key, aboutOf(state, by), data)]);
}

/** Follower and lead go apart again. Said on the follower; the lead's side follows by rule. */
export function undoMerge(state: Case, words: Sealed, by: Wish): Decided {
  const lead = state.merge.into;
  if (lead === undefined) return refuse(409, 'unknown-merge', 'The case does not follow another one.');
  const data = { mergeId: idOf(`merge:${by.key}`), lead, follower: state.complaintId, words };
  return attempt(state, [fact('MergeUndone', by.key, aboutOf(state, by), data)]);
}
