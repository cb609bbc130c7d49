import { type Case, type ClockRefs, type Timer } from '@satupintu/domain';
import { type ComplaintFact } from '@satupintu/events';

/** A timer that has come, and whose it is. */
export interface DueTimer {
  readonly complaintId: string;
  readonly timer: Timer;
}

/** Where one is in the order of due timers: oldest first, then by ids. */
export interface Place {
  readonly at: string;
  readonly complaintId: string;
  readonly clockId: string;
}

const zero = '00000000-0000-0000-0000-000000000000';
export const firstPlace: Place = { at: '-infinity', complaintId: zero, clockId: zero };
export const placeOf = ({ complaintId, timer }: DueTimer): Place => ({
  at: timer.at,
  complaintId,
  clockId: timer.clockId,
});

/** What both firing and sweeping need of the world. All of it may fail with an outage; nothing is half done then. */
interface CommonPorts {
  /**
   * Waits until everything was applied that is on both topics, complaints and reference, at the time of the call.
   * @returns false when stopped before
   */
  readOn(): Promise<boolean>;
  /** States as applied so far; absent where no fact was ever about a complaint. */
  states(complaintIds: readonly string[]): Promise<ReadonlyMap<string, Case>>;
  /** The versions in force now. @throws NotPublishedYet */
  refs(): ClockRefs;
  /** Domain time. */
  now(): string;
  /** Durable on the log when it resolves, in this order for each complaint; safe to repeat. */
  append(facts: readonly ComplaintFact[]): Promise<void>;
  /** Does the work if no other process does it now. @returns what it gave; undefined where another one is at it */
  alone<T>(work: () => Promise<T>): Promise<T | undefined>;
}

export interface FiringPorts extends CommonPorts {
  /** Timers as applied so far that are due up to an instant (inclusive), after a place, oldest first. */
  due(upTo: string, after: Place, limit: number): Promise<readonly DueTimer[]>;
}

/** How far a sweep came: the versions it goes through the cases with, and the last case; without one, all of them. */
export interface SweepPlace {
  readonly versions: string;
  readonly after?: string;
}

/** Where a sweep writes down how far it came. */
export interface SweepBook {
  read(): Promise<SweepPlace | undefined>;
  write(place: SweepPlace): Promise<void>;
}

export interface SweepPorts extends CommonPorts {
  /** Cases with due times that a new version may move, by id, after one. */
  movable(afterComplaintId: string, limit: number): Promise<readonly string[]>;
  /** Directory, calendar and policy are all there. */
  published(): boolean;
  /** Without one, each process begins from the first case. */
  readonly book?: SweepBook;
}
