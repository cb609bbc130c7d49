import { type Case } from '@satupintu/domain';
import { type ClockLife, isPaused, isWindow } from './clock-life';

/** What a clock is judged against. */
export interface View {
  readonly state: Case;
  /** what is due by then has been fired */
  readonly horizon: string;
  /** a clock was far out: what it said may be of an instant that has not come */
  readonly jumped: boolean;
}

export const nameOf = ({ start }: ClockLife): string =>
  `${start.kind} ${start.round} ${start.clockId.slice(0, 8)}`;

/** What is wrong with a clock, by the rules of the domain: instants decide, and each thing is said once. */
export function judgeClock(clock: ClockLife, view: View): string[] {
  const reminded = judgeReminders(clock, view);
  if (isWindow(clock)) return [...judgeWindow(clock, view), ...reminded];
  if (clock.start.kind === 'review') return [...judgeReview(clock, view), ...reminded];
  return [...judgeMiss(clock, view), ...judgeLadder(clock, view), ...reminded];
}

/** It was reached while nothing had stopped it: what happened at the due instant itself was in time. */
const isLate = ({ due, end }: ClockLife): boolean => due !== null && (end === undefined || end > due);
const waitsBehindLead = ({ state }: View) => state.status === 'merged';
const hasCome = (at: string | null, { horizon }: View): at is string => at !== null && at <= horizon;

/** Missed once if and only if it was late; at its due instant. */
function judgeMiss(clock: ClockLife, view: View): string[] {
  const { due, misses } = clock;
  const stands = misses.map(({ at }) => at).join(', ');
  if (misses.length > 1) return [`missed more than once: ${stands}`];
  if (misses.length === 1) {
    if (!isLate(clock)) return [`missed at ${stands} though it ended in time`];
    if (stands !== due) return [`missed at ${stands}, not when due, ${String(due)}`];
    return hasCome(due, view) || view.jumped ? [] : [`missed at ${stands}, before its time`];
  }
  const isWanted = isLate(clock) && hasCome(due, view) && !isPaused(clock) && !waitsBehindLead(view);
  return isWanted ? [`the miss at ${due} is missing`] : [];
}

const said = (steps: ClockLife['steps']) => steps.map(({ level, at }) => `${level} at ${at}`).join(', ');

/** Each step that has come, once, at its instant, in order; none when the clock had stopped. */
function judgeLadder(clock: ClockLife, view: View): string[] {
  const { steps, ladder, end, misses } = clock;
  const faults = steps
    .filter(({ afterEnd }) => afterEnd)
    .map(({ level }) => `step ${level} after it stopped`);
  if (steps.some(({ level }, index) => level !== index + 1))
    faults.push(`steps out of order or twice: ${said(steps)}`);
  if (misses.length === 0 || waitsBehindLead(view)) return faults;
  const planned = new Map(ladder.map(({ level, at, before }) => [level, [at, ...before]]));
  const moved = steps.filter(({ level, at }) => !planned.get(level)?.includes(at));
  const taken = new Set(steps.map(({ level }) => level));
  const missing = ladder.filter(
    ({ level, at }) => hasCome(at, view) && (end === undefined || at < end) && !taken.has(level),
  );
  return [
    ...faults,
    ...moved.map(({ level, at }) => `step ${level} at ${at}, not as planned`),
    ...missing.map(({ level, at }) => `step ${level} at ${String(at)} is missing`),
  ];
}

/** A window elapses once where nobody used it; a reply that came first, even late, is a reply. */
function judgeWindow(clock: ClockLife, view: View): string[] {
  const { due, end, elapsed } = clock;
  if (elapsed.length > 1) return [`elapsed more than once: ${elapsed.join(', ')}`];
  if (elapsed.length === 1 && elapsed[0] !== due) return [`elapsed at ${String(elapsed[0])}, not when due`];
  const isWanted = end === undefined && hasCome(due, view) && !waitsBehindLead(view);
  return elapsed.length === 0 && isWanted ? [`the window’s end at ${due} is missing`] : [];
}

function judgeReview(clock: ClockLife, view: View): string[] {
  const { due, end, reminded } = clock;
  const isWanted = end === undefined && hasCome(due, view) && !waitsBehindLead(view);
  return isWanted && !reminded.includes(due) ? [`the reminder at ${due} is missing`] : [];
}

/**
 * Each reminder once. Those planned before the due time are given while the clock runs, and a clock that does not
 * climb reminds when it is missed; who has answered is not reminded any more.
 */
function judgeReminders(clock: ClockLife, view: View): string[] {
  const { reminded, planned, due, end, misses, climbs } = clock;
  const twice = reminded.filter((at, index) => reminded.indexOf(at) !== index);
  const faults = twice.map((at) => `reminded twice of ${at}`);
  if (end !== undefined || isPaused(clock) || waitsBehindLead(view)) return faults;
  const [miss] = misses;
  // Nobody is reminded of a deadline that has passed, however the reminder was overtaken.
  const ahead = miss ? [] : planned.filter((at) => due === null || at < due);
  const wanted = miss && !climbs ? [miss.at] : ahead;
  const missing = wanted.filter((at) => hasCome(at, view) && !reminded.includes(at));
  return [...faults, ...missing.map((at) => `the reminder at ${at} is missing`)];
}
