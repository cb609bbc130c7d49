import { type Data, type FactOf } from '@satupintu/events';
import { type Case, type Clock, isOpen } from './case';
import { endClock } from './end-clock';
import { close, endQuestion } from './rules-reporter';
import { type Rule, type Rules } from './rule';
import { type VoidCode } from './verdict';

const secondsBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1000;
/** Only a change of due time stands in the history, never a repetition of it. */
const history = (
  clock: Clock,
  dueAt: string | null,
  at: string,
  why: string,
): Pick<Clock, 'dueAt' | 'dueHistory'> =>
  dueAt === clock.dueAt
    ? { dueAt, dueHistory: clock.dueHistory }
    : { dueAt, dueHistory: [...clock.dueHistory, { dueAt, at, why }] };

/** A running clock's planned reminders, less those that were given; members are left out where there is none. */
export function withReminders(clock: Clock, planned: readonly string[] = []): Clock {
  const { reminders: _before, ...rest } = clock;
  const given = new Set(clock.reminded);
  const reminders = clock.state === 'running' ? planned.filter((at) => !given.has(at)) : [];
  return reminders.length > 0 ? { ...rest, reminders } : rest;
}

export function withClock(state: Case, clock: Clock): Case {
  return { ...state, clocks: { ...state.clocks, [clock.clockId]: clock } };
}

type OnClock =
  'ClockStopped' | 'ClockExtended' | 'DeadlineMissed' | 'MissAnnulled' | 'CaseEscalated' | 'ReminderDue';
function on<T extends OnClock>(change: (clock: Clock, fact: FactOf<T>) => Clock | VoidCode): Rule<T> {
  return (state, fact) => {
    const clock = state.clocks[fact.data.clockId];
    if (!clock) return 'unknown-clock';
    const next = change(clock, fact);
    return typeof next === 'string' ? next : withClock(state, next);
  };
}

/** The clock stands still from `at`, unless it was due before. A miss recorded for later than `at` is taken back. */
function pause(clock: Clock, { pausedAt: at, until, why }: Data<'ClockPaused'>): Clock {
  const missedLater = clock.state === 'missed' && clock.missedAt !== undefined && at <= clock.missedAt;
  if (clock.stoppedAt !== undefined || !(clock.state === 'running' || missedLater)) return clock;
  if (clock.dueAt !== null && clock.dueAt < at) return clock;
  // Recorded already, unless it gave nothing because another question had begun at the same instant.
  const merged = why === 'merged' ? ({ why } as const) : {};
  if (clock.pauses.some((one) => one.from === at && one.to !== at && one.why === merged.why)) return clock;
  const { missedAt: _annulled, reminders: _planned, ...rest } = clock;
  return {
    ...rest,
    ...(until !== undefined && { pausedUntil: until }),
    state: 'paused',
    missRecorded: false,
    ladder: [],
    escalationLevel: 0,
    pauses: [...clock.pauses, { from: at, ...merged }],
  };
}

interface Resumption {
  readonly dueAt: string | null;
  readonly why: string;
  readonly reminders: readonly string[] | undefined;
}
function resume(clock: Clock, at: string, to: Resumption): Clock {
  const open = clock.pauses.at(-1);
  if (clock.state !== 'paused' || !open || open.to !== undefined) return clock;
  const { pausedUntil: _cap, ...rest } = clock;
  const running: Clock = {
    ...rest,
    ...history(clock, to.dueAt, at, to.why),
    state: 'running',
    pausedFor: clock.pausedFor + secondsBetween(open.from, at),
    pauses: [...clock.pauses.slice(0, -1), { ...open, to: at }],
  };
  return withReminders(running, to.reminders);
}

type Moved = Data<'DueTimesMoved'>;
/** An open clock under other versions: its due time, what that follows from, and what comes before it. */
function move(clock: Clock, { clocks, calendarVersion, policyVersion, why }: Moved, at: string): Clock {
  const to = clocks.find(({ clockId }) => clockId === clock.clockId);
  if (!to || !isOpen(clock)) return clock;
  const { clockId: _id, dueAt, was: _was, reminders, until, ...rule } = to;
  const paused = until !== undefined && clock.state === 'paused' ? { pausedUntil: until } : {};
  const stamp = { calendarVersion, policyVersion };
  return withReminders(
    { ...clock, ...stamp, ...rule, ...paused, ...history(clock, dueAt, at, why) },
    reminders ?? clock.reminders,
  );
}

/** Steps still to come, at the instants that other versions give them, or a merge that put them off until after the stop. */
function moveSteps(clock: Clock, { steps, why }: Moved): Clock {
  if (steps.length === 0 || clock.ladder.length === 0) return clock;
  if (clock.stoppedAt !== undefined && why !== 'unmerged') return clock;
  const instants = new Map(
    steps.filter(({ clockId }) => clockId === clock.clockId).map(({ level, at }) => [level, at]),
  );
  const ladder = clock.ladder.map((step) => {
    const at = instants.get(step.level);
    return at === undefined || step.level <= clock.escalationLevel ? step : { ...step, at };
  });
  return { ...clock, ladder };
}

/** Applies a change to several clocks; void where it changes none. */
function toSeveral(state: Case, ids: readonly string[], change: (clock: Clock) => Clock): Case | VoidCode {
  const changed = ids.flatMap((id) => {
    const clock = state.clocks[id];
    const next = clock && change(clock);
    return next && next !== clock ? [next] : [];
  });
  return changed.length === 0 ? 'clock-stopped' : changed.reduce(withClock, state);
}

/** A window that ended by itself: nobody’s failure, nothing climbs. */
function elapse(state: Case, clockId: string, at: string): Case | VoidCode {
  const clock = state.clocks[clockId];
  if (!clock) return 'unknown-clock';
  if (clock.state !== 'running') return 'stopped-in-time';
  if (clock.dueAt !== at) return 'not-due';
  const elapsed: Clock = { ...clock, state: 'missed', missedAt: at, stoppedAt: at, missRecorded: true };
  return withClock(state, withReminders(elapsed));
}

export const clockRules: Rules<
  | OnClock
  | 'ClockStarted'
  | 'ClockPaused'
  | 'ClockResumed'
  | 'DueTimesMoved'
  | 'ReplyWindowElapsed'
  | 'InformationWindowElapsed'
> = {
  ClockStarted(state, { data, at }) {
    const { reminders, ...start } = data;
    const { dispositionId, clockId, dueAt } = start;
    if (state.clocks[clockId]) return 'nothing-to-change';
    if (dispositionId !== undefined && !state.dispositions[dispositionId]) return 'unknown-disposition';
    const clock: Clock = {
      ...start,
      state: 'running',
      pausedFor: 0,
      pauses: [],
      missRecorded: false,
      dueHistory: [{ dueAt, at, why: 'started' }],
      ladder: [],
      escalationLevel: 0,
    };
    return withClock(state, withReminders(clock, reminders));
  },

  ClockPaused: (state, { data }) => toSeveral(state, data.clockIds, (clock) => pause(clock, data)),

  ClockResumed(state, { data }) {
    const { resumedAt, why } = data;
    const to = new Map(data.clocks.map((each) => [each.clockId, each]));
    return toSeveral(state, [...to.keys()], (clock) => {
      const { dueAt = null, reminders } = to.get(clock.clockId) ?? {};
      return resume(clock, resumedAt, { dueAt, why, reminders });
    });
  },

  ClockStopped: on<'ClockStopped'>((clock, { data }) => {
    if (clock.stoppedAt !== undefined) return 'clock-stopped';
    return endClock(clock, { state: data.why === 'answered' ? 'met' : 'cancelled', at: data.stoppedAt });
  }),

  DueTimesMoved(state, { data, at }) {
    const ids = new Set([...data.clocks, ...data.steps].map(({ clockId }) => clockId));
    return toSeveral(state, [...ids], (clock) => moveSteps(move(clock, data, at), data));
  },

  ClockExtended: on<'ClockExtended'>((clock, { data, at }) => {
    const isDue = clock.state === 'running' && clock.dueAt !== null && at > clock.dueAt;
    if (clock.state === 'missed' || isDue) return 'clock-missed';
    if (clock.stoppedAt !== undefined) return 'clock-stopped';
    if (clock.dueAt !== data.was) return 'due-time-moved';
    const { extendedBy: amount, unit, reason, dueAt, reminders, calendarVersion, policyVersion } = data;
    const extensions = [...(clock.extensions ?? []), { amount, unit, reason, at }];
    const stamp = { calendarVersion, policyVersion };
    return withReminders(
      { ...clock, ...stamp, extensions, ...history(clock, dueAt, at, 'extended') },
      reminders,
    );
  }),

  DeadlineMissed: on<'DeadlineMissed'>((clock, { data }) => {
    if (clock.missRecorded) return 'nothing-to-change';
    if (clock.state === 'met' || clock.state === 'cancelled') return 'stopped-in-time';
    if (clock.state === 'paused' || clock.dueAt !== data.missedAt) return 'not-due';
    const { missedAt, ladder } = data;
    return withReminders({ ...clock, state: 'missed', missedAt, missRecorded: true, ladder });
  }),

  MissAnnulled: on<'MissAnnulled'>((clock) => (clock.state === 'missed' ? 'nothing-to-change' : clock)),

  CaseEscalated: on<'CaseEscalated'>((clock, { data }) => {
    if (clock.state !== 'missed' || !clock.missRecorded) return 'stopped-in-time';
    // A step of a miss that another one overtook on its way.
    if (data.dueAt !== clock.missedAt) return 'not-due';
    if (clock.stoppedAt !== undefined && clock.stoppedAt <= data.escalatedAt) return 'stopped-in-time';
    if (data.level !== clock.escalationLevel + 1) return 'step-out-of-order';
    return { ...clock, escalationLevel: data.level };
  }),

  ReminderDue: on<'ReminderDue'>((clock, { data }) => {
    const { remindedAt: at, dueAt } = data;
    const given = { ...clock, reminded: [...(clock.reminded ?? []), at] };
    if (at < dueAt && clock.state !== 'running') return 'clock-stopped';
    // Given is given, also where the plan changed while it was on its way: it must not be planned again.
    if (at < dueAt) return clock.reminded?.includes(at) ? 'not-due' : withReminders(given, clock.reminders);
    if (clock.kind !== 'review') return clock.reminded?.includes(at) ? 'nothing-to-change' : given;
    if (clock.state !== 'running') return 'clock-stopped';
    return withReminders({ ...given, state: 'met', stoppedAt: at });
  }),

  ReplyWindowElapsed(state, { data }) {
    const elapsed = elapse(state, data.clockId, data.elapsedAt);
    return typeof elapsed === 'string' ? elapsed : close(elapsed, 'silence', data.elapsedAt);
  },

  InformationWindowElapsed(state, { data }) {
    const elapsed = elapse(state, data.clockId, data.elapsedAt);
    return typeof elapsed === 'string' ? elapsed : endQuestion(elapsed, data.elapsedAt);
  },
};
