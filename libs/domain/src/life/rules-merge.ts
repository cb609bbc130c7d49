import { type Case, type CaseStatus, openQuestion, type Stretch } from './case';
import { endLast, type Rules } from './rule';

type Merge = Case['merge'];

const hasMergeUnderWay = ({ merge }: Case) => merge.asked !== undefined || merge.into !== undefined;

/** What is left of a merge that is over: who follows this case, and when it followed another one itself. */
const apart = ({ followers, stretches }: Merge): Merge =>
  stretches === undefined ? { followers } : { followers, stretches };

/** A question that was answered while the case followed another one is not waited for any more. */
function statusAfter(state: Case, before: CaseStatus): CaseStatus {
  if (before !== 'needs_information' || openQuestion(state)) return before;
  return state.questions.at(-1)?.dispositionId === undefined ? 'triage' : 'in_progress';
}

/** The case follows no other one any more, and stands where it stood; undefined where it did not follow one. */
export function goApart(state: Case, at: string): Case | undefined {
  const { merge } = state;
  if (merge.into === undefined || merge.statusBefore === undefined) return undefined;
  const stretches: readonly Stretch[] = endLast(merge.stretches ?? [], at);
  return {
    ...state,
    status: statusAfter(state, merge.statusBefore),
    merge: apart({ ...merge, stretches }),
  };
}

/** Merging spans two cases: the follower asks, and only the lead’s own acceptance decides. Cycles cannot arise. */
export const mergeRules: Rules<'MergeAsked' | 'MergeAccepted' | 'MergeRefused' | 'MergeUndone'> = {
  MergeAsked(state, { data }) {
    if (hasMergeUnderWay(state) || data.into === state.complaintId) return 'already-merged';
    return { ...state, merge: { ...state.merge, asked: { mergeId: data.mergeId, into: data.into } } };
  },

  MergeAccepted(state, { data, at }) {
    const { merge } = state;
    if (data.lead === state.complaintId) {
      if (hasMergeUnderWay(state) || merge.followers.includes(data.follower)) return 'already-merged';
      return { ...state, merge: { ...merge, followers: [...merge.followers, data.follower] } };
    }
    if (merge.asked?.mergeId !== data.mergeId) return 'unknown-merge';
    const stretches = [...(merge.stretches ?? []), { startedAt: at }];
    const following = {
      followers: merge.followers,
      into: data.lead,
      statusBefore: state.status,
      stretches,
    };
    return { ...state, status: 'merged', merge: following };
  },

  MergeRefused(state, { data }) {
    if (state.merge.asked?.mergeId !== data.mergeId) return 'unknown-merge';
    return { ...state, merge: apart(state.merge) };
  },

  MergeUndone(state, { data, at }) {
    const { merge } = state;
    if (data.lead === state.complaintId && merge.followers.includes(data.follower)) {
      return {
        ...state,
        merge: { ...merge, followers: merge.followers.filter((one) => one !== data.follower) },
      };
    }
    return (merge.into === data.lead ? goApart(state, at) : undefined) ?? 'unknown-merge';
  },
};
