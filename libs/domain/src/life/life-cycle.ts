import { type ComplaintFactType } from '@satupintu/events';
import { type CaseStatus } from './case';

const open = [
  'filed',
  'triage',
  'arbitration',
  'needs_information',
  'dispositioned',
  'in_progress',
  'answered',
] as const;
const withBody = ['needs_information', 'dispositioned', 'in_progress', 'answered'] as const;
const any = [...open, 'closed', 'archived', 'merged'] as const;

/** In which statuses a fact can mean something, and the status that it leads to (absent: stays, or as its rule says). */
interface Move {
  readonly from: readonly CaseStatus[];
  readonly to?: CaseStatus;
}

/**
 * The life of a complaint. What a row allows, its rule in `rules` may still refuse (the lead must be the one offered,
 * a question must be open); what no row allows is void.
 */
export const lifeCycle: Readonly<Record<ComplaintFactType, Move>> = {
  ComplaintFiled: { from: [], to: 'filed' },

  TriageRequested: { from: ['filed', 'dispositioned', 'triage'], to: 'triage' },
  DispositionOffered: {
    from: ['filed', 'triage', 'arbitration', 'dispositioned', 'needs_information'],
    to: 'dispositioned',
  },
  TriageQuestionAsked: { from: ['triage'], to: 'needs_information' },
  ComplaintCorrected: { from: open },
  ComplaintArchived: { from: ['triage', 'needs_information'], to: 'archived' },
  ArbitrationRequested: { from: ['dispositioned'], to: 'arbitration' },
  ArbitrationDecided: { from: ['arbitration'] },

  DispositionAccepted: { from: withBody },
  DispositionDeclined: { from: withBody },
  UnitAssigned: { from: withBody },
  AgencyQuestionAsked: { from: ['in_progress', 'needs_information'], to: 'needs_information' },
  FirstAnswerGiven: { from: ['in_progress', 'needs_information'] },
  SubstantiveAnswerGiven: { from: withBody },
  ContributorInvited: { from: ['in_progress', 'needs_information'] },
  ContributorReleased: { from: withBody },
  ThreadMessagePosted: { from: [...open, 'merged'] },
  IdentityRequested: { from: any },
  LeadOffered: { from: ['in_progress', 'needs_information'] },
  LeadOfferWithdrawn: { from: ['in_progress', 'needs_information'] },
  LeadOfferRefused: { from: ['in_progress', 'needs_information'] },
  LeadHandedOver: { from: ['in_progress', 'needs_information'] },

  MergeAsked: { from: open },
  MergeAccepted: { from: open },
  MergeRefused: { from: open },
  MergeUndone: { from: any },

  ReporterReplied: { from: [...open, 'merged', 'closed'] },
  ReporterConfirmed: { from: ['answered', 'closed'], to: 'closed' },
  ReporterDisputed: { from: ['answered', 'archived', 'merged', 'closed'] },
  ReporterWithdrew: { from: [...open, 'merged', 'closed'], to: 'closed' },
  ReporterReopened: { from: ['closed'] },
  PersonErased: { from: any },
  IdentityViewed: { from: any },
  ReporterNotified: { from: any },
  NotificationDelivered: { from: any },
  NotificationFailed: { from: any },

  ClockStarted: { from: any },
  ClockPaused: { from: any },
  ClockResumed: { from: any },
  ClockStopped: { from: any },
  DueTimesMoved: { from: any },
  ClockExtended: { from: open },
  DeadlineMissed: { from: any },
  MissAnnulled: { from: any },
  CaseEscalated: { from: any },
  ReminderDue: { from: any },
  NoticeSent: { from: any },
  NoticeFailed: { from: any },
  ReplyWindowElapsed: { from: ['answered'], to: 'closed' },
  InformationWindowElapsed: { from: ['needs_information'] },

  ExaminationOpened: { from: any },
  ResultReportIssued: { from: any },
  CorrectiveActionRecorded: { from: any },
  RecommendationIssued: { from: any },
  ExaminationClosed: { from: any },
  InterventionMade: { from: any },
  AnchorPublished: { from: any },
};
