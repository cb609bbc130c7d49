import { type TimeZone } from '@satupintu/events';
import { type DayNumber, dayAt, endOfDay, instantAt, sinceMidnight, yearOfDay } from './local-time';
import { type Part, type WorkingTime, type WorkingYear } from './working-time';
import { isGap, type YearGap, yearGap } from './year-gap';

/** The n-th working day after a day (the day itself does not count); the day itself for 0. */
export function addWorkingDays(time: WorkingTime, day: DayNumber, days: number): DayNumber | YearGap {
  if (days <= 0) return day;
  let left = days;
  for (let year = yearOfDay(day + 1); ; year += 1) {
    const table = time.year(year);
    if (!table) return yearGap(year);
    const passed = table.daysBefore[Math.max(0, day + 1 - table.firstDay)] ?? 0;
    const found = table.workingDays[passed + left - 1];
    if (found !== undefined) return found;
    left -= table.workingDays.length - passed;
  }
}

/** Working days after one day, up to and including another: the inverse of `addWorkingDays`. */
export function countWorkingDays(time: WorkingTime, after: DayNumber, upTo: DayNumber): number | YearGap {
  return sumOverYears(time, after + 1, upTo + 1, (table, index) => table.daysBefore[index] ?? 0);
}

/** The n-th working day before a day (the day itself does not count); the day itself for 0. */
export function subtractWorkingDays(time: WorkingTime, day: DayNumber, days: number): DayNumber | YearGap {
  if (days <= 0) return day;
  let left = days;
  for (let year = yearOfDay(day - 1); ; year -= 1) {
    const table = time.year(year);
    if (!table) return yearGap(year);
    const before = table.daysBefore[Math.min(day - table.firstDay, table.parts.length)] ?? 0;
    const found = table.workingDays[before - left];
    if (found !== undefined) return found;
    left -= before;
  }
}

/** Sums a running total of the years' tables over the days from one to before another. */
function sumOverYears(
  time: WorkingTime,
  from: DayNumber,
  before: DayNumber,
  total: (table: WorkingYear, index: number) => number,
): number | YearGap {
  let sum = 0;
  for (let at = from; at < before;) {
    const table = time.year(yearOfDay(at));
    if (!table) return yearGap(yearOfDay(at));
    const end = Math.min(before, table.firstDay + table.parts.length);
    sum += total(table, end - table.firstDay) - total(table, at - table.firstDay);
    at = end;
  }
  return sum;
}

/** The day's parts up to a time of day. */
const workedBy = (parts: readonly Part[], time: number) =>
  parts.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(time, to) - from), 0);

const partsOfDay = (table: WorkingYear, day: DayNumber) => table.parts[day - table.firstDay] ?? [];

/** Milliseconds of working time from one instant to another. */
export function workingTimeBetween(
  time: WorkingTime,
  zone: TimeZone,
  from: number,
  to: number,
): number | YearGap {
  if (to <= from) return 0;
  const [first, last] = [dayAt(from, zone), dayAt(to, zone)];
  const [start, end] = [time.year(yearOfDay(first)), time.year(yearOfDay(last))];
  if (!start) return yearGap(yearOfDay(first));
  if (!end) return yearGap(yearOfDay(last));
  const days = sumOverYears(time, first, last, (table, index) => table.timeBefore[index] ?? 0);
  if (isGap(days)) return days;
  return (
    days -
    workedBy(partsOfDay(start, first), sinceMidnight(from, zone)) +
    workedBy(partsOfDay(end, last), sinceMidnight(to, zone))
  );
}

/** The instant at which so much working time has passed: in the middle of a part, or at the end of one. */
export function addWorkingTime(
  time: WorkingTime,
  zone: TimeZone,
  start: number,
  length: number,
): number | YearGap {
  if (length <= 0) return start;
  const day = dayAt(start, zone);
  let left = length;
  for (let year = yearOfDay(day); ; year += 1) {
    const table = time.year(year);
    if (!table) return yearGap(year);
    const passed = year === yearOfDay(day) ? passedInYear(table, day, sinceMidnight(start, zone)) : 0;
    const total = table.timeBefore.at(-1) ?? 0;
    if (passed + left <= total) return instantIn(table, zone, passed + left);
    left -= total - passed;
  }
}

/**
 * The instant from which so much working time is left until another: the inverse of `addWorkingTime`. Of the instants
 * that a night or a break makes equal it is the last, at which work begins again.
 */
export function subtractWorkingTime(
  time: WorkingTime,
  zone: TimeZone,
  end: number,
  length: number,
): number | YearGap {
  if (length <= 0) return end;
  const day = dayAt(end, zone);
  let left = length;
  for (let year = yearOfDay(day); ; year -= 1) {
    const table = time.year(year);
    if (!table) return yearGap(year);
    const total = table.timeBefore.at(-1) ?? 0;
    const passed = year === yearOfDay(day) ? passedInYear(table, day, sinceMidnight(end, zone)) : total;
    if (left <= passed) return lastInstantIn(table, zone, passed - left);
    left -= passed;
  }
}

const passedInYear = (table: WorkingYear, day: DayNumber, clockTime: number) =>
  (table.timeBefore[day - table.firstDay] ?? 0) + workedBy(partsOfDay(table, day), clockTime);

/** Index of the first day of a year at whose end the working time of the year is enough. */
function firstDayWith(table: WorkingYear, isEnough: (time: number) => boolean): number {
  let [low, high] = [0, table.parts.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isEnough(table.timeBefore[middle + 1] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Where the year's working time has a sum that it goes beyond: the last such instant, within a part or at its begin. */
function lastInstantIn(table: WorkingYear, zone: TimeZone, sum: number): number {
  const index = firstDayWith(table, (time) => time > sum);
  let left = sum - (table.timeBefore[index] ?? 0);
  for (const { from, to } of table.parts[index] ?? []) {
    if (left < to - from) return instantAt(table.firstDay + index, from + left, zone);
    left -= to - from;
  }
  return instantAt(table.firstDay + index, endOfDay, zone);
}

/** Where the year's working time reaches a sum: the first such instant. */
function instantIn(table: WorkingYear, zone: TimeZone, sum: number): number {
  const low = firstDayWith(table, (time) => time >= sum);
  let left = sum - (table.timeBefore[low] ?? 0);
  for (const { from, to } of table.parts[low] ?? []) {
    if (left <= to - from) return instantAt(table.firstDay + low, from + left, zone);
    left -= to - from;
  }
  return instantAt(table.firstDay + low, endOfDay, zone);
}

/** End of the last part of a working day; of a day worked to midnight, its last millisecond. */
export function closingOf(time: WorkingTime, zone: TimeZone, day: DayNumber): number {
  const table = time.year(yearOfDay(day));
  const last = table ? partsOfDay(table, day).at(-1)?.to : undefined;
  return instantAt(day, Math.min(last ?? endOfDay, endOfDay - 1), zone);
}
