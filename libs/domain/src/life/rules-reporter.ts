import { type Data } from '@satupintu/events';
import {
  type Case,
  type CaseStatus,
  type ClosedReason,
  type Disposition,
  leadOf,
  openQuestion,
} from './case';
import { changeLast, endLast, type Rules, withDisposition } from './rule';
import { goApart } from './rules-merge';
import { type VoidCode } from './verdict';

/** Where a case stands again once the reporter was asked and answered, or stayed silent. */
function afterQuestion(state: Case): CaseStatus {
  if (state.status !== 'needs_information') return state.status;
  return openQuestion(state)?.dispositionId === undefined ? 'triage' : 'in_progress';
}

export function endQuestion(state: Case, at: string): Case {
  return { ...state, status: afterQuestion(state), questions: endLast(state.questions, at) };
}

function replied(state: Case, at: string): Case {
  const lead = leadOf(state);
  if (!lead) return state;
  return withDisposition(state, {
    ...lead,
    rounds: changeLast(lead.rounds, (round) => ({ ...round, repliedAt: at })),
  });
}

/** Closing ends every part that is still open. */
export function close(state: Case, closedReason: ClosedReason, at: string): Case {
  const dispositions = Object.fromEntries(
    Object.entries(state.dispositions).map(([id, part]): [string, Disposition] => [
      id,
      part.status === 'offered' || part.status === 'accepted'
        ? { ...part, status: 'withdrawn', endedAt: at }
        : part,
    ]),
  );
  const { leadOffer: _lapsed, ...rest } = state;
  const { asked: _withdrawn, ...merge } = state.merge;
  return {
    ...rest,
    status: 'closed',
    closedReason,
    closedAt: at,
    dispositions,
    merge,
    questions: endLast(state.questions, at),
    verifications: endLast(state.verifications, at),
    arbitrations: endLast(state.arbitrations, at),
  };
}

/** The same disposition comes back to accepted, with its next round. */
function reopen(state: Case, lead: Disposition, at: string): Case {
  const { substantiveAt: _answered, ...rest } = lead;
  const back: Disposition = {
    ...rest,
    status: 'accepted',
    round: lead.round + 1,
    rounds: [
      ...changeLast(lead.rounds, (round) => ({ ...round, repliedAt: round.repliedAt ?? at })),
      { startedAt: at },
    ],
  };
  return { ...withDisposition(state, back), status: 'in_progress' };
}

const disputed = (state: Case): Case => ({ ...state, disputes: state.disputes + 1 });

/** What a reporter says who leaves the case that theirs follows; a first version did not name it and means nothing. */
function leaving(
  state: Case,
  { leaves }: { readonly leaves?: string },
  at: string,
  then: (apart: Case) => Case,
): Case | VoidCode {
  const apart = leaves !== undefined && leaves === state.merge.into ? goApart(state, at) : undefined;
  return apart ? then(apart) : 'wrong-status';
}

/** The other case’s answer is not theirs: this one goes on by itself, and an answer of its own is disputed as ever. */
function disputeApart(apart: Case, at: string): Case {
  const lead = apart.status === 'answered' ? leadOf(apart) : undefined;
  return disputed(lead ? reopen(apart, lead, at) : apart);
}

/** An answer has reached the reporter, or its message was given up; the first of both counts. */
function reach(state: Case, answer: Data<'NotificationDelivered'>['answer'], at: string): Case {
  if (!answer) return state;
  const disposition = state.dispositions[answer.dispositionId];
  const round = disposition?.rounds[answer.round];
  if (!disposition || !round || round.reachedAt !== undefined) return state;
  return withDisposition(state, {
    ...disposition,
    rounds: disposition.rounds.map((each) => (each === round ? { ...round, reachedAt: at } : each)),
  });
}

/**
 * Instants decide: what the reporter said before the reply window ended is not late because the log says so. The
 * close by silence is taken back.
 */
export function annulSilence(state: Case, at: string): Case {
  if (state.closedReason !== 'silence' || state.closedAt === undefined || at > state.closedAt) return state;
  const { closedReason: _silence, closedAt: _then, ...rest } = state;
  return { ...rest, status: 'answered' };
}

/** The same for a question: a reply from before its window ended answers it. */
function annulElapsedQuestion(state: Case, at: string): Case {
  const last = state.questions.at(-1);
  if (last?.endedAt === undefined || at < last.startedAt || at > last.endedAt) return state;
  return { ...state, questions: changeLast(state.questions, (question) => ({ ...question, endedAt: at })) };
}

export const reporterRules: Rules<
  | 'ReporterReplied'
  | 'ReporterConfirmed'
  | 'ReporterDisputed'
  | 'ReporterWithdrew'
  | 'ReporterReopened'
  | 'PersonErased'
  | 'IdentityViewed'
  | 'ReporterNotified'
  | 'NotificationDelivered'
  | 'NotificationFailed'
> = {
  ReporterReplied(state, { at }) {
    if (state.status === 'closed') return 'case-final';
    return endQuestion(annulElapsedQuestion(state, at), at);
  },

  ReporterConfirmed(state, { at }) {
    if (state.status === 'closed') return 'case-final';
    return close(replied(state, at), 'confirmed', at);
  },

  ReporterDisputed(state, { data, at }) {
    if (state.status === 'closed') return 'case-final';
    if (state.status === 'merged') return leaving(state, data, at, (apart) => disputeApart(apart, at));
    if (state.status === 'archived') {
      if (!state.archivedAppealable) return 'not-appealable';
      const { closedAt: _archived, ...rest } = state;
      const verifications = [...state.verifications, { startedAt: at }];
      return { ...rest, status: 'triage', disputes: state.disputes + 1, verifications };
    }
    const lead = leadOf(state);
    return lead ? disputed(reopen(state, lead, at)) : 'unknown-disposition';
  },

  ReporterReopened(state, { data, at }) {
    const lead = leadOf(state);
    if (!lead || state.closedReason === 'withdrawn') return 'case-final';
    const { closedReason: _reason, closedAt: _then, ...rest } = state;
    const back: Case = { ...reopen(rest, lead, at), reopened: (state.reopened ?? 0) + 1 };
    return data.kind === 'dispute' ? disputed(back) : back;
  },

  ReporterWithdrew(state, { data, at }) {
    if (state.status === 'closed') return 'case-final';
    const withdraw = (apart: Case) => close(replied(apart, at), 'withdrawn', at);
    return state.status === 'merged' ? leaving(state, data, at, withdraw) : withdraw(state);
  },

  PersonErased(state, { data }) {
    if (state.erased === 'all' || state.erased === data.scope) return 'already-erased';
    return { ...state, erased: data.scope };
  },

  IdentityViewed: (state) => state,

  ReporterNotified: (state) => state,
  NotificationDelivered: (state, { data }) => reach(state, data.answer, data.deliveredAt),
  NotificationFailed: (state, { data }) => reach(state, data.answer, data.failedAt),
};
