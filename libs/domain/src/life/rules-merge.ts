import { type Case } from './case';
import { type Rules } from './rule';

const hasMergeUnderWay = ({ merge }: Case) => merge.asked !== undefined || merge.into !== undefined;

/** Merging spans two cases: the follower asks, and only the lead’s own acceptance decides. Cycles cannot arise. */
export const mergeRules: Rules<'MergeAsked' | 'MergeAccepted' | 'MergeRefused' | 'MergeUndone'> = {
  MergeAsked(state, { data }) {
    if (hasMergeUnderWay(state) || data.into === state.complaintId) return 'already-merged';
    return { ...state, merge: { ...state.merge, asked: { mergeId: data.mergeId, into: data.into } } };
  },

  MergeAccepted(state, { data }) {
    const { merge } = state;
    if (data.lead === state.complaintId) {
      if (hasMergeUnderWay(state) || merge.followers.includes(data.follower)) return 'already-merged';
      return { ...state, merge: { ...merge, followers: [...merge.followers, data.follower] } };
    }
    if (merge.asked?.mergeId !== data.mergeId) return 'unknown-merge';
    const following = { followers: merge.followers, into: data.lead, statusBefore: state.status };
    return { ...state, status: 'merged', merge: following };
  },

  MergeRefused(state, { data }) {
    if (state.merge.asked?.mergeId !== data.mergeId) return 'unknown-merge';
    return { ...state, merge: { followers: state.merge.followers } };
  },

  MergeUndone(state, { data }) {
    const { merge } = state;
    if (data.lead === state.complaintId && merge.followers.includes(data.follower)) {
      return {
        ...state,
        merge: { ...merge, followers: merge.followers.filter((one) => one !== data.follower) },
      };
    }
    if (merge.into !== data.lead || merge.statusBefore === undefined) return 'unknown-merge';
    return { ...state, status: merge.statusBefore, merge: { followers: merge.followers } };
  },
};
