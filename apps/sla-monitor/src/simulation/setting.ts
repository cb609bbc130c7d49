import {
  amendCalendar,
  amendPolicy,
  type DirectoryIndex,
  indexDirectory,
  inForce,
  takesEffectAt,
} from '@satupintu/domain';
import {
  type Calendar,
  type Directory,
  fact,
  type Organisation,
  type ReferenceFact,
  type SlaPolicy,
  type SlaRule,
} from '@satupintu/events';
import { shippedCalendar, shippedPolicy } from '../shipped';

export const bandung = 'gov.32.04';
export const papua = 'gov.94';
export const ministry = 'nat.panrb';
export const unitsOf: Readonly<Record<string, readonly string[]>> = {
  [bandung]: [`${bandung}/dinas-kesehatan`, `${bandung}/dinas-pendidikan`],
  [papua]: [],
  [ministry]: [],
};

const body = (code: string, over: Partial<Organisation>): Organisation => ({
  code,
  name: code,
  kind: 'regency',
  aliases: [],
  timeZone: 'Asia/Jakarta',
  connection: 'connected',
  units: (unitsOf[code] ?? []).map((unit) => ({ code: unit, name: unit, affairs: [] })),
  ...over,
});

const directory: Directory = {
  version: 'directory-simulated',
  effectiveFrom: '2018-01-01T00:00:00.000Z',
  source: 'invented',
  affairs: [],
  organisations: [
    body('gov.32', { kind: 'province', region: '32', parent: ministry }),
    body(bandung, { region: '32.04', parent: 'gov.32' }),
    body(papua, { kind: 'province', region: '94', parent: ministry, timeZone: 'Asia/Jayapura' }),
    body(ministry, { kind: 'ministry' }),
    body('ombudsman', {
      kind: 'oversight',
      units: [{ code: 'ombudsman/32', name: 'Jawa Barat', affairs: [] }],
    }),
  ],
  unitRules: [],
};

/** A stretch of time with what is published in it; the versions are made once and shared by all runs. */
export interface Setting {
  readonly begins: number;
  readonly directory: DirectoryIndex;
  /** the first of each are published before the run begins */
  readonly calendars: readonly Calendar[];
  readonly policies: readonly SlaPolicy[];
}

const holidays = (...dates: string[]) =>
  dates.map((date) => ({ date, kind: 'national_holiday' as const, name: 'simulated' }));

function changed(policy: SlaPolicy, key: string, over: Partial<SlaRule>): SlaRule[] {
  return policy.rules.filter((rule) => rule.key === key).map((rule) => ({ ...rule, ...over }));
}

/** Each over the one before, as decrees are. */
function chain<T, A>(first: T, amend: (previous: T, posted: A) => T, posted: readonly A[]): T[] {
  return posted.reduce<T[]>((all, next) => [...all, amend(all.at(-1) ?? first, next)], [first]);
}

function policies(effective: readonly string[]): SlaPolicy[] {
  const first = shippedPolicy();
  const [one = '', two = '', three = ''] = effective;
  const amendments = [
    {
      effectiveFrom: one,
      rules: [
        ...changed(first, 'resolve.complaint', {
          limit: 9,
          pauseCap: 3,
          reminders: [
            { before: 3, unit: 'working_days' as const },
            { before: 4, unit: 'working_hours' as const },
          ],
        }),
        ...changed(first, 'verify_and_forward', {
          reminders: [{ before: 1, unit: 'working_days' as const }],
        }),
        ...changed(first, 'contribute', {
          limit: 30,
          unit: 'working_hours' as const,
          pausesForReporter: true,
        }),
      ],
    },
    {
      effectiveFrom: two,
      rules: [
        ...changed(first, 'resolve.complaint', {
          limit: 60,
          unit: 'working_hours' as const,
          pauseCap: 20,
          reopening: { limits: [20, 10] },
          reminders: [{ before: 8, unit: 'working_hours' as const }],
        }),
        ...changed(first, 'first_follow_up', { limit: 2, climbs: true, pausesForReporter: true }),
        ...changed(first, 'reporter_reply_window', { limit: 6 }),
      ],
    },
    {
      effectiveFrom: three,
      rules: changed(first, 'resolve.complaint', { pausesForReporter: false, limit: 7 }),
      organisations: { [papua]: { 'resolve.complaint': 3 } },
    },
  ];
  return chain(first, amendPolicy, amendments);
}

/** Spring with Ramadan and Idulfitri in it, and decrees that come into force later, at once, or long ago. */
function spring(): Setting {
  const decrees = [
    { effectiveFrom: '2026-04-10', days: holidays('2026-04-20', '2026-04-21', '2026-04-22') },
    {
      effectiveFrom: '2026-03-01',
      days: holidays('2026-05-04'),
      regions: { '94': { days: holidays('2026-05-05', '2026-05-06') } },
    },
    {
      effectiveFrom: '2026-05-20',
      days: [
        { date: '2026-04-21', kind: 'working_day' as const, name: 'simulated' },
        ...holidays('2026-06-02'),
      ],
    },
  ];
  return {
    begins: Date.parse('2026-03-09T01:00:00.000Z'),
    directory: indexDirectory(directory),
    calendars: chain(shippedCalendar(), amendCalendar, decrees),
    policies: policies(['2026-03-20', '2026-04-10', '2026-05-15']),
  };
}

/** The end of a year whose successor has no list of holidays until it is published. */
function yearEnd(): Setting {
  const shipped = shippedCalendar();
  const unlisted: Calendar = {
    ...shipped,
    version: 'calendar-unlisted',
    years: shipped.years.filter((year) => year < 2027),
    days: shipped.days.filter(({ date }) => date < '2027'),
  };
  const decrees = [
    { effectiveFrom: '2026-12-10', days: holidays('2027-01-01', '2027-01-29') },
    { effectiveFrom: '2026-12-28', days: holidays('2026-12-30') },
  ];
  return {
    begins: Date.parse('2026-11-23T01:00:00.000Z'),
    directory: indexDirectory(directory),
    calendars: chain(unlisted, amendCalendar, decrees),
    policies: policies(['2026-12-01', '2026-12-10', '2027-01-04']),
  };
}

let made: readonly Setting[] | undefined;
export const settings = (): readonly Setting[] => (made ??= [spring(), spring(), yearEnd()]);

export const calendarFact = (calendar: Calendar, at: string): ReferenceFact =>
  fact('CalendarPublished', `calendar:${calendar.version}`, about('calendar', at), calendar);
export const policyFact = (policy: SlaPolicy, at: string): ReferenceFact =>
  fact('SlaPolicyPublished', `sla-policy:${policy.version}`, about('sla-policy', at), policy);
const about = (subject: string, at: string) => ({ subject, at, by: { role: 'national' as const } });

/**
 * Names of the versions that were in force at some time between two instants (milliseconds), for somebody who read
 * what was published one after the other.
 */
export function inForceBetween(published: readonly ReferenceFact[], from: number, to: number): Set<string> {
  const changes = published.map((each) =>
    Date.parse('effectiveFrom' in each.data ? takesEffectAt(each.data) : each.at),
  );
  const names = published.flatMap((each, index) => {
    const [begins, ends] = [Date.parse(each.at), Date.parse(published[index + 1]?.at ?? farFuture)];
    const read = published.slice(0, index + 1);
    return [from, begins, ...changes]
      .filter((at) => at >= Math.max(from, begins) && at <= Math.min(to, ends))
      .flatMap((at) => namesAt(read, new Date(at).toISOString()));
  });
  return new Set(names);
}
const farFuture = '9999-12-31T00:00:00.000Z';

function namesAt(read: readonly ReferenceFact[], at: string): string[] {
  const calendars = read.flatMap((each) => (each.type === 'CalendarPublished' ? [each.data] : []));
  const policies = read.flatMap((each) => (each.type === 'SlaPolicyPublished' ? [each.data] : []));
  return [inForce(calendars, at)?.version ?? '', inForce(policies, at)?.version ?? ''];
}
