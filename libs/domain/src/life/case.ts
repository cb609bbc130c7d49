import {
  type Actor,
  type Channel,
  type ComplaintClass,
  type ComplaintFactType,
  type Contribution,
  type Owner,
} from '@satupintu/events';

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
  /** of a contribution: the case is not answered in substance without it, unless the lead says why */
  readonly required?: boolean;
  /** the contribution that another body declined, and this one was asked for instead */
  readonly replaces?: string;
  /** of a contribution: what the lead asks for, sealed */
  readonly task?: string;
  /** since when it has its part, where the lead changed hands; absent: since the offer */
  readonly partSince?: string;
  /** hand-overs of its place that it has followed, by the ids of their facts; absent: none */
  readonly followed?: readonly string[];
  /** how often a dispute has brought it back: index of the round that runs */
  readonly round: number;
  readonly rounds: readonly AnswerRound[];
}

/** From being asked for substance to the reporter's word on it. A dispute opens the next one. */
export interface AnswerRound {
  readonly startedAt: string;
  readonly answeredAt?: string;
  readonly answerId?: string;
  /** when the answer was delivered to the reporter’s own address, or given up and left on the page */
  readonly reachedAt?: string;
  /** confirmed, disputed or withdrawn */
  readonly repliedAt?: string;
}

/** A stretch of waiting for somebody's decision; its index is the round of the clock that runs over it. */
export interface Stretch {
  readonly startedAt: string;
  readonly endedAt?: string;
}

/** A question to the reporter; its index is the round of its information window. */
export interface Question extends Stretch {
  readonly questionId: string;
  /** whom the answer goes back to; absent: triage */
  readonly dispositionId?: string;
}

export interface LadderStepPlan {
  readonly level: number;
  readonly to: Owner;
  /** null: no calendar for that year yet */
  readonly at: string | null;
}

/** More time that was given to a clock. */
export interface GivenExtension {
  readonly amount: number;
  readonly unit: string;
  readonly reason: string;
  readonly at: string;
}

/** A time in which a clock stands still: for the reporter’s reply, or because the case followed another one. */
export interface ClockPause {
  readonly from: string;
  readonly to?: string;
  /** absent: the reporter was asked */
  readonly why?: 'merged';
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
  readonly pauses: readonly ClockPause[];
  /** of a paused clock whose rule caps pauses: when it runs on by itself; null: no list for that year yet */
  readonly pausedUntil?: string | null;
  /** given so far; absent: none */
  readonly extensions?: readonly GivenExtension[];
  /** planned instants before the due one, in order; absent: none */
  readonly reminders?: readonly string[];
  /** instants of the reminders that were given; absent: none */
  readonly reminded?: readonly string[];
  /** steps and reminders of which notice was given, or given up; absent: none */
  readonly told?: readonly string[];
  /** also after a miss: when it was stopped at last */
  readonly stoppedAt?: string;
  readonly missedAt?: string;
  /** the miss stands in the log as a fact; false also where a late stop came before that fact */
  readonly missRecorded: boolean;
  readonly dueHistory: readonly {
    readonly dueAt: string | null;
    readonly at: string;
    readonly why: string;
  }[];
  readonly ladder: readonly LadderStepPlan[];
  readonly escalationLevel: number;
}

/**
 * From when on a body was accountable, until the next entry. `idle`: the case asked nothing of it, because it
 * followed another case, or lay archived until an appeal.
 */
export interface Held extends Owner {
  readonly from: string;
  readonly idle?: 'merged' | 'archived';
}

/** What was last done to a case by somebody, or by the router; clocks and notices are not. */
export interface LastAct {
  readonly fact: ComplaintFactType;
  readonly at: string;
  readonly by: Actor;
}

/** What a complaint's facts come to, so far. Serialisable as JSON; no words, no persons. */
export interface Case {
  readonly complaintId: string;
  readonly trackingId: string;
  readonly channel: Channel;
  readonly filedBy?: string;
  /** the closed complaint that this one goes on from */
  readonly follows?: string;
  readonly filedAt: string;
  readonly status: CaseStatus;
  readonly closedReason?: ClosedReason;
  readonly closedAt?: string;
  readonly class: ComplaintClass;
  readonly category?: string;
  readonly region?: string;
  readonly anonymous: boolean;
  readonly confidential: boolean;
  /** danger to life, as the router found it */
  readonly emergency?: boolean;
  /** bodies that the router would invite beside the lead; a person does */
  readonly proposedContributors?: readonly Contribution[];
  /** the one body that is accountable now; in a final state the last one */
  readonly owner: Owner;
  /** who was accountable from when on, since the filing; the last entry is the owner */
  readonly held: readonly Held[];
  /** offers to a lead so far, less one */
  readonly hop: number;
  /** dispositionId of the lead; absent before the first offer */
  readonly lead?: string;
  readonly dispositions: Readonly<Record<string, Disposition>>;
  readonly clocks: Readonly<Record<string, Clock>>;
  readonly questions: readonly Question[];
  /** TriageRequested so far; the round that the next one must carry */
  readonly triageRound: number;
  /** waiting to be forwarded: from filing, and again after each refusal or appeal that went to triage */
  readonly verifications: readonly Stretch[];
  /** waiting for the tier above; ended by its decision, which an offer then carries out */
  readonly arbitrations: readonly (Stretch & { readonly decided?: Owner })[];
  readonly disputes: number;
  /** how often a reply brought it back after its closing; absent: never */
  readonly reopened?: number;
  /** the lead asks another part to lead; until that one takes it on, or the case goes on without */
  readonly leadOffer?: { readonly from: string; readonly to: string; readonly at: string };
  readonly last?: LastAct;
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
    /** when it followed another case; absent: never */
    readonly stretches?: readonly Stretch[];
  };
  readonly examinations: Readonly<
    Record<string, { readonly ground: string; readonly openedAt: string; readonly closedAt?: string }>
  >;
}

export const finalStatuses: ReadonlySet<CaseStatus> = new Set<CaseStatus>(['closed', 'archived']);
/** No duty is left; a merged case is its lead's duty. */
export const isFinal = (state: Case): boolean => finalStatuses.has(state.status) || state.status === 'merged';
export const leadOf = (state: Case): Disposition | undefined =>
  state.lead === undefined ? undefined : state.dispositions[state.lead];
/** Contributions without which the lead does not answer in substance, unless it says why. */
export const openContributions = (state: Case): Disposition[] =>
  Object.values(state.dispositions).filter(
    ({ part, required, status }) =>
      part === 'contributor' && required === true && (status === 'offered' || status === 'accepted'),
  );
/** The question that the case waits for, if it does. */
export const openQuestion = (state: Case): Question | undefined =>
  state.questions.find((question) => question.endedAt === undefined);
export const isOpen = (clock: Clock): boolean => clock.state === 'running' || clock.state === 'paused';
export const openClocks = (state: Case): Clock[] => Object.values(state.clocks).filter(isOpen);
/** Missed, and whatever it waited for has not happened. */
export const isOverdue = (clock: Clock): boolean => clock.state === 'missed' && clock.stoppedAt === undefined;
/** A body has the disposition in hand: it was offered, taken, or answered, and not taken away since. */
export const isActive = ({ status }: Disposition): boolean =>
  status === 'offered' || status === 'accepted' || status === 'answered';
/** Confidential complaints, and those against officials, are for their handlers and the supervisors only. */
export const isRestricted = (state: Case): boolean =>
  state.confidential || state.class === 'oversight_complaint';
