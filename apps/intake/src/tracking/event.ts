import { type Case } from '@satupintu/domain';
import { type Fact } from '@satupintu/events';

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
  | 'intervention';

/** One event: the kind, and what its sentence needs to be said. */
export interface ReporterEvent {
  readonly kind: EventKind;
  readonly words?: string | undefined;
  /** the body that it is about, where that is not who did it */
  readonly about?: string | undefined;
  readonly level?: number;
  readonly purpose?: string;
  readonly scope?: 'identity' | 'all';
  readonly attachments?: readonly string[];
}

const isLead = (state: Case, dispositionId: string) => state.lead === dispositionId;

/** What the reporter is told of an applied fact; undefined for what is between bodies, or mere bookkeeping. */
export function reporterEvent(fact: Fact, state: Case): ReporterEvent | undefined {
  return (
    ofReporter(fact) ??
    ofRouting(fact) ??
    ofAgencies(fact, state) ??
    ofClocks(fact, state) ??
    ofOversight(fact)
  );
}

function ofReporter(fact: Fact): ReporterEvent | undefined {
  switch (fact.type) {
    case 'ComplaintFiled':
      return { kind: 'filed', attachments: fact.data.attachments };
    case 'ReporterReplied':
      return { kind: 'information', words: fact.data.words, attachments: fact.data.attachments };
    case 'ReporterConfirmed':
      return { kind: 'confirmed', words: fact.data.words };
    case 'ReporterDisputed':
      return { kind: 'disputed', words: fact.data.words, attachments: fact.data.attachments };
    case 'ReporterWithdrew':
      return { kind: 'withdrawn', words: fact.data.words };
    case 'PersonErased':
      return { kind: 'erased', scope: fact.data.scope };
    case 'IdentityViewed':
      return { kind: 'identity_viewed', purpose: fact.data.purpose };
    default:
      return undefined;
  }
}

function ofRouting(fact: Fact): ReporterEvent | undefined {
  switch (fact.type) {
    case 'TriageRequested':
      return { kind: 'triage', about: fact.data.owner.unit ?? fact.data.owner.organisation };
    case 'TriageQuestionAsked':
      return { kind: 'question', words: fact.data.words };
    case 'ComplaintCorrected':
      return { kind: 'corrected' };
    case 'ComplaintArchived':
      return { kind: 'archived', words: fact.data.words, about: fact.data.referral };
    case 'DispositionOffered':
      return { kind: 'offered', about: fact.data.unit ?? fact.data.organisation };
    case 'ArbitrationRequested':
      return { kind: 'arbitration', about: fact.data.owner.organisation };
    case 'ArbitrationDecided':
      return { kind: 'arbitration_decided', about: fact.data.unit ?? fact.data.organisation };
    default:
      return undefined;
  }
}

function ofAgencies(fact: Fact, state: Case): ReporterEvent | undefined {
  switch (fact.type) {
    case 'DispositionAccepted':
      return isLead(state, fact.data.dispositionId) ? { kind: 'accepted', about: fact.data.unit } : undefined;
    case 'DispositionDeclined':
      return isLead(state, fact.data.dispositionId)
        ? { kind: 'declined', about: fact.data.proposed }
        : undefined;
    case 'UnitAssigned':
      return isLead(state, fact.data.dispositionId)
        ? { kind: 'unit_assigned', about: fact.data.unit }
        : undefined;
    case 'AgencyQuestionAsked':
      return { kind: 'question', words: fact.data.words };
    case 'FirstAnswerGiven':
    case 'SubstantiveAnswerGiven': {
      // A contributor answers the lead; the public answer is one, the lead's.
      if (!isLead(state, fact.data.dispositionId)) return undefined;
      const kind = fact.type === 'FirstAnswerGiven' ? 'first_answer' : 'answer';
      return { kind, words: fact.data.words, attachments: fact.data.attachments };
    }
    case 'ContributorInvited':
      return { kind: 'contributor_invited', about: fact.data.unit ?? fact.data.organisation };
    case 'LeadHandedOver':
      return { kind: 'handed_over', about: state.owner.unit ?? state.owner.organisation };
    case 'MergeAccepted':
      return fact.data.follower === state.complaintId ? { kind: 'merged' } : undefined;
    case 'MergeUndone':
      return fact.data.follower === state.complaintId ? { kind: 'unmerged' } : undefined;
    default:
      return undefined;
  }
}

function ofClocks(fact: Fact, state: Case): ReporterEvent | undefined {
  switch (fact.type) {
    case 'DeadlineMissed':
    case 'MissAnnulled': {
      const clock = state.clocks[fact.data.clockId];
      const kind = fact.type === 'DeadlineMissed' ? 'deadline_missed' : 'miss_annulled';
      return clock?.climbs
        ? { kind, about: clock.accountable.unit ?? clock.accountable.organisation }
        : undefined;
    }
    case 'CaseEscalated':
      return {
        kind: 'escalated',
        about: fact.data.to.unit ?? fact.data.to.organisation,
        level: fact.data.level,
      };
    case 'ReplyWindowElapsed':
      return { kind: 'closed_by_silence' };
    case 'InformationWindowElapsed':
      return { kind: 'question_lapsed' };
    default:
      return undefined;
  }
}

function ofOversight(fact: Fact): ReporterEvent | undefined {
  switch (fact.type) {
    case 'ExaminationOpened':
      return { kind: 'examined' };
    case 'ResultReportIssued':
      return { kind: 'result_report' };
    case 'RecommendationIssued':
      return { kind: 'recommendation' };
    case 'ExaminationClosed':
      return { kind: 'examination_closed' };
    case 'InterventionMade':
      return { kind: 'intervention' };
    default:
      return undefined;
  }
}
