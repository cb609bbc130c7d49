import { type Calendar, type SlaPolicy } from '@satupintu/events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const data = resolve(__dirname, '../../../../data');
const shipped = <T>(path: string): T => JSON.parse(readFileSync(join(data, path), 'utf8')) as T;
const effectiveFrom = '2019-01-01';

/** Seconds after its filing at which a complaint of the class below is missed, whatever the time of day. */
export const LIMIT_SECONDS = 30;
export const LIMITED = { kind: 'bench', class: 'information_request' } as const;
/** Whose complaint it is as long as nobody is named. */
const owner = 'nat.panrb';

const always: [string, string][] = [['00:00', '24:00']];
const week = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always };

/** The shipped calendar, and a body that works around the clock, so that something can be due at any instant. */
export function benchCalendar(): Calendar {
  const calendar = shipped<Calendar>('calendars/national.json');
  const layer = { everyDay: true, hours: { ordinary: week } };
  return {
    ...calendar,
    version: 'calendar-bench-1',
    effectiveFrom,
    organisations: { ...calendar.organisations, [owner]: layer },
  };
}

/** The shipped policy, and a limit in seconds for one class. */
export function benchPolicy(): SlaPolicy {
  const policy = shipped<SlaPolicy>('sla/default.json');
  const rule: SlaPolicy['rules'][number] = {
    key: LIMITED.kind,
    kind: LIMITED.kind,
    classes: [LIMITED.class],
    limit: LIMIT_SECONDS / 3_600,
    unit: 'working_hours',
    climbs: false,
    pausesForReporter: false,
    legalBasis: 'none: for measuring',
    starts: 'filed',
    stops: 'substantive_answer',
  };
  return { ...policy, version: 'sla-bench-1', effectiveFrom, rules: [...policy.rules, rule] };
}

/** A day off in the weeks to come that nobody knew of. */
export function decree(): Calendar {
  const calendar = benchCalendar();
  const day = 86_400_000;
  const known = new Set(calendar.days.map(({ date }) => date));
  const [date = ''] = Array.from({ length: 14 }, (_, n) => new Date(Date.now() + (n + 7) * day))
    .filter((at) => at.getUTCDay() % 6 !== 0)
    .map((at) => at.toISOString().slice(0, 10))
    .filter((at) => !known.has(at));
  const off = { date, kind: 'national_holiday' as const, name: 'Hari libur contoh' };
  return {
    ...calendar,
    version: 'calendar-bench-2',
    effectiveFrom: '2019-01-02',
    days: [...calendar.days, off],
  };
}
