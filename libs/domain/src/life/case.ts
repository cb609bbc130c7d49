import { type Channel, type ComplaintClass, type Owner } from '@satupintu/events';

export type CaseStatus =
  | 'filed'
  | 'triage'
  | 'arbitration'
  | 'needs_information'
  | 'dispositioned'
  | 'in_progress'
  | 'answered'
  | 'closed'
  | 'archived'
  | 'merged';

export type ClosedReason = 'confirmed' | 'silence' | 'withdrawn';
export type DispositionStatus = 'offered' | 'accepted' | 'declined' | 'answered' | 'withdrawn';
export type ClockState = 'running' | 'paused' | 'met' | 'missed' | 'cancelled';

/** One body's part in a case. Instants are of the facts that caused them. */
export interface Disposition {
  readonly dispositionId: string;
  readonly part: 'lead' | 'contributor';
  readonly hop: number;
  readonly organisation: string;
  readonly unit?: string;
  readonly status: DispositionStatus;
  readonly decidedBy: 'rule' | 'model' | 'person';
  /** decided by arbitration: cannot be declined */
  readonly final: boolean;
  readonly offeredAt: string;
  readonly unitNamedAt?: string;
  readonly acceptedAt?: string;
  readonly firstAnswerAt?: string;
  readonly substantiveAt?: string;
  /** declined, withdrawn or superseded */
  readonly endedAt?: string;
  readonly ground?: string;
  readonly proposed?: string;
  /** how often a dispute has brought it back */
  readonly round: number;
}

export interface LadderStepPlan {
  readonly level: number;
  readonly to: Owner;
  /** null: no calendar for that year yet */
  readonly at: string | null;
}

/** A limit that runs for an accountable body, and all that its due time follows from. */
export interface Clock {
  readonly clockId: string;
  readonly kind: string;
  readonly round: number;
  readonly dispositionId?: string;
  readonly accountable: Owner;
  readonly startedAt: string;
  readonly dueAt: string | null;
  readonly state: ClockState;
  readonly rule: string;
  readonly limit: number;
  readonly unit: string;
  readonly timeZone: string;
  readonly climbs: boolean;
  readonly calendarVersion: string;
  readonly policyVersion: string;
  /** seconds that it stood still, in all */
  readonly pausedFor: number;
  /** finished pauses, and the open one without `to` */
  readonly pauses: readonly { readonly from: string; readonly to?: string }[];
  /** also after a miss: when it was stopped at last */
  readonly stoppedAt?: string;
  readonly missedAt?: string;
  readonly dueHistory: readonly { readonly dueAt: string | null; readonly at: string; readonly why: string }[];
  readonly ladder: readonly LadderStepPlan[];
  readonly escalationLevel: number;
}

export interface OpenQuestion {
  readonly questionId: string;
  readonly askedAt: string;
  /** whom the answer goes back to */
  readonly dispositionId?: string;
}

/** What a complaint's facts come to, so far. Serialisable as JSON; no words, no persons. */
export interface Case {
  readonly complaintId: string;
  readonly trackingId: string;
  readonly channel: Channel;
  readonly filedBy?: string;
  readonly filedAt: string;
  readonly status: CaseStatus;
  readonly closedReason?: ClosedReason;
  readonly closedAt?: string;
  readonly class: ComplaintClass;
  readonly category?: string;
  readonly region?: string;
  readonly anonymous: boolean;
  readonly confidential: boolean;
  /** the one body that is accountable now; in a final state the last one */
  readonly owner: Owner;
  /** offers to a lead so far, less one */
  readonly hop: number;
  /** dispositionId of the lead; absent before the first offer */
  readonly lead?: string;
  readonly dispositions: Readonly<Record<string, Disposition>>;
  readonly clocks: Readonly<Record<string, Clock>>;
  readonly question?: OpenQuestion;
  readonly questionsAsked: number;
  readonly triageRound: number;
  readonly arbitrationRound: number;
  readonly disputes: number;
  readonly repliesGiven: number;
  readonly archivedAppealable: boolean;
  readonly erased: 'no' | 'identity' | 'all';
  /** sealed words of the filing stay reachable for those who may read them */
  readonly words: string;
  readonly person: string;
  readonly attachments: readonly string[];
  readonly merge: {
    readonly asked?: { readonly mergeId: string; readonly into: string };
    readonly into?: string;
    /** what the follower was before it followed */
    readonly statusBefore?: CaseStatus;
    readonly followers: readonly string[];
  };
  readonly examinations: Readonly<Record<string, { readonly ground: string; readonly openedAt: string; readonly closedAt?: string }>>;
}

export const finalStatuses: ReadonlySet<CaseStatus> = new Set<CaseStatus>(['closed', 'archived']);
/** No duty is left; a merged case is its lead's duty. */
export const isFinal = (state: Case): boolean => finalStatuses.has(state.status) || state.status === 'merged';
export const leadOf = (state: Case): Disposition | undefined =>
  state.lead === undefined ? undefined : state.dispositions[state.lead];
export const openClocks = (state: Case): Clock[] =>
  Object.values(state.clocks).filter((clock) => clock.state === 'running' || clock.state === 'paused');
/** Missed, and whatever it waited for has not happened. */
export const isOverdue = (clock: Clock): boolean => clock.state === 'missed' && clock.stoppedAt === undefined;
