import { type Calendar, type LimitUnit, type TimeZone } from '@satupintu/events';
import { type Day, dayOf, hour, iso, lastMomentOf, midnightOf, minute } from './wall-clock';
import { type Body, unlisted, workedOn, type Worked } from './working-day';

/** A time in which a clock stood still: from an ISO 8601 instant to before another. */
export interface Stillness {
  readonly from: string;
  readonly to: string;
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
}

interface Span {
  readonly from: number;
  readonly to: number;
}
const spansOf = (pauses: readonly Stillness[]): Span[] =>
  pauses
    .map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))
    .filter(({ from, to }) => from < to)
    .sort((one, other) => one.from - other.from);

/** When the pause that holds an instant is over, and those that go on from it; the instant itself where none does. */
function afterPauses(spans: readonly Span[], instant: number): number {
  let at = instant;
  for (const { from, to } of spans) if (from <= at && at < to) at = to;
  return at;
}

/** When the work of a day is over; undefined on a day without work. Work up to midnight ends with the last moment. */
function closing(worked: Worked, day: Day, zone: TimeZone): number | undefined {
  const last = worked.at(-1);
  return last && Math.min(midnightOf(day, zone) + last[1] * minute, lastMomentOf(day, zone));
}

const wholeDay: Worked = [[0, 24 * 60]];
const everyDay = () => wholeDay;

/** Day after day from the one after the start: each closing outside of the pauses uses up one day of the limit. */
function walkDays(
  { start, amount, zone, pauses = [] }: Run,
  worked: ReturnType<typeof workedOn>,
): number | null {
  const spans = spansOf(pauses);
  let left = Math.ceil(amount);
  for (let day = dayOf(Date.parse(start), zone) + 1; ; day += 1) {
    const work = worked(day);
    if (work === unlisted) return null;
    const end = closing(work, day, zone);
    if (end === undefined || afterPauses(spans, end) !== end) continue;
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

/** Minute after minute of the wall clock from the start: those worked outside of the pauses use up the limit. */
function walkMinutes(
  { start, amount, zone, pauses = [] }: Run,
  worked: ReturnType<typeof workedOn>,
): number | null {
  const begin = Date.parse(start);
  const spans = spansOf(pauses);
  const still = { from: spans[0]?.from ?? Infinity, to: Math.max(-Infinity, ...spans.map(({ to }) => to)) };
  let left = Math.round(amount * hour);
  for (let day = dayOf(begin, zone); ; day += 1) {
    const work = worked(day);
    if (work === unlisted) return null;
    const midnight = midnightOf(day, zone);
    for (const [first, before] of work) {
      for (let at = first; at < before; at += 1) {
        const [from, to] = [Math.max(begin, midnight + at * minute), midnight + (at + 1) * minute];
        if (to <= from) continue;
        if (to <= still.from || from >= still.to) {
          if (left <= to - from) return afterPauses(spans, from + left);
          left -= to - from;
          continue;
        }
        for (const run of unpaused(spans, from, to)) {
          if (left <= run.to - run.from) return afterPauses(spans, run.from + left);
          left -= run.to - run.from;
        }
      }
    }
  }
}

function walk(run: Run): number | null {
  switch (run.unit) {
    case 'working_hours':
      return walkMinutes(run, workedOn(run.calendar, run.body));
    case 'working_days':
      return walkDays(run, workedOn(run.calendar, run.body));
    case 'calendar_days':
      return walkDays(run, everyDay);
  }
}

/** The instant (ISO 8601) at which a limit is used up; null where the way there leads through a year without a list. */
export function reached(run: Run): string | null {
  const instant = walk(run);
  return instant === null ? null : iso(instant);
}
