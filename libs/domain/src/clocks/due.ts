import { type LimitUnit, type TimeZone } from '@satupintu/events';
import { addWorkingDays, addWorkingTime, closingOf, countWorkingDays, workingTimeBetween } from './count';
import { dateOfDay, dayAt, isoOf, yearOfDay } from './local-time';
import { everyDayAroundTheClock, type WorkingTime } from './working-time';
import { isGap, type YearGap } from './year-gap';

/** A time in which the clock stood still. */
export interface Pause {
  readonly from: string;
  readonly to: string;
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
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Pauses in order, those that touch or overlap as one. */
function merged(pauses: readonly Pause[]): Span[] {
  const spans = pauses
    .map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))
    .filter(({ from, to }) => from < to)
    .sort((one, other) => one.from - other.from);
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
}

/**
 * A limit in days counts the closings of working days (ends of their last part) after the day of receipt; it is due at
 * the last one that it allows. A pause gives back each closing that lies in it (from ≤ closing < to). So the rule
 * adds up over any split of a pause, an hour's question within a day gives nothing, and a due instant is never inside
 * a pause. Domain rule: the day of receipt does not count (a choice of ours; the decrees are silent).
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
  };
}

/** A limit in hours runs from the instant itself, in working time only; what lies in a pause does not run. */
function hours({ start, calendar, zone }: Limit): Counting {
  const from = Date.parse(start);
  return {
    reach: (amount) => addWorkingTime(calendar, zone, from, amount),
    lost: (pause) => workingTimeBetween(calendar, zone, Math.max(from, pause.from), pause.to),
  };
}

const difference = (more: number | YearGap, less: number | YearGap) => {
  if (isGap(less)) return less;
  return isGap(more) ? more : more - less;
};

const hourLength = 3_600_000;
function countingOf(limit: Limit): { counting: Counting; amount: number } {
  switch (limit.unit) {
    case 'working_hours':
      return { counting: hours(limit), amount: Math.round(limit.limit * hourLength) };
    case 'working_days':
      return { counting: closings(limit, limit.zone, limit.calendar), amount: Math.ceil(limit.limit) };
    case 'calendar_days': {
      const everyDay = everyDayAroundTheClock(limit.calendar.version);
      return { counting: closings(limit, limit.zone, everyDay), amount: Math.ceil(limit.limit) };
    }
  }
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
  const { counting, amount } = countingOf(limit);
  const due = reach(counting, amount, merged(limit.pauses ?? []));
  return isGap(due) ? due : isoOf(due);
}

/** The local dates that a limit counted, up to a due instant: what a person can check against a wall calendar. */
export function countedDays(limit: Limit, due: string): string[] {
  const pauses = merged(limit.pauses ?? []);
  const time =
    limit.unit === 'calendar_days' ? everyDayAroundTheClock(limit.calendar.version) : limit.calendar;
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
