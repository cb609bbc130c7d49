import { type TimeZone } from '@satupintu/events';
import { dayAt, instantAt, sinceMidnight, yearOfDay } from './local-time';
import { type WorkingTime } from './working-time';
import { type YearGap, yearGap } from './year-gap';

/**
 * The first instant, at or after one, at which somebody is at work (milliseconds since 1970). The end of a day part
 * is not: who leaves at 16:00 reads no letter that comes at 16:00.
 */
export function nextWorkingInstant(time: WorkingTime, zone: TimeZone, from: number): number | YearGap {
  const first = dayAt(from, zone);
  for (let day = first; ; day += 1) {
    const table = time.year(yearOfDay(day));
    if (!table) return yearGap(yearOfDay(day));
    const earliest = day === first ? sinceMidnight(from, zone) : 0;
    const part = table.parts[day - table.firstDay]?.find(({ to }) => earliest < to);
    if (part) return instantAt(day, Math.max(earliest, part.from), zone);
  }
}
