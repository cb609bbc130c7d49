import { type TimeZone, type WeekHours } from '@satupintu/events';

/** A local date as the number of days since 1970-01-01: cheap to add to and to compare. */
export type DayNumber = number;
export type Weekday = keyof WeekHours;

const dayLength = 86_400_000;
const minuteLength = 60_000;

/** Indonesia has three zones and no daylight saving time, so an offset is all there is to a zone. */
const offsets: Readonly<Record<TimeZone, number>> = {
  'Asia/Jakarta': 7,
  'Asia/Pontianak': 7,
  'Asia/Makassar': 8,
  'Asia/Jayapura': 9,
};
/** Zone in which versions of national reference data come into force. */
export const NATIONAL_ZONE: TimeZone = 'Asia/Jakarta';

const isZone = (zone: string): zone is TimeZone => zone in offsets;
/** A zone as recorded in a fact; what is not one of ours counts as western time. */
export const zoneOf = (zone: string): TimeZone => (isZone(zone) ? zone : NATIONAL_ZONE);
const offsetOf = (zone: TimeZone) => offsets[zone] * 3_600_000;

/** The local day of an instant (milliseconds since 1970, UTC). */
export const dayAt = (instant: number, zone: TimeZone): DayNumber =>
  Math.floor((instant + offsetOf(zone)) / dayLength);
/** The instant at which a local day is so many milliseconds old. */
export const instantAt = (day: DayNumber, sinceMidnight: number, zone: TimeZone): number =>
  day * dayLength + sinceMidnight - offsetOf(zone);
export const sinceMidnight = (instant: number, zone: TimeZone): number =>
  instant - instantAt(dayAt(instant, zone), 0, zone);

export const dayOfDate = (date: string): DayNumber => Date.parse(`${date}T00:00:00.000Z`) / dayLength;
export const dateOfDay = (day: DayNumber): string => new Date(day * dayLength).toISOString().slice(0, 10);
export const yearOfDay = (day: DayNumber): number => new Date(day * dayLength).getUTCFullYear();
export const firstDayOf = (year: number): DayNumber => Date.UTC(year, 0, 1) / dayLength;

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const firstWasThursday = 4;
export const weekdayOf = (day: DayNumber): Weekday =>
  weekdays[(((day + firstWasThursday) % 7) + 7) % 7] ?? 'sun';

/** `2026-02-30` has the shape of a date and is none. */
export function isDate(text: string): boolean {
  const day = dayOfDate(text);
  return !Number.isNaN(day) && dateOfDay(day) === text;
}

/** Milliseconds since midnight of a wall time such as `07:30`; `24:00` is the end of the day. */
export function ofWallTime(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * minuteLength;
}
export const endOfDay = dayLength;
/** Local date of an ISO instant. */
export const localDate = (instant: string, zone: TimeZone): string =>
  dateOfDay(dayAt(Date.parse(instant), zone));
/** The later of two ISO instants. */
export const later = (one: string, other: string): string => (one > other ? one : other);
export const isoOf = (instant: number): string => new Date(instant).toISOString();
