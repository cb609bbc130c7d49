import { type LimitUnit, type SlaRule } from '@satupintu/events';
import { dayOf, hour, iso, midnightOf, minute } from './wall-clock';
import { closing, type Counted, type Course, courseOf } from './walk';
import { unlisted } from './working-day';

/** Day before day from the one before the due day: the closing of the n-th day of work. */
function daysBefore({ work, zone }: Course, due: number, amount: number): number | null {
  let left = amount;
  for (let day = dayOf(due, zone) - 1; ; day -= 1) {
    const worked = work(day);
    if (worked === unlisted) return null;
    const end = closing(worked, day, zone);
    if (end === undefined) continue;
    left -= 1;
    if (left === 0) return end;
  }
}

/** Minute before minute of the wall clock: where so much work was still to be done. */
function minutesBefore({ work, zone }: Course, due: number, amount: number): number | null {
  let left = amount;
  for (let day = dayOf(due, zone); ; day -= 1) {
    const worked = work(day);
    if (worked === unlisted) return null;
    const midnight = midnightOf(day, zone);
    for (const [first, before] of [...worked].reverse())
      for (let at = before - 1; at >= first; at -= 1) {
        const [from, to] = [midnight + at * minute, Math.min(due, midnight + (at + 1) * minute)];
        if (to <= from) continue;
        if (left <= to - from) return to - left;
        left -= to - from;
      }
  }
}

function before(counted: Counted, due: number, amount: number, unit: LimitUnit): number | null {
  const course = courseOf(counted, unit);
  return unit === 'working_hours'
    ? minutesBefore(course, due, Math.round(amount * hour))
    : daysBefore(course, due, Math.ceil(amount));
}

/** When a rule reminds of a due instant: after another instant and before the due one, in order, each once. */
export function remindedAt(
  counted: Counted,
  { reminders = [] }: Pick<SlaRule, 'reminders'>,
  due: string | null,
  after: string,
): string[] {
  if (due === null) return [];
  const instants = reminders
    .map((reminder) => before(counted, Date.parse(due), reminder.before, reminder.unit))
    .filter((at) => at !== null)
    .map(iso);
  return [...new Set(instants)].filter((at) => at > after && at < due).sort();
}
