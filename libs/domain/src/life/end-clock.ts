import { type Clock } from './case';

/** What ended a clock: what it waited for, or the end of its reason to run. */
export interface End {
  readonly state: 'met' | 'cancelled';
  readonly at: string;
}

/** A pause that is still open ends with the clock. */
function closePause(clock: Clock, at: string): Pick<Clock, 'pauses' | 'pausedFor'> {
  const open = clock.pauses.at(-1);
  if (clock.state !== 'paused' || !open) return { pauses: clock.pauses, pausedFor: clock.pausedFor };
  const seconds = Math.max(0, (Date.parse(at) - Date.parse(open.from)) / 1000);
  return {
    pauses: [...clock.pauses.slice(0, -1), { ...open, to: at }],
    pausedFor: clock.pausedFor + seconds,
  };
}

/**
 * Instants decide: an end at or before the due instant is in time; a later one leaves the miss, and stops the ladder.
 * A review is a reminder and never overdue.
 */
export function endClock(clock: Clock, { state, at }: End): Clock {
  const due = clock.missedAt ?? clock.dueAt;
  const late = clock.kind !== 'review' && clock.state !== 'paused' && due !== null && at > due;
  if (!late) {
    const { missedAt: _annulled, reminders: _planned, pausedUntil: _cap, ...rest } = clock;
    return {
      ...rest,
      ...closePause(clock, at),
      state,
      stoppedAt: at,
      missRecorded: false,
      ladder: [],
      escalationLevel: 0,
    };
  }
  const climbed = clock.ladder.filter(
    (step) => step.at !== null && step.at < at && step.level <= clock.escalationLevel,
  );
  const { reminders: _planned, ...rest } = clock;
  return { ...rest, state: 'missed', missedAt: due, stoppedAt: at, escalationLevel: climbed.length };
}
