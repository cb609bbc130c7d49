import { type Case, type Clock } from '../life/case';
import { windows } from './kinds';

/** What becomes due for a clock next. `level` is the step of the ladder, 0 for what is none. */
export interface Timer {
  readonly clockId: string;
  readonly kind: 'miss' | 'step' | 'window' | 'review' | 'reminder' | 'pause-cap';
  readonly level: number;
  readonly at: string;
}

/** Whether two timers do the same at the same instant. */
export const isSameTimer = (one: Timer, other: Timer): boolean =>
  one.clockId === other.clockId &&
  one.kind === other.kind &&
  one.level === other.level &&
  one.at === other.at;

const kindOf = ({ kind }: Clock): Timer['kind'] => {
  if (windows.has(kind)) return 'window';
  return kind === 'review' ? 'review' : 'miss';
};

/** The next step, unless whatever the clock waited for happened before it. */
function nextStep(clock: Clock): Timer[] {
  const { clockId, escalationLevel, stoppedAt } = clock;
  const step = clock.ladder.find(({ level }) => level === escalationLevel + 1);
  if (!step || step.at === null) return [];
  if (stoppedAt !== undefined && stoppedAt <= step.at) return [];
  return [{ clockId, kind: 'step', level: step.level, at: step.at }];
}

/** A running clock reminds before it is due. */
function running({ clockId, reminders }: Clock, kind: Timer['kind'], dueAt: string): Timer {
  const reminder = reminders?.find((at) => at < dueAt);
  return reminder === undefined
    ? { clockId, kind, level: 0, at: dueAt }
    : { clockId, kind: 'reminder', level: 0, at: reminder };
}

/** A clock that does not climb reminds once it is missed; the log may have been cut off between the two. */
function unreminded({ clockId, climbs, stoppedAt, missedAt, reminded }: Clock): Timer[] {
  if (climbs || stoppedAt !== undefined || missedAt === undefined || reminded?.includes(missedAt)) return [];
  return [{ clockId, kind: 'reminder', level: 0, at: missedAt }];
}

function timerOf(clock: Clock): Timer[] {
  const { clockId, state, dueAt, missedAt, missRecorded, pausedUntil } = clock;
  if (state === 'running' && dueAt !== null) return [running(clock, kindOf(clock), dueAt)];
  if (state === 'paused' && typeof pausedUntil === 'string')
    return [{ clockId, kind: 'pause-cap', level: 0, at: pausedUntil }];
  if (state !== 'missed' || kindOf(clock) !== 'miss') return [];
  // A late answer that is in the log before the miss does not hide it.
  if (!missRecorded && missedAt !== undefined) return [{ clockId, kind: 'miss', level: 0, at: missedAt }];
  return [...unreminded(clock), ...nextStep(clock)];
}

/** What is due next for a case: at most one timer a clock. A merged case is its lead's duty. */
export const dueTimers = (state: Case): Timer[] =>
  state.status === 'merged' ? [] : Object.values(state.clocks).flatMap(timerOf);
