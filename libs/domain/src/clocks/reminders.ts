import { type LimitUnit, type TimeZone } from '@satupintu/events';
import { closingOf, subtractWorkingDays, subtractWorkingTime } from './count';
import { dayAt, isoOf } from './local-time';
import { everyDayAroundTheClock, type WorkingTime } from './working-time';
import { isGap, type YearGap } from './year-gap';

/** How long before an instant, in whose working time. */
export interface Before {
  /** ISO 8601 */
  readonly dueAt: string;
  readonly before: number;
  readonly unit: LimitUnit;
  readonly calendar: WorkingTime;
  readonly zone: TimeZone;
}

const hourLength = 3_600_000;

function closingBefore({ dueAt, before, zone }: Before, time: WorkingTime): number | YearGap {
  const day = subtractWorkingDays(time, dayAt(Date.parse(dueAt), zone), Math.ceil(before));
  return isGap(day) ? day : closingOf(time, zone, day);
}

function counted(of: Before): number | YearGap {
  switch (of.unit) {
    case 'working_hours':
      return subtractWorkingTime(
        of.calendar,
        of.zone,
        Date.parse(of.dueAt),
        Math.round(of.before * hourLength),
      );
    case 'working_days':
      return closingBefore(of, of.calendar);
    case 'calendar_days':
      return closingBefore(of, everyDayAroundTheClock);
  }
}

/**
 * The instant so long before another one (ISO 8601), or the year whose list is missing. Days: the closing of the n-th
 * working day before the due day. Hours: where so much working time is left, at the begin of a part rather than at the
 * end of the one before, so that somebody is there.
 */
export function instantBefore(of: Before): string | YearGap {
  const at = counted(of);
  return isGap(at) ? at : isoOf(at);
}
