import { type Calendar, type SlaRule } from '@satupintu/events';
import { amendCalendar, type CalendarAmendment } from './amend-calendar';
import { amendPolicy, type PolicyAmendment } from './amend-policy';
import { checkCalendar, checkWhole, type Known } from './check-calendar';
import { checkPolicy } from './check-policy';
import { addWorkingDays } from './count';
import { dateOfDay, dayOfDate } from './local-time';
import { ruleFor } from './policy';
import { national, shippedPolicy } from './shipped.fixture';
import { inForce, nextChange, takesEffectAt } from './versions';
import { workingTimeOf } from './working-time';

const calendar = national;
const policy = shippedPolicy;
const known: Known = {
  region: (code) => code.startsWith('5'),
  organisation: (code) => code === 'gov.51' || code === 'gov.33.18',
  unit: (code) => code === 'gov.51/rsud-bali-mandara',
};
const amendment = (over: Partial<CalendarAmendment>): CalendarAmendment => ({
  effectiveFrom: '2026-11-22',
  days: [],
  ...over,
});
const pointers = (posted: CalendarAmendment) => checkCalendar(posted, known).map(({ pointer }) => pointer);
const nextDay = (of: Calendar, place: object, date: string) =>
  dateOfDay(addWorkingDays(workingTimeOf(of, place), dayOfDate(date), 1) as number);

describe('an amended calendar', () => {
  it('adds a day off, takes one away, and keeps the rest', () => {
    const next = amendCalendar(
      calendar,
      amendment({
        days: [
          { date: '2026-11-24', kind: 'election', name: 'Pilkada' },
          { date: '2026-12-24', kind: 'working_day', name: 'Cuti bersama dicabut' },
        ],
      }),
    );
    expect(nextDay(next, {}, '2026-11-23')).toBe('2026-11-25');
    expect(nextDay(next, {}, '2026-12-23')).toBe('2026-12-24');
    expect(nextDay(next, {}, '2026-08-14')).toBe('2026-08-18');
    expect(next.days).toHaveLength(calendar.days.length + 1);
  });

  it('works on a Saturday that is declared a working day', () => {
    const next = amendCalendar(
      calendar,
      amendment({ days: [{ date: '2026-11-28', kind: 'working_day', name: 'Pengganti' }] }),
    );
    expect(nextDay(next, {}, '2026-11-27')).toBe('2026-11-28');
  });

  it('lets a region and a body differ, the narrower over the wider', () => {
    const next = amendCalendar(
      calendar,
      amendment({
        regions: { '51': { days: [{ date: '2026-11-25', kind: 'national_holiday', name: 'Galungan' }] } },
        organisations: { 'gov.51': { days: [{ date: '2026-11-25', kind: 'working_day', name: 'Layanan' }] } },
      }),
    );
    expect(nextDay(next, {}, '2026-11-24')).toBe('2026-11-25');
    expect(nextDay(next, { organisation: 'gov.51.03', region: '51.03' }, '2026-11-24')).toBe('2026-11-26');
    expect(nextDay(next, { organisation: 'gov.51', region: '51' }, '2026-11-24')).toBe('2026-11-25');
  });

  it('counts joint leave as work where policy says so', () => {
    const next = amendCalendar(calendar, amendment({ daysOff: ['national_holiday'] }));
    expect(nextDay(next, {}, '2026-12-23')).toBe('2026-12-24');
  });

  it('counts joint leave as work for one unit, and lets it work round the clock', () => {
    const unit = 'gov.51/rsud-bali-mandara';
    const place = { organisation: 'gov.51', unit, region: '51' };
    const leave = amendCalendar(
      calendar,
      amendment({ organisations: { [unit]: { daysOff: ['national_holiday', 'election'] } } }),
    );
    expect(nextDay(leave, place, '2026-12-23')).toBe('2026-12-24');
    expect(nextDay(leave, { organisation: 'gov.51', region: '51' }, '2026-12-23')).toBe('2026-12-28');
    const always = amendCalendar(leave, amendment({ organisations: { [unit]: { everyDay: true } } }));
    expect(nextDay(always, place, '2026-12-24')).toBe('2026-12-25');
  });

  it('publishes no year by a single special working day', () => {
    const days = [{ date: '2028-02-12', kind: 'working_day' as const, name: 'Pengganti' }];
    const next = amendCalendar(calendar, amendment({ days }));
    expect(next.years).not.toContain(2028);
    expect(checkWhole(next, amendment({ days }))).toMatchObject([{ pointer: '/days/0/date' }]);
  });

  it('has a name that follows from its content and from what it amends', () => {
    const one = amendCalendar(calendar, amendment({}));
    expect(amendCalendar(calendar, amendment({})).version).toBe(one.version);
    expect(amendCalendar(one, amendment({})).version).not.toBe(one.version);
    expect(one.version).toMatch(/^2026-11-22\.[0-9a-f]{8}$/);
  });
});

describe('a faulty calendar is refused where the fault is', () => {
  const week = (mon: [string, string][]) => ({ mon, tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] });
  it.each<[string, Partial<CalendarAmendment>, string[]]>([
    [
      'a date that is none',
      { days: [{ date: '2026-02-30', kind: 'election', name: 'x' }] },
      ['/days/0/date'],
    ],
    [
      'a day named twice',
      {
        days: [
          { date: '2026-12-01', kind: 'election', name: 'x' },
          { date: '2026-12-01', kind: 'working_day', name: 'y' },
        ],
      },
      ['/days/1/date'],
    ],
    ['no working time', { hours: { ordinary: week([]) } }, ['/hours/ordinary']],
    [
      'parts out of order',
      {
        hours: {
          ordinary: week([
            ['13:00', '16:00'],
            ['07:30', '12:00'],
          ]),
        },
      },
      ['/hours/ordinary/mon/1'],
    ],
    [
      'parts that overlap',
      {
        hours: {
          ordinary: week([
            ['07:30', '12:00'],
            ['11:00', '16:00'],
          ]),
        },
      },
      ['/hours/ordinary/mon/1'],
    ],
    [
      'a part that ends before it begins',
      { hours: { ordinary: week([['12:00', '07:30']]) } },
      ['/hours/ordinary/mon/0'],
    ],
    ['an unknown region', { regions: { '99': {} } }, ['/regions/99']],
    ['an unknown body', { organisations: { 'gov.99': {} } }, ['/organisations/gov.99']],
    [
      'a layer without working time',
      { regions: { '51': { hours: { ordinary: week([]) } } } },
      ['/regions/51/hours/ordinary'],
    ],
    ['working days as days off', { daysOff: ['election', 'working_day'] }, ['/daysOff/1']],
    ['Ramadan backwards', { ramadan: [{ from: '2028-02-27', to: '2028-01-28' }] }, ['/ramadan/0']],
    ['an effective date that is none', { effectiveFrom: '2026-13-01' }, ['/effectiveFrom']],
  ])('%s', (_name, over, expected) => {
    expect(pointers(amendment(over))).toEqual(expected);
  });

  it.each<[string, Partial<CalendarAmendment>, string[]]>([
    [
      'a layer that works on days off',
      { organisations: { 'gov.51': { daysOff: ['joint_leave', 'working_day'] } } },
      ['/organisations/gov.51/daysOff/1'],
    ],
    [
      'an unknown unit',
      { organisations: { 'gov.51/rsud-bali-mandara': { everyDay: true }, 'gov.51/nowhere': {} } },
      ['/organisations/gov.51~1nowhere'],
    ],
  ])('%s', (_name, over, expected) => {
    expect(pointers(amendment(over))).toEqual(expected);
  });

  it('a layer in which nobody works a whole year', () => {
    const days = Array.from({ length: 365 }, (_, index) => ({
      date: dateOfDay(dayOfDate('2026-01-01') + index),
      kind: 'election' as const,
      name: 'libur',
    }));
    const next = amendCalendar(calendar, amendment({ regions: { '51': { days } } }));
    expect(checkWhole(next)).toEqual([
      { pointer: '/regions/51/days', detail: '2026 would have no working day' },
    ]);
  });

  it('a year in which nobody works', () => {
    const days = Array.from({ length: 366 }, (_, index) => dateOfDay(dayOfDate('2028-01-01') + index));
    const next = amendCalendar(
      calendar,
      amendment({ days: days.map((date) => ({ date, kind: 'national_holiday', name: 'libur' })) }),
    );
    expect(checkWhole(next).map(({ detail }) => detail)).toEqual(['2028 would have no working day']);
  });

  it('what ships has no faults', () => {
    expect(checkCalendar(calendar, known)).toEqual([]);
    expect(checkWhole(calendar)).toEqual([]);
    expect(checkPolicy(policy, policy, known)).toEqual([]);
  });
});

describe('the policy', () => {
  const post = (over: Partial<PolicyAmendment>) => {
    const posted: PolicyAmendment = { effectiveFrom: '2026-11-22', ...over };
    return checkPolicy(posted, amendPolicy(policy, posted), known, policy).map(({ pointer }) => pointer);
  };
  const rule = (over: Partial<SlaRule>): SlaRule => ({
    ...policy.rules.find(({ key }) => key === 'resolve.complaint')!,
    ...over,
  });

  it('takes a stricter local limit and refuses a looser one', () => {
    expect(post({ organisations: { 'gov.33.18': { 'resolve.complaint': 7 } } })).toEqual([]);
    expect(post({ organisations: { 'gov.33.18': { 'resolve.complaint': 15 } } })).toEqual([
      '/organisations/gov.33.18/resolve.complaint',
    ]);
    expect(post({ organisations: { 'gov.33.18': { nothing: 1 } } })).toEqual([
      '/organisations/gov.33.18/nothing',
    ]);
    expect(post({ organisations: { 'gov.99.99': {} } })).toEqual(['/organisations/gov.99.99']);
  });

  it('takes no other unit for a rule of which a body has a limit of its own, unless that is said again', () => {
    const own = amendPolicy(policy, {
      effectiveFrom: '2026-11-22',
      organisations: { 'gov.33.18': { 'resolve.complaint': 7 } },
    });
    const inHours = (limits?: number): PolicyAmendment => ({
      effectiveFrom: '2026-11-23',
      rules: [rule({ limit: 112, unit: 'working_hours' })],
      ...(limits && { organisations: { 'gov.33.18': { 'resolve.complaint': limits } } }),
    });
    const pointersOf = (posted: PolicyAmendment) =>
      checkPolicy(posted, amendPolicy(own, posted), known, own).map(({ pointer }) => pointer);
    expect(pointersOf(inHours())).toEqual(['/rules/0/unit']);
    expect(pointersOf(inHours(52.5))).toEqual([]);
  });

  it.each<[string, Partial<PolicyAmendment>, string[]]>([
    [
      'an own limit of half a day',
      { organisations: { 'gov.33.18': { 'resolve.complaint': 1.5 } } },
      ['/organisations/gov.33.18/resolve.complaint'],
    ],
    [
      'a reminder twice',
      {
        rules: [
          rule({
            reminders: [
              { before: 1, unit: 'working_days' },
              { before: 1, unit: 'working_days' },
            ],
          }),
        ],
      },
      ['/rules/0/reminders/1'],
    ],
    [
      'a window that waits for the reporter while it waits for the reporter',
      {
        rules: policy.rules.flatMap((each) =>
          each.kind === 'reporter_information_window' ? [{ ...each, pausesForReporter: true }] : [],
        ),
      },
      ['/rules/0/pausesForReporter'],
    ],
    [
      'a rule that leaves a class, or the time until it holds, without a limit',
      {
        rules: [
          rule({ classes: [] }),
          rule({ key: 'verify_and_forward', kind: 'verify_and_forward', classes: ['complaint'] }),
          rule({
            key: 'resolve.oversight_complaint',
            classes: ['oversight_complaint'],
            effectiveFrom: '2099-01-01',
          }),
        ],
      },
      ['/rules/0', '/rules/1', '/rules/2'],
    ],
    ['half a day', { rules: [rule({ limit: 1.5, reminders: [] })] }, ['/rules/0/limit']],
    ['one key twice', { rules: [rule({}), rule({})] }, ['/rules/1/key']],
    ['two rules that no case can choose between', { rules: [rule({ key: 'other' })] }, ['/rules/0']],
    ['an added kind that never starts', { rules: [rule({ key: 'x', kind: 'x' })] }, ['/rules/0']],
    [
      'a window that climbs',
      {
        rules: [
          {
            ...rule({
              key: 'reporter_reply_window',
              kind: 'reporter_reply_window',
              pausesForReporter: false,
            }),
            classes: ['complaint'],
          },
        ],
      },
      ['/rules/0/climbs', '/rules/0'],
    ],
    ['a ladder of three steps', { ladder: policy.ladder.slice(0, 3) }, ['/ladder']],
    [
      'a cap of half a day, and one of no pause',
      {
        rules: [
          rule({ pauseCap: 2.5 }),
          {
            ...rule({ key: 'first_follow_up', kind: 'first_follow_up' }),
            pausesForReporter: false,
            pauseCap: 3,
          },
        ],
      },
      ['/rules/0/pauseCap', '/rules/1/pauseCap', '/rules/1'],
    ],
    [
      'reminders that come before the limit starts',
      {
        rules: [
          rule({
            reminders: [
              { before: 13, unit: 'working_days' },
              { before: 14, unit: 'working_days' },
              { before: 336, unit: 'working_hours' },
              { before: 18, unit: 'calendar_days' },
            ],
          }),
        ],
      },
      ['/rules/0/reminders/1/before', '/rules/0/reminders/2/before'],
    ],
    [
      'an extension without a reason, or one said twice',
      {
        rules: [
          rule({ extension: { cap: 5, approver: 'tier_above', reasons: [] } }),
          rule({
            key: 'resolve.oversight_complaint',
            classes: ['oversight_complaint'],
            extension: { cap: 0.5, approver: 'national', reasons: ['a', 'a'] },
          }),
        ],
      },
      ['/rules/0/extension/reasons', '/rules/1/extension/cap', '/rules/1/extension/reasons/1'],
    ],
    [
      'limits of rounds that no dispute opens',
      {
        rules: [
          { ...rule({ reopening: { limits: [7, 0.5] } }) },
          policy.rules.flatMap((each) =>
            each.key === 'arbitration' ? [{ ...each, reopening: { limits: [] } }] : [],
          )[0]!,
        ],
      },
      ['/rules/0/reopening/limits/1', '/rules/1/reopening', '/rules/1/reopening/limits'],
    ],
    [
      'a ladder of a class that is none, and one of three steps',
      { ladders: { rumour: policy.ladder, aspiration: policy.ladder.slice(1) } },
      ['/ladders/rumour', '/ladders/aspiration'],
    ],
    [
      'half a day between steps',
      { ladders: { complaint: policy.ladder.map((step) => ({ ...step, after: step.after / 2 })) } },
      ['/ladders/complaint/1/after', '/ladders/complaint/2/after'],
    ],
    [
      'a ladder out of order',
      { ladder: [...policy.ladder].reverse() },
      ['/ladder/0/level', '/ladder/1/level', '/ladder/2/level', '/ladder/3/level'],
    ],
  ])('refuses %s', (_name, over, expected) => {
    expect(post(over)).toEqual(expected);
  });

  it('prefers the rule of the class, and the later of two once it is in effect', () => {
    const next = amendPolicy(policy, {
      effectiveFrom: '2026-11-22',
      rules: [rule({ key: 'resolve.complaint.2027', limit: 10, effectiveFrom: '2027-01-01' })],
    });
    const limitOn = (on: string) =>
      ruleFor(next, { kind: 'resolve', class: 'complaint', organisation: 'gov.51', on, round: 0 })?.limit;
    expect([limitOn('2026-12-31'), limitOn('2027-01-01')]).toEqual([14, 10]);
    expect(
      ruleFor(next, {
        kind: 'resolve',
        class: 'aspiration',
        organisation: 'gov.51',
        on: '2027-01-01',
        round: 0,
      }),
    ).toBeUndefined();
  });
});

describe('the version in force', () => {
  const versions = [
    { version: 'a', effectiveFrom: '2018-01-01' },
    { version: 'b', effectiveFrom: '2026-06-01' },
    { version: 'c', effectiveFrom: '2026-06-01' },
    { version: 'd', effectiveFrom: '2026-05-01' },
  ];

  it('is the one with the latest effective date that has come, the last published of equals', () => {
    expect(inForce(versions, '2026-05-31T16:59:59.999Z')?.version).toBe('d');
    expect(inForce(versions, '2026-05-31T17:00:00.000Z')?.version).toBe('c');
    expect(inForce(versions, '2010-01-01T00:00:00.000Z')?.version).toBe('a');
  });

  it('changes at local midnight', () => {
    expect(takesEffectAt({ effectiveFrom: '2026-06-01' })).toBe('2026-05-31T17:00:00.000Z');
    expect(nextChange(versions, '2026-05-01T00:00:00.000Z')).toBe('2026-05-31T17:00:00.000Z');
    expect(nextChange(versions, '2026-07-01T00:00:00.000Z')).toBeUndefined();
  });
});
