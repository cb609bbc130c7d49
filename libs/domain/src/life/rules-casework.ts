import { type FactOf } from '@satupintu/events';
import { type Case, type Disposition, openContributions, openQuestion } from './case';
import {
  changeLast,
  compact,
  endLast,
  ownerOf,
  type Rule,
  type Rules,
  withDisposition,
  withoutOffer,
} from './rule';
import { type VoidCode } from './verdict';

type OnDisposition =
  | 'DispositionAccepted'
  | 'DispositionDeclined'
  | 'UnitAssigned'
  | 'AgencyQuestionAsked'
  | 'FirstAnswerGiven'
  | 'SubstantiveAnswerGiven';

/** Why a disposition cannot be accepted or declined any more. */
const notOffered: Readonly<Record<Exclude<Disposition['status'], 'offered'>, VoidCode>> = {
  accepted: 'already-accepted',
  declined: 'already-declined',
  answered: 'already-answered',
  withdrawn: 'superseded',
};
export const notAccepted: Readonly<Record<Exclude<Disposition['status'], 'accepted'>, VoidCode>> = {
  offered: 'not-accepted',
  declined: 'already-declined',
  answered: 'already-answered',
  withdrawn: 'superseded',
};

/** Finds the disposition that a fact is about; a lead that another offer replaced no longer takes part. */
function on<T extends OnDisposition>(
  change: (state: Case, disposition: Disposition, fact: FactOf<T>) => Case | VoidCode,
): Rule<T> {
  return (state, fact) => {
    const disposition = state.dispositions[fact.data.dispositionId];
    if (!disposition) return 'unknown-disposition';
    if (disposition.part === 'lead' && disposition.dispositionId !== state.lead) return 'superseded';
    return change(state, disposition, fact);
  };
}

const isLead = (state: Case, disposition: Disposition) => disposition.dispositionId === state.lead;
const isTaken = ({ status }: Disposition) => status === 'offered' || status === 'accepted';

/** The lead’s unit is the case’s owner. */
function nameUnit(state: Case, disposition: Disposition, unit: string | undefined, at: string): Case {
  const named = unit ?? disposition.unit;
  const next = compact<Disposition>({
    ...disposition,
    unit: named,
    unitNamedAt: disposition.unitNamedAt ?? (named === undefined ? undefined : at),
  });
  return { ...withDisposition(state, next), owner: isLead(state, disposition) ? ownerOf(next) : state.owner };
}

function answered(
  disposition: Disposition,
  { data: { answerId }, at }: FactOf<'SubstantiveAnswerGiven'>,
): Disposition {
  return {
    ...disposition,
    status: 'answered',
    firstAnswerAt: disposition.firstAnswerAt ?? at,
    substantiveAt: at,
    rounds: changeLast(disposition.rounds, (round) => ({ ...round, answeredAt: at, answerId })),
  };
}

export const caseworkRules: Rules<OnDisposition | 'ThreadMessagePosted' | 'IdentityRequested'> = {
  DispositionAccepted: on<'DispositionAccepted'>((state, disposition, { data, at }) => {
    if (disposition.status !== 'offered') return notOffered[disposition.status];
    const accepted: Disposition = { ...disposition, status: 'accepted', acceptedAt: at };
    const next = nameUnit(state, accepted, data.unit, at);
    return isLead(state, disposition) ? { ...next, status: 'in_progress' } : next;
  }),

  DispositionDeclined: on<'DispositionDeclined'>((state, disposition, { data, at }) => {
    if (disposition.status !== 'offered') return notOffered[disposition.status];
    if (disposition.final) return 'cannot-decline';
    const { ground, proposed } = data;
    return withDisposition(state, { ...disposition, status: 'declined', endedAt: at, ground, proposed });
  }),

  UnitAssigned: on<'UnitAssigned'>((state, disposition, { data, at, cause }) => {
    if (!isTaken(disposition))
      return notAccepted[disposition.status === 'accepted' ? 'offered' : disposition.status];
    const { followed = [] } = disposition;
    if (disposition.unit === data.unit || followed.includes(cause ?? '')) return 'already-assigned';
    const moved = cause === undefined ? disposition : { ...disposition, followed: [...followed, cause] };
    return nameUnit(state, moved, data.unit, at);
  }),

  AgencyQuestionAsked: on<'AgencyQuestionAsked'>((state, disposition, { data, at }) => {
    if (disposition.status !== 'accepted') return notAccepted[disposition.status];
    if (openQuestion(state)) return 'question-open';
    const question = { questionId: data.questionId, startedAt: at, dispositionId: disposition.dispositionId };
    return { ...state, status: 'needs_information', questions: [...state.questions, question] };
  }),

  FirstAnswerGiven: on<'FirstAnswerGiven'>((state, disposition, { at }) => {
    if (disposition.status !== 'accepted') return notAccepted[disposition.status];
    return withDisposition(state, { ...disposition, firstAnswerAt: disposition.firstAnswerAt ?? at });
  }),

  SubstantiveAnswerGiven: on<'SubstantiveAnswerGiven'>((state, disposition, fact) => {
    if (disposition.status !== 'accepted') return notAccepted[disposition.status];
    const next = withDisposition(state, answered(disposition, fact));
    if (!isLead(state, disposition)) return withoutOffer(next, disposition.dispositionId);
    if (fact.data.reason === undefined && openContributions(state).length > 0) return 'contribution-open';
    const { leadOffer: _lapsed, ...rest } = next;
    const { asked: _withdrawn, ...merge } = next.merge;
    return { ...rest, status: 'answered', questions: endLast(next.questions, fact.at), merge };
  }),

  ThreadMessagePosted: (state) => state,

  IdentityRequested: (state) => {
    if (state.anonymous) return 'reporter-anonymous';
    return state.erased === 'no' ? state : 'already-erased';
  },
};
