import { type LimitUnit, type Owner } from '@satupintu/events';
import { type Rung } from '../ladder';
import { type Stillness } from '../walk';

/** A time in which it stands still; `why`: because the case follows another one, not for the reporter. */
export interface ProvedPause {
  readonly from: string;
  readonly to?: string;
  readonly why?: 'merged';
}

export interface Versions {
  readonly calendarVersion: string;
  readonly policyVersion: string;
}

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
  /** the versions that it was counted with last */
  readonly counted: Versions;
  /** as the log has it, and proved when it was said */
  readonly dueAt: string | null;
  /** those that are over, and the open one without `to` */
  readonly pauses: readonly ProvedPause[];
  /** of an open pause: when its cap is used up */
  readonly until?: string | null;
  readonly extensions: readonly { readonly amount: number; readonly unit: string }[];
  /** planned instants before the due one, and those that were given */
  readonly reminders: readonly string[];
  readonly reminded: readonly string[];
  /** whether the miss stands in the log, with the plan of its ladder and the steps taken */
  readonly recorded: boolean;
  readonly ladder: readonly Rung[];
  readonly level: number;
  /** when it ended: `met` and `cancelled` in time, `late` after it was due, `elapsed` by itself */
  readonly end?: { readonly at: string; readonly how: 'met' | 'cancelled' | 'late' | 'elapsed' };
}

/** Kinds that the life of a case starts and stops; policy may add others. */
const ofTheLife = new Set([
  'verify_and_forward',
  'assign_unit',
  'first_follow_up',
  'resolve',
  'contribute',
  'arbitration',
  'reporter_information_window',
  'reporter_reply_window',
  'review',
]);
export const isAdded = ({ kind }: { readonly kind: string }): boolean => !ofTheLife.has(kind);
/** Windows of the reporter end by themselves: nobody has failed. */
export const isWindow = ({ kind }: { readonly kind: string }): boolean =>
  kind === 'reporter_reply_window' || kind === 'reporter_information_window';

export const openPause = ({ pauses }: ProvedClock): ProvedPause | undefined => {
  const last = pauses.at(-1);
  return last && last.to === undefined ? last : undefined;
};
/** Neither ended nor missed: its due time is still to come, or nobody has said that it passed. */
export const isOpen = (clock: ProvedClock): boolean => !clock.end && !clock.recorded;
export const isRunning = (clock: ProvedClock): boolean => isOpen(clock) && !openPause(clock);
export const pausesOver = ({ pauses }: ProvedClock): Stillness[] =>
  pauses.flatMap(({ from, to, why }) =>
    to === undefined ? [] : [{ from, to, isCapped: why === undefined }],
  );
/** What was granted in a unit; what was granted in another one lapsed with its rule. */
export const extendedBy = ({ extensions }: ProvedClock, unit: LimitUnit): number =>
  extensions.filter((given) => given.unit === unit).reduce((sum, { amount }) => sum + amount, 0);
