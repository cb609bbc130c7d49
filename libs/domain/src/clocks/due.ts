import { type LimitUnit, type TimeZone } from '@satupintu/events';
import { addWorkingDays, addWorkingTime, closingOf, countWorkingDays, workingTimeBetween } from './count';
import { dateOfDay, dayAt, instantAt, isoOf, yearOfDay } from './local-time';
import { everyDayAroundTheClock, type WorkingTime } from './working-time';
import { isGap, type YearGap } from './year-gap';

/** A time in which the clock stood still. */
export interface Pause {
  readonly from: string;
  readonly to: string;
  /** because the case followed another one: no cap bounds that; absent: the reporter was asked */
  readonly why?: 'merged';
}

export interface Limit {
  /** ISO 8601 instant from which the limit runs */
  readonly start: string;
  readonly limit: number;
  readonly unit: LimitUnit;
  /** of the accountable unit */
  readonly calendar: WorkingTime;
  readonly zone: TimeZone;
  readonly pauses?: readonly Pause[];
  /** most that the pauses for the reporter may give back in all, in `unit` */
  readonly pauseCap?: number | undefined;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const spansOf = (pauses: readonly Pause[]): Span[] =>
  pauses.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
/** Pauses in order, those that touch or overlap as one. */
function joined(all: readonly Span[]): Span[] {
  const spans = all.filter(({ from, to }) => from < to).sort((one, other) => one.from - other.from);
  return spans.reduce<Span[]>((whole, span) => {
    const last = whole.at(-1);
    if (!last || span.from > last.to) return [...whole, span];
    return [...whole.slice(0, -1), { from: last.from, to: Math.max(last.to, span.to) }];
  }, []);
}

/** What a unit counts: how far a limit reaches, and how much of it lies in a pause. */
interface Counting {
  reach(amount: number): number | YearGap;
  lost(pause: Span): number | YearGap;
  /** when a pause from an instant on has given so much back */
  givenBackAt(from: number, amount: number): number | YearGap;
}

/**
 * A limit in days counts the closings of working days (ends of their last part) after the day of receipt; it is due at
 * the last one that it allows. A pause gives back each closing that lies in it (from ≤ closing < to). So the rule
 * adds up over any split of a pause, an hour's question within a day gives nothing, and a due instant is never inside
 * a pause. Domain rule: the day of receipt does not count (a choice of ours; the decrees are silent). A pause that has
 * used up its cap ends with the day of the last closing that it gave back, at midnight.
 */
function closings({ start }: Limit, zone: TimeZone, time: WorkingTime): Counting {
  const startDay = dayAt(Date.parse(start), zone);
  const before = (instant: number) => {
    const day = dayAt(instant, zone);
    const days = countWorkingDays(time, startDay, day);
    if (isGap(days) || day <= startDay) return days;
    const isWorked = countWorkingDays(time, day - 1, day) === 1;
    return isWorked && closingOf(time, zone, day) >= instant ? days - 1 : days;
  };
  return {
    reach(amount) {
      const day = addWorkingDays(time, startDay, amount);
      return isGap(day) ? day : closingOf(time, zone, day);
    },
    lost: ({ from, to }) => difference(before(to), before(from)),
    givenBackAt(from, amount) {
      const earlier = before(from);
      const last = isGap(earlier) ? earlier : addWorkingDays(time, startDay, earlier + amount);
      return isGap(last) ? last : instantAt(last + 1, 0, zone);
    },
  };
}

/** A limit in hours runs from the instant itself, in working time only; what lies in a pause does not run. */
function hours({ start, calendar, zone }: Limit): Counting {
  const from = Date.parse(start);
  return {
    reach: (amount) => addWorkingTime(calendar, zone, from, amount),
    lost: (pause) => workingTimeBetween(calendar, zone, Math.max(from, pause.from), pause.to),
    givenBackAt: (pausedFrom, amount) => addWorkingTime(calendar, zone, Math.max(from, pausedFrom), amount),
  };
}

const difference = (more: number | YearGap, less: number | YearGap) => {
  if (isGap(less)) return less;
  return isGap(more) ? more : more - less;
};

const hourLength = 3_600_000;
/** A limit as its unit counts it: closings of days, or milliseconds. */
interface Counted {
  readonly counting: Counting;
  readonly amount: number;
  readonly cap: number | undefined;
}
function countingOf(limit: Limit): Counted {
  const { unit, zone, calendar, pauseCap } = limit;
  const inUnit = (amount: number) =>
    unit === 'working_hours' ? Math.round(amount * hourLength) : Math.ceil(amount);
  const sums = { amount: inUnit(limit.limit), cap: pauseCap === undefined ? undefined : inUnit(pauseCap) };
  switch (unit) {
    case 'working_hours':
      return { counting: hours(limit), ...sums };
    case 'working_days':
      return { counting: closings(limit, zone, calendar), ...sums };
    case 'calendar_days':
      return { counting: closings(limit, zone, everyDayAroundTheClock), ...sums };
  }
}

/** Pauses as far as their cap lets them count, and what is left of it; unknown where a year has no list. */
interface Capped {
  readonly pauses: readonly Span[];
  readonly left: number | YearGap;
}
function capped({ counting, cap }: Counted, all: readonly Span[]): Capped {
  if (cap === undefined) return { pauses: all, left: Infinity };
  const pauses: Span[] = [];
  let left = cap;
  for (const [index, pause] of all.entries()) {
    if (left === 0) break;
    const lost = counting.lost(pause);
    const isWhole = !isGap(lost) && lost < left;
    const end = isWhole ? pause.to : counting.givenBackAt(pause.from, left);
    // What comes after is not known, and does not matter to a limit that is reached before.
    if (isGap(end)) return { pauses: [...pauses, ...all.slice(index)], left: end };
    pauses.push({ from: pause.from, to: Math.min(pause.to, end) });
    left -= isWhole ? lost : left;
  }
  return { pauses, left };
}

/** All that stood still: for the reporter as far as the cap goes, for another case in full. */
function stoodStill({ pauses = [] }: Limit, counted: Counted): { pauses: Span[]; left: number | YearGap } {
  const isMerged = ({ why }: Pause) => why === 'merged';
  const asked = capped(counted, joined(spansOf(pauses.filter((pause) => !isMerged(pause)))));
  return { pauses: joined([...asked.pauses, ...spansOf(pauses.filter(isMerged))]), left: asked.left };
}

/** Each pause that began before the limit was reached moves it by what it took; a later one finds it reached. */
function reach(counting: Counting, amount: number, pauses: readonly Span[]): number | YearGap {
  let given = amount;
  let due = counting.reach(given);
  for (const pause of pauses) {
    if (isGap(due) || pause.from > due) break;
    const lost = counting.lost(pause);
    if (isGap(lost)) return lost;
    given += lost;
    due = counting.reach(given);
    if (!isGap(due) && due < pause.to && due >= pause.from) due = pause.to;
  }
  return due;
}

/**
 * The instant at which a limit is reached (ISO 8601), or the year whose list is missing. Days: end of the last day
 * part of the last working day; calendar days and days around the clock: 23:59:59.999 local.
 */
export function dueAt(limit: Limit): string | YearGap {
  const counted = countingOf(limit);
  const { pauses } = stoodStill(limit, counted);
  const due = reach(counted.counting, counted.amount, pauses);
  return isGap(due) ? due : isoOf(due);
}

/**
 * When a pause that begins at an instant, after those of the limit, ends by itself because the cap is used up. The
 * instant itself where nothing is left of the cap; undefined where pauses have none.
 */
export function pauseEndsAt(limit: Limit, from: string): string | YearGap | undefined {
  if (limit.pauseCap === undefined) return undefined;
  const counted = countingOf(limit);
  const { left } = stoodStill(limit, counted);
  if (isGap(left)) return left;
  if (left === 0) return from;
  const end = counted.counting.givenBackAt(Date.parse(from), left);
  return isGap(end) ? end : isoOf(end);
}

/** The local dates that a limit counted, up to a due instant: what a person can check against a wall calendar. */
export function countedDays(limit: Limit, due: string): string[] {
  const { pauses } = stoodStill(limit, countingOf(limit));
  const time = limit.unit === 'calendar_days' ? everyDayAroundTheClock : limit.calendar;
  const [start, end] = [Date.parse(limit.start), Date.parse(due)];
  const first = dayAt(start, limit.zone) + (limit.unit === 'working_hours' ? 0 : 1);
  const counted: string[] = [];
  for (let day = first; day <= dayAt(end, limit.zone); day += 1) {
    const isCounted = limit.unit === 'working_hours' ? hasUnpaused : hasFreeClosing;
    if (isCounted(time, limit.zone, day, { from: start, to: end }, pauses)) counted.push(dateOfDay(day));
  }
  return counted;
}

type IsCounted = (
  time: WorkingTime,
  zone: TimeZone,
  day: number,
  span: Span,
  pauses: readonly Span[],
) => boolean;

const hasFreeClosing: IsCounted = (time, zone, day, _span, pauses) => {
  const closing = closingOf(time, zone, day);
  return isWorkingDay(time, day) && !pauses.some(({ from, to }) => from <= closing && closing < to);
};

const hasUnpaused: IsCounted = (time, zone, day, span, pauses) => {
  const own = {
    from: Math.max(span.from, closingOf(time, zone, day - 1)),
    to: Math.min(span.to, closingOf(time, zone, day)),
  };
  const worked = (part: Span) => {
    const length = workingTimeBetween(time, zone, part.from, part.to);
    return isGap(length) ? 0 : length;
  };
  const within = ({ from, to }: Span) => ({ from: Math.max(from, own.from), to: Math.min(to, own.to) });
  return worked(own) > pauses.map(within).reduce((sum, pause) => sum + worked(pause), 0);
};

const isWorkingDay = (time: WorkingTime, day: number) => {
  const table = time.year(yearOfDay(day));
  return (table?.parts[day - table.firstDay]?.length ?? 0) > 0;
};
