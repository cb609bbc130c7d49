import { type ComplaintClass, type Contribution, type FactOf } from '@satupintu/events';
import { type Case, type Disposition, leadOf, openQuestion } from './case';
import { compact, endLast, ownerOf, type Rules, withDisposition } from './rule';

interface Understood {
  readonly class: ComplaintClass;
  readonly category?: string;
  readonly region?: string;
  readonly emergency?: boolean;
  readonly contributors?: readonly Contribution[];
}

/** What a decision understood of the complaint becomes what the case says; a place once known stays. */
function understand(state: Case, data: Understood): Case {
  return compact<Case>({
    ...state,
    class: data.class,
    category: data.category ?? state.category,
    region: state.region ?? data.region,
    confidential: state.confidential || (data.class === 'oversight_complaint' && state.class !== data.class),
    emergency: state.emergency ?? data.emergency,
    proposedContributors: data.contributors ?? state.proposedContributors,
  });
}

/** A refused lead waits for the router’s next step. */
const awaitsNextStep = (state: Case) => leadOf(state)?.status === 'declined';

function offered(fact: FactOf<'DispositionOffered'>): Disposition {
  const { data, at } = fact;
  return compact<Disposition>({
    dispositionId: data.dispositionId,
    part: 'lead',
    hop: data.hop,
    organisation: data.organisation,
    unit: data.unit,
    status: 'offered',
    decidedBy: data.decidedBy,
    final: data.final,
    offeredAt: at,
    unitNamedAt: data.unit === undefined ? undefined : at,
    acceptedAt: undefined,
    firstAnswerAt: undefined,
    substantiveAt: undefined,
    endedAt: undefined,
    ground: undefined,
    proposed: undefined,
    round: 0,
    rounds: [{ startedAt: at }],
  });
}

export const routerRules: Rules<
  | 'TriageRequested'
  | 'DispositionOffered'
  | 'TriageQuestionAsked'
  | 'ComplaintCorrected'
  | 'ComplaintArchived'
  | 'ArbitrationRequested'
  | 'ArbitrationDecided'
> = {
  TriageRequested(state, { data, at }) {
    if (data.round !== state.triageRound) return 'superseded';
    if (state.status === 'dispositioned' && !awaitsNextStep(state)) return 'superseded';
    const waiting = state.verifications.at(-1)?.endedAt === undefined;
    return {
      ...understand(state, data),
      status: 'triage',
      owner: data.owner,
      triageRound: state.triageRound + 1,
      verifications: waiting ? state.verifications : [...state.verifications, { startedAt: at }],
    };
  },

  DispositionOffered(state, fact) {
    const { data, at } = fact;
    if (data.hop !== state.hop + 1) return 'superseded';
    if (state.status === 'dispositioned' && !awaitsNextStep(state)) return 'superseded';
    if (state.status === 'arbitration' && !data.final) return 'superseded';
    if (state.status === 'needs_information' && openQuestion(state)?.dispositionId !== undefined)
      return 'question-open';
    const next = withDisposition(understand(state, data), offered(fact));
    return {
      ...next,
      status: 'dispositioned',
      owner: ownerOf(data),
      hop: data.hop,
      lead: data.dispositionId,
      questions: endLast(next.questions, at),
      verifications: endLast(next.verifications, at),
      arbitrations: endLast(next.arbitrations, at),
    };
  },

  TriageQuestionAsked(state, { data, at }) {
    const question = { questionId: data.questionId, startedAt: at };
    return { ...state, status: 'needs_information', questions: [...state.questions, question] };
  },

  ComplaintCorrected(state, { data }) {
    const next = compact<Case>({
      ...state,
      class: data.class ?? state.class,
      category: data.category ?? state.category,
      anonymous: data.anonymous ?? state.anonymous,
      confidential: data.confidential ?? (state.confidential || data.class === 'oversight_complaint'),
    });
    return next;
  },

  ComplaintArchived(state, { data, at }) {
    if (state.status === 'needs_information' && openQuestion(state)?.dispositionId !== undefined)
      return 'question-open';
    return {
      ...state,
      status: 'archived',
      closedAt: at,
      archivedAppealable: data.appealable,
      questions: endLast(state.questions, at),
      verifications: endLast(state.verifications, at),
    };
  },

  ArbitrationRequested(state, { data, at }) {
    if (data.round !== state.arbitrations.length || !awaitsNextStep(state)) return 'superseded';
    const arbitrations = [...state.arbitrations, { startedAt: at }];
    return { ...state, status: 'arbitration', owner: data.owner, arbitrations };
  },

  ArbitrationDecided(state, { data, at }) {
    const last = state.arbitrations.at(-1);
    if (data.round !== state.arbitrations.length - 1 || !last || last.endedAt !== undefined)
      return 'superseded';
    const decided = { ...last, endedAt: at, decided: ownerOf(data) };
    return { ...state, arbitrations: [...state.arbitrations.slice(0, -1), decided] };
  },
};
