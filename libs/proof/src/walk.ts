import { type Calendar, type LimitUnit, type TimeZone } from '@satupintu/events';
import { type Day, dayOf, hour, iso, lastMomentOf, midnightOf, minute } from './wall-clock';
import { type Body, unlisted, workedOn, type Worked } from './working-day';

/** A time in which a clock stood still: from an ISO 8601 instant to before another. */
export interface Stillness {
  readonly from: string;
  readonly to: string;
  /** whether it counts towards the cap of pauses, as the time of waiting for the reporter does */
  readonly isCapped?: boolean;
}

/** Whose time is counted, and by which published calendar. */
export interface Counted {
  readonly calendar: Calendar;
  readonly body: Body;
  readonly zone: TimeZone;
}

export interface Run extends Counted {
  readonly start: string;
  readonly amount: number;
  readonly unit: LimitUnit;
  readonly pauses?: readonly Stillness[];
  /** most that the pauses may give back in all, in the same unit */
  readonly pauseCap?: number | undefined;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}
/** Working time in the unit of a limit: `work` of a day, and the zone of its wall clock. */
export interface Course {
  readonly work: (day: Day) => Worked | typeof unlisted;
  readonly zone: TimeZone;
}

const spanOf = ({ from, to }: Stillness): Span => ({ from: Date.parse(from), to: Date.parse(to) });

/** Spans in order; those that overlap or touch are one. */
function inOrder(all: readonly Span[]): Span[] {
  const spans: { from: number; to: number }[] = [];
  for (const { from, to } of [...all].sort((one, other) => one.from - other.from)) {
    const span = { from, to };
    const last = spans.at(-1);
    if (last && span.from < span.to && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else if (span.from < span.to) spans.push(span);
  }
  return spans;
}

/** When the pause that holds an instant is over; the instant itself where none does. */
const afterPause = (spans: readonly Span[], instant: number): number =>
  spans.find(({ from, to }) => from <= instant && instant < to)?.to ?? instant;

/** When the work of a day is over; undefined on a day without work. Work up to midnight ends with the last moment. */
export function closing(worked: Worked, day: Day, zone: TimeZone): number | undefined {
  const last = worked.at(-1);
  return last && Math.min(midnightOf(day, zone) + last[1] * minute, lastMomentOf(day, zone));
}

const wholeDay: Worked = [[0, 24 * 60]];
/** Calendar days have no holidays and no nights. */
export const courseOf = ({ calendar, body, zone }: Counted, unit: LimitUnit): Course => ({
  work: unit === 'calendar_days' ? () => wholeDay : workedOn(calendar, body),
  zone,
});

/** Day after day from the one after the start: each closing outside of the pauses uses up one day of the limit. */
function walkDays(
  { work, zone }: Course,
  start: number,
  amount: number,
  spans: readonly Span[],
): number | null {
  let left = amount;
  for (let day = dayOf(start, zone) + 1; ; day += 1) {
    const worked = work(day);
    if (worked === unlisted) return null;
    const end = closing(worked, day, zone);
    if (end === undefined || afterPause(spans, end) !== end) continue;
    left -= 1;
    if (left === 0) return end;
  }
}

/** The parts of a stretch that no pause covers. */
function* unpaused(spans: readonly Span[], from: number, to: number): Generator<Span> {
  let at = from;
  for (const span of spans) {
    if (span.to <= at || span.from >= to) continue;
    if (span.from > at) yield { from: at, to: span.from };
    at = span.to;
    if (at >= to) return;
  }
  yield { from: at, to };
}

/**
 * Goes through the worked minutes of the wall clock within a span, until `take` is done.
 * @returns false where the way leads through a year without a list
 */
function throughMinutes(
  { work, zone }: Course,
  { from: begin, to: end }: Span,
  take: (from: number, to: number) => 'go on' | 'done',
): boolean {
  for (let day = dayOf(begin, zone); midnightOf(day, zone) < end; day += 1) {
    const worked = work(day);
    if (worked === unlisted) return false;
    const midnight = midnightOf(day, zone);
    for (const [first, before] of worked)
      for (let at = first; at < before; at += 1) {
        const to = midnight + (at + 1) * minute;
        if (to > begin && take(Math.max(begin, to - minute), to) === 'done') return true;
      }
  }
  return true;
}

const isTouched = (spans: readonly Span[], from: number, to: number) =>
  spans.some((span) => span.from < to && from < span.to);

/** Minute after minute of the wall clock from the start: those worked outside of the pauses use up the limit. */
function walkMinutes(course: Course, start: number, amount: number, spans: readonly Span[]): number | null {
  let left = amount;
  let end = 0;
  const use = (from: number, to: number) => {
    if (left <= to - from) end = from + left;
    left -= to - from;
    return left <= 0 ? 'done' : 'go on';
  };
  const isListed = throughMinutes(course, { from: start, to: Infinity }, (from, to) => {
    if (!isTouched(spans, from, to)) return use(from, to);
    for (const free of unpaused(spans, from, to)) if (use(free.from, free.to) === 'done') return 'done';
    return 'go on';
  });
  return isListed ? afterPause(spans, end) : null;
}

/** A pause up to where it has given back what is left of the cap, and what it gave; null: a year without a list. */
function cut(
  course: Course,
  unit: LimitUnit,
  start: number,
  span: Span,
  left: number,
): (Span & { gave: number }) | null {
  return unit === 'working_hours'
    ? cutMinutes(course, { from: Math.max(start, span.from), to: span.to }, left, span)
    : cutDays(course, start, span, left);
}

/** Each closing in the pause is given back; the day of the last one that the cap allows ends the pause at midnight. */
function cutDays(
  { work, zone }: Course,
  start: number,
  span: Span,
  left: number,
): (Span & { gave: number }) | null {
  let gave = 0;
  for (
    let day = Math.max(dayOf(start, zone) + 1, dayOf(span.from, zone));
    midnightOf(day, zone) < span.to;
    day += 1
  ) {
    const worked = work(day);
    if (worked === unlisted) return null;
    const end = closing(worked, day, zone);
    if (end === undefined || end < span.from || end >= span.to) continue;
    gave += 1;
    if (gave === left) return { from: span.from, to: Math.min(span.to, midnightOf(day + 1, zone)), gave };
  }
  return { ...span, gave };
}

function cutMinutes(
  course: Course,
  within: Span,
  left: number,
  span: Span,
): (Span & { gave: number }) | null {
  let gave = 0;
  let end = span.to;
  if (within.from >= within.to) return { ...span, gave };
  const isListed = throughMinutes(course, within, (from, to) => {
    if (from >= within.to) return 'done';
    const length = Math.min(to, within.to) - from;
    if (gave + length >= left) end = from + left - gave;
    gave = Math.min(left, gave + length);
    return gave === left ? 'done' : 'go on';
  });
  return isListed ? { from: span.from, to: end, gave } : null;
}

const inUnit = (amount: number, unit: LimitUnit) =>
  unit === 'working_hours' ? Math.round(amount * hour) : Math.ceil(amount);

/** All that stood still: what the cap is for as far as that goes, the rest in full. */
function standingStill(run: Run, course: Course): { spans: Span[]; left: number | null } {
  const pauses = run.pauses ?? [];
  const { spans, left } = underCap(run, course, pauses.filter(({ isCapped = true }) => isCapped).map(spanOf));
  const uncapped = pauses.filter(({ isCapped = true }) => !isCapped).map(spanOf);
  return { spans: inOrder([...spans, ...uncapped]), left };
}

/** The pauses as far as the cap lets them count, and what they left of it; null where a year without a list hides it. */
function underCap(run: Run, course: Course, pauses: readonly Span[]): { spans: Span[]; left: number | null } {
  const all = inOrder(pauses);
  if (run.pauseCap === undefined) return { spans: all, left: Infinity };
  const spans: Span[] = [];
  let left = inUnit(run.pauseCap, run.unit);
  for (const [index, span] of all.entries()) {
    if (left === 0) break;
    const held = cut(course, run.unit, Date.parse(run.start), span, left);
    if (!held) return { spans: [...spans, ...all.slice(index)], left: null };
    spans.push(held);
    left -= held.gave;
  }
  return { spans, left };
}

/** The instant (ISO 8601) at which a limit is used up; null where the way there leads through a year without a list. */
export function reached(run: Run): string | null {
  const course = courseOf(run, run.unit);
  const [start, amount] = [Date.parse(run.start), inUnit(run.amount, run.unit)];
  const walk = run.unit === 'working_hours' ? walkMinutes : walkDays;
  const instant = walk(course, start, amount, standingStill(run, course).spans);
  return instant === null ? null : iso(instant);
}

/** When a pause from an instant on has used up the cap; that instant where nothing was left; undefined without a cap. */
export function runsOnAt(run: Run, from: string): string | null | undefined {
  if (run.pauseCap === undefined) return undefined;
  const course = courseOf(run, run.unit);
  const { left } = standingStill(run, course);
  if (left === null) return null;
  if (left === 0) return from;
  const open = { from: Date.parse(from), to: Infinity };
  const end = cut(course, run.unit, Date.parse(run.start), open, left);
  return end && iso(end.to);
}
