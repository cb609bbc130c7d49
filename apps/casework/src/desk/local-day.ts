import { dayOfDate, instantAt, localDate } from '@satupintu/domain';
import { type TimeZone } from '@satupintu/events';

/** The last instant of a date (`2026-03-17`) in a zone. */
export const endOfDate = (date: string, zone: TimeZone): string =>
  new Date(instantAt(dayOfDate(date) + 1, 0, zone) - 1).toISOString();

/** The last instant of the day that an instant belongs to in a zone. */
export const endOfDayAt = (instant: string, zone: TimeZone): string =>
  endOfDate(localDate(instant, zone), zone);
