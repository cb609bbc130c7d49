import { type Owner } from '@satupintu/events';
import { type Rung } from '../ladder';

/** A clock as the proof keeps it: what it follows from, and what the log said of it. */
export interface ProvedClock {
  readonly clockId: string;
  readonly kind: string;
  readonly round: number;
  readonly dispositionId?: string;
  readonly accountable: Owner;
  readonly startedAt: string;
  readonly rule: string;
  readonly limit: number;
  readonly unit: string;
  readonly climbs: boolean;
  /** as recorded, and proved when it was */
  readonly dueAt: string | null;
  readonly calendarVersion: string;
  readonly policyVersion: string;
  /** those that are over, and the open one without `to` */
  readonly pauses: readonly { readonly from: string; readonly to?: string }[];
  /** granted so far, in the unit of the rule */
  readonly extendedBy: number;
  /** planned instants before the due one, and those that were given */
  readonly reminders: readonly string[];
  readonly reminded: readonly string[];
  /** of a miss that stands: the instant, and the plan of the ladder */
  readonly missedAt?: string;
  readonly recorded: boolean;
  readonly ladder: readonly Rung[];
  readonly level: number;
  readonly stoppedAt?: string;
  /** stopped before it was due: nothing about it changes any more */
  readonly inTime: boolean;
}

export const isRunning = (clock: ProvedClock): boolean =>
  clock.stoppedAt === undefined && clock.missedAt === undefined;
export const openPause = ({ pauses }: ProvedClock): { from: string } | undefined => {
  const last = pauses.at(-1);
  return last && last.to === undefined ? last : undefined;
};
export const isPaused = (clock: ProvedClock): boolean => isRunning(clock) && openPause(clock) !== undefined;
export const pausesOver = ({ pauses }: ProvedClock): { from: string; to: string }[] =>
  pauses.flatMap(({ from, to }) => (to === undefined ? [] : [{ from, to }]));
/** Windows of the reporter end by themselves, and reviews come again: neither is ever overdue. */
export const isWindow = ({ kind }: { readonly kind: string }): boolean =>
  kind === 'reporter_reply_window' || kind === 'reporter_information_window';
