import { type FactOf } from '@satupintu/events';
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

export function withClock(state: Case, clock: Clock): Case {
  return { ...state, clocks: { ...state.clocks, [clock.clockId]: clock } };
}

type OnClock = 'ClockStopped' | 'DeadlineMissed' | 'MissAnnulled' | 'CaseEscalated' | 'ReminderDue';
function on<T extends OnClock>(change: (clock: Clock, fact: FactOf<T>) => Clock | VoidCode): Rule<T> {
  return (state, fact) => {
    const clock = state.clocks[fact.data.clockId];
    if (!clock) return 'unknown-clock';
    const next = change(clock, fact);
    return typeof next === 'string' ? next : withClock(state, next);
  };
}

/** The clock stands still from `at`, unless it was due before. A miss recorded for later than `at` is taken back. */
function pause(clock: Clock, at: string): Clock {
  const missedLater = clock.state === 'missed' && clock.missedAt !== undefined && at <= clock.missedAt;
  if (clock.stoppedAt !== undefined || !(clock.state === 'running' || missedLater)) return clock;
  if (clock.dueAt !== null && clock.dueAt < at) return clock;
  const { missedAt: _annulled, ...rest } = clock;
  return {
    ...rest,
    state: 'paused',
    missRecorded: false,
    ladder: [],
    escalationLevel: 0,
    pauses: [...clock.pauses, { from: at }],
  };
}

function resume(clock: Clock, at: string, to: { dueAt: string | null; why: string }): Clock {
  const open = clock.pauses.at(-1);
  if (clock.state !== 'paused' || !open || open.to !== undefined) return clock;
  return {
    ...clock,
    ...history(clock, to.dueAt, at, to.why),
    state: 'running',
    pausedFor: clock.pausedFor + secondsBetween(open.from, at),
    pauses: [...clock.pauses.slice(0, -1), { from: open.from, to: at }],
  };
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
  return withClock(state, { ...clock, state: 'missed', missedAt: at, stoppedAt: at, missRecorded: true });
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
  ClockStarted(state, { data }) {
    const { dispositionId, clockId, dueAt, startedAt } = data;
    if (state.clocks[clockId]) return 'nothing-to-change';
    if (dispositionId !== undefined && !state.dispositions[dispositionId]) return 'unknown-disposition';
    const dueHistory = [{ dueAt, at: startedAt, why: 'started' }];
    return withClock(state, {
      ...data,
      state: 'running',
      pausedFor: 0,
      pauses: [],
      missRecorded: false,
      dueHistory,
      ladder: [],
      escalationLevel: 0,
    });
  },

  ClockPaused: (state, { data }) => toSeveral(state, data.clockIds, (clock) => pause(clock, data.pausedAt)),

  ClockResumed(state, { data }) {
    const due = new Map(data.clocks.map(({ clockId, dueAt }) => [clockId, dueAt]));
    return toSeveral(state, [...due.keys()], (clock) =>
      resume(clock, data.resumedAt, { dueAt: due.get(clock.clockId) ?? null, why: data.why }),
    );
  },

  ClockStopped: on<'ClockStopped'>((clock, { data }) => {
    if (clock.stoppedAt !== undefined) return 'clock-stopped';
    return endClock(clock, { state: data.why === 'answered' ? 'met' : 'cancelled', at: data.stoppedAt });
  }),

  DueTimesMoved(state, { data, at }) {
    const due = new Map(data.clocks.map(({ clockId, dueAt }) => [clockId, dueAt]));
    const steps = new Map(data.steps.map((step) => [`${step.clockId}:${step.level}`, step.at]));
    const ids = [...new Set([...due.keys(), ...data.steps.map(({ clockId }) => clockId)])];
    return toSeveral(state, ids, (clock) => {
      const dueAt = due.get(clock.clockId);
      const stamp = { calendarVersion: data.calendarVersion, policyVersion: data.policyVersion };
      const moved =
        dueAt !== undefined && isOpen(clock)
          ? { ...clock, ...stamp, ...history(clock, dueAt, at, data.why) }
          : clock;
      const ladder = moved.ladder.map((step) => {
        const to = steps.get(`${clock.clockId}:${step.level}`);
        return to === undefined || step.level <= clock.escalationLevel ? step : { ...step, at: to };
      });
      return steps.size > 0 && clock.stoppedAt === undefined && clock.ladder.length > 0
        ? { ...moved, ladder }
        : moved;
    });
  },

  DeadlineMissed: on<'DeadlineMissed'>((clock, { data }) => {
    if (clock.missRecorded) return 'nothing-to-change';
    if (clock.state === 'met' || clock.state === 'cancelled') return 'stopped-in-time';
    if (clock.state === 'paused' || clock.dueAt !== data.missedAt) return 'not-due';
    return { ...clock, state: 'missed', missedAt: data.missedAt, missRecorded: true, ladder: data.ladder };
  }),

  MissAnnulled: on<'MissAnnulled'>((clock) => (clock.state === 'missed' ? 'nothing-to-change' : clock)),

  CaseEscalated: on<'CaseEscalated'>((clock, { data }) => {
    if (clock.state !== 'missed' || !clock.missRecorded) return 'stopped-in-time';
    if (clock.stoppedAt !== undefined && clock.stoppedAt <= data.escalatedAt) return 'stopped-in-time';
    if (data.level !== clock.escalationLevel + 1) return 'step-out-of-order';
    return { ...clock, escalationLevel: data.level };
  }),

  ReminderDue: on<'ReminderDue'>((clock, { data }) => {
    if (clock.kind !== 'review') return clock;
    if (clock.state !== 'running') return 'clock-stopped';
    return { ...clock, state: 'met', stoppedAt: data.remindedAt };
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
