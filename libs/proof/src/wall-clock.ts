import { type TimeZone } from '@satupintu/events';

/** A local date as days since 1970-01-01. */
export type Day = number;

export const minute = 60_000;
export const hour = 60 * minute;
const dayLength = 24 * hour;

/** What a wall clock in the zone shows at an instant, by the time zone database, less what it shows in Greenwich. */
function offsetAt(timeZone: TimeZone, instant: number): number {
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(instant);
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    Number(shown.find((part) => part.type === type)?.value ?? 0);
  const wall = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'));
  return wall - instant;
}

/** Indonesia keeps no daylight saving time, so one look at the clock serves for good. */
const looked = new Map<TimeZone, number>();
function offsetOf(zone: TimeZone): number {
  const known = looked.get(zone) ?? offsetAt(zone, Date.UTC(2018, 0, 1));
  looked.set(zone, known);
  return known;
}

/** The local day of an instant (milliseconds since 1970, UTC). */
export const dayOf = (instant: number, zone: TimeZone): Day =>
  Math.floor((instant + offsetOf(zone)) / dayLength);
/** The instant at which a local day begins. */
export const midnightOf = (day: Day, zone: TimeZone): number => day * dayLength - offsetOf(zone);
export const lastMomentOf = (day: Day, zone: TimeZone): number => midnightOf(day + 1, zone) - 1;

/** `2026-03-17` */
export const dateOf = (day: Day): string => new Date(day * dayLength).toISOString().slice(0, 10);
/** Local date of an ISO 8601 instant. */
export const localDateOf = (instant: string, zone: TimeZone): string =>
  dateOf(dayOf(Date.parse(instant), zone));
export const iso = (instant: number): string => new Date(instant).toISOString();

const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type WeekdayName = (typeof names)[number];
export const weekdayOf = (day: Day): WeekdayName => names[new Date(day * dayLength).getUTCDay()] ?? 'sun';
