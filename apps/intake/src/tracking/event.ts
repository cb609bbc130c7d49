import { type Case } from '@satupintu/domain';
import { type Data, type FactOf, type FactType } from '@satupintu/events';

/** What happened, as the reporter is told. Stable: part of the answer of `GET /v1/complaints/{trackingId}`. */
export type EventKind =
  | 'filed'
  | 'triage'
  | 'question'
  | 'corrected'
  | 'archived'
  | 'offered'
  | 'declined'
  | 'arbitration'
  | 'arbitration_decided'
  | 'accepted'
  | 'unit_assigned'
  | 'first_answer'
  | 'answer'
  | 'contributor_invited'
  | 'handed_over'
  | 'merged'
  | 'unmerged'
  | 'information'
  | 'confirmed'
  | 'disputed'
  | 'withdrawn'
  | 'reopened'
  | 'erased'
  | 'identity_viewed'
  | 'deadline_missed'
  | 'miss_annulled'
  | 'escalated'
  | 'closed_by_silence'
  | 'question_lapsed'
  | 'examined'
  | 'result_report'
  | 'recommendation'
  | 'examination_closed'
  | 'intervention'
  | 'message_delivered'
  | 'message_failed';

/** One event: the kind, and what its sentence needs to be said. */
export interface ReporterEvent {
  readonly kind: EventKind;
  readonly words?: string | undefined;
  /** the body that it is about, where that is not who did it */
  readonly about?: string | undefined;
  readonly level?: number;
  readonly purpose?: string;
  /** the way on which a message went */
  readonly way?: string;
  readonly scope?: 'identity' | 'all';
  readonly attachments?: readonly string[];
}

const isLead = (state: Case, dispositionId: string) => state.lead === dispositionId;
const bodyOf = ({ organisation, unit }: { organisation: string; unit?: string }): string =>
  unit ?? organisation;

type Tell<T extends FactType> = (data: Data<T>, state: Case) => ReporterEvent | undefined;
/** A contributor answers the lead; what the reporter is told of the bodies is the lead's. */
const ofLead =
  <T extends FactType>(tell: (data: Data<T>) => ReporterEvent) =>
  (data: Data<T> & { dispositionId: string }, state: Case): ReporterEvent | undefined =>
    isLead(state, data.dispositionId) ? tell(data) : undefined;

function ofClimbing(
  kind: 'deadline_missed' | 'miss_annulled',
  clockId: string,
  state: Case,
): ReporterEvent | undefined {
  const clock = state.clocks[clockId];
  return clock?.climbs ? { kind, about: bodyOf(clock.accountable) } : undefined;
}

/** What the reporter is told, by type of fact. What has no row is between bodies, or mere bookkeeping. */
const tellers: { readonly [T in FactType]?: Tell<T> } = {
  ComplaintFiled: ({ attachments }) => ({ kind: 'filed', attachments }),
  ReporterReplied: ({ words, attachments }) => ({ kind: 'information', words, attachments }),
  ReporterConfirmed: ({ words }) => ({ kind: 'confirmed', words }),
  ReporterDisputed: ({ words, attachments }) => ({ kind: 'disputed', words, attachments }),
  ReporterWithdrew: ({ words }) => ({ kind: 'withdrawn', words }),
  ReporterReopened: ({ words, attachments }) => ({ kind: 'reopened', words, attachments }),
  PersonErased: ({ scope }) => ({ kind: 'erased', scope }),
  // Of what was sent only what the reporter waits with a reply to, and what never came.
  NotificationDelivered: ({ answer, by }) =>
    answer === undefined ? undefined : { kind: 'message_delivered', way: by },
  NotificationFailed: ({ by }) => ({ kind: 'message_failed', way: by }),
  IdentityViewed: ({ purpose }) => ({ kind: 'identity_viewed', purpose }),

  TriageRequested: ({ owner }) => ({ kind: 'triage', about: bodyOf(owner) }),
  TriageQuestionAsked: ({ words }) => ({ kind: 'question', words }),
  ComplaintCorrected: ({ words }) => ({ kind: 'corrected', words }),
  ComplaintArchived: ({ words, referral }) => ({ kind: 'archived', words, about: referral }),
  DispositionOffered: (offer) => ({ kind: 'offered', about: bodyOf(offer) }),
  ArbitrationRequested: ({ owner }) => ({ kind: 'arbitration', about: owner.organisation }),
  ArbitrationDecided: (decision) => ({ kind: 'arbitration_decided', about: bodyOf(decision) }),

  DispositionAccepted: ofLead<'DispositionAccepted'>(({ unit }) => ({ kind: 'accepted', about: unit })),
  DispositionDeclined: ofLead<'DispositionDeclined'>(({ proposed }) => ({
    kind: 'declined',
    about: proposed,
  })),
  UnitAssigned: ofLead<'UnitAssigned'>(({ unit }) => ({ kind: 'unit_assigned', about: unit })),
  AgencyQuestionAsked: ({ words }) => ({ kind: 'question', words }),
  FirstAnswerGiven: ofLead<'FirstAnswerGiven'>(({ words, attachments }) => ({
    kind: 'first_answer',
    words,
    attachments,
  })),
  SubstantiveAnswerGiven: ofLead<'SubstantiveAnswerGiven'>(({ words, attachments }) => ({
    kind: 'answer',
    words,
    attachments,
  })),
  ContributorInvited: (invited) => ({ kind: 'contributor_invited', about: bodyOf(invited) }),
  LeadHandedOver: (_, { owner }) => ({ kind: 'handed_over', about: bodyOf(owner) }),
  MergeAccepted: ({ follower }, { complaintId }) =>
    follower === complaintId ? { kind: 'merged' } : undefined,
  MergeUndone: ({ follower }, { complaintId }) =>
    follower === complaintId ? { kind: 'unmerged' } : undefined,

  DeadlineMissed: ({ clockId }, state) => ofClimbing('deadline_missed', clockId, state),
  MissAnnulled: ({ clockId }, state) => ofClimbing('miss_annulled', clockId, state),
  CaseEscalated: ({ to, level }) => ({ kind: 'escalated', about: bodyOf(to), level }),
  ReplyWindowElapsed: () => ({ kind: 'closed_by_silence' }),
  InformationWindowElapsed: () => ({ kind: 'question_lapsed' }),

  ExaminationOpened: () => ({ kind: 'examined' }),
  ResultReportIssued: () => ({ kind: 'result_report' }),
  RecommendationIssued: () => ({ kind: 'recommendation' }),
  ExaminationClosed: () => ({ kind: 'examination_closed' }),
  InterventionMade: () => ({ kind: 'intervention' }),
};

/** What the reporter is told of an applied fact; undefined where that is nothing. */
export function reporterEvent<T extends FactType>(fact: FactOf<T>, state: Case): ReporterEvent | undefined {
  const tell: Tell<T> | undefined = tellers[fact.type];
  return tell?.(fact.data, state);
}
