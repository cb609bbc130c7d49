import { type LimitUnit, type TimeZone } from '@satupintu/events';
import fc from 'fast-check';
import { amendCalendar } from './amend-calendar';
import {
  addWorkingDays,
  addWorkingTime,
  closingOf,
  countWorkingDays,
  subtractWorkingDays,
  subtractWorkingTime,
  workingTimeBetween,
} from './count';
import { countedDays, dueAt, type Limit, type Pause, pauseEndsAt } from './due';
import { dayAt, dayOfDate } from './local-time';
import { national } from './shipped.fixture';
import { workingTimeOf } from './working-time';

/** National; round the clock; on every day; joint leave worked; a decree in mid-year; a unit that closes on Mondays. */
const worlds = (() => {
  const week = (parts: [string, string][], mon = parts) =>
    ({ mon, tue: parts, wed: parts, thu: parts, fri: parts, sat: parts, sun: parts }) as const;
  const amended = amendCalendar(national, {
    effectiveFrom: '2026-01-01',
    days: [{ date: '2025-08-18', kind: 'joint_leave', name: 'Cuti bersama tambahan' }],
    regions: { '51': { daysOff: ['national_holiday'] } },
    organisations: {
      'gov.51': { everyDay: true, hours: { ordinary: week([['00:00', '24:00']]) } },
      'gov.94': { everyDay: true },
      'gov.94/museum': { hours: { ordinary: week([['10:00', '18:00']], []) }, everyDay: false },
    },
  });
  return [
    workingTimeOf(national),
    workingTimeOf(amended),
    workingTimeOf(amended, { region: '51.03' }),
    workingTimeOf(amended, { organisation: 'gov.51' }),
    workingTimeOf(amended, { organisation: 'gov.94' }),
    workingTimeOf(amended, { organisation: 'gov.94', unit: 'gov.94/museum' }),
  ];
})();
const world = fc.constantFrom(...worlds);
const time = workingTimeOf(national);
const zone = fc.constantFrom<TimeZone>('Asia/Jakarta', 'Asia/Pontianak', 'Asia/Makassar', 'Asia/Jayapura');
const [first, last] = [Date.parse('2018-01-02T00:00:00Z'), Date.parse('2026-06-30T00:00:00Z')];
const instant = fc.integer({ min: first, max: last });
const day = fc.integer({ min: dayOfDate('2018-01-02'), max: dayOfDate('2026-06-30') });
const days = fc.integer({ min: 0, max: 120 });
const hours = fc.integer({ min: 1, max: 200 * 60 }).map((minutes) => minutes * 60_000);
const unit = fc.constantFrom<LimitUnit>('working_days', 'working_hours', 'calendar_days');
const iso = (at: number) => new Date(at).toISOString();

const pauseAfter = (start: number) =>
  fc
    .array(
      fc.tuple(fc.integer({ min: 0, max: 40 * 86_400_000 }), fc.integer({ min: 1, max: 12 * 86_400_000 })),
      { maxLength: 4 },
    )
    .map((spans): Pause[] =>
      spans.map(([from, length]) => ({ from: iso(start + from), to: iso(start + from + length) })),
    );
const limit = fc
  .tuple(instant, fc.integer({ min: 1, max: 40 }), unit, zone, world)
  .chain(([start, amount, of, where, calendar]) =>
    fc.record({
      limit: fc.constant<Limit>({ start: iso(start), limit: amount, unit: of, calendar, zone: where }),
      pauses: pauseAfter(start),
    }),
  );

describe('adding working time', () => {
  it('adds up over any split, and counting is its inverse', () => {
    fc.assert(
      fc.property(day, days, days, world, (start, one, other, by) => {
        const whole = addWorkingDays(by, start, one + other) as number;
        expect(addWorkingDays(by, addWorkingDays(by, start, one) as number, other)).toBe(whole);
        expect(countWorkingDays(by, start, whole)).toBe(one + other);
      }),
    );
  });

  it('adds up over any split of hours, and counting is its inverse', () => {
    fc.assert(
      fc.property(instant, hours, hours, zone, world, (start, one, other, where, by) => {
        const whole = addWorkingTime(by, where, start, one + other) as number;
        expect(addWorkingTime(by, where, addWorkingTime(by, where, start, one) as number, other)).toBe(whole);
        expect(workingTimeBetween(by, where, start, whole)).toBe(one + other);
      }),
    );
  });

  it('is monotone in the start and in the limit', () => {
    fc.assert(
      fc.property(
        instant,
        fc.nat(30 * 86_400_000),
        fc.integer({ min: 1, max: 60 }),
        unit,
        zone,
        world,
        (start, later, amount, of, where, by) => {
          const due = (from: number, more: number) =>
            dueAt({ start: iso(from), limit: more, unit: of, calendar: by, zone: where }) as string;
          expect(due(start, amount) <= due(start + later, amount)).toBe(true);
          expect(due(start, amount) < due(start, amount + 1)).toBe(true);
        },
      ),
    );
  });

  it('agrees with counting minute by minute', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 20 * 60 }), zone, (at, minutes, where) => {
        const start = at - (at % 60_000);
        let [now, left] = [start, minutes];
        while (left > 0) {
          if (isWorked(now, where)) left -= 1;
          now += 60_000;
        }
        expect(addWorkingTime(time, where, start, minutes * 60_000)).toBe(now);
      }),
      { numRuns: 60 },
    );
  });
});

describe('counting backwards', () => {
  const from2019 = { min: Date.parse('2019-06-01T00:00:00Z'), max: last };

  it('in days finds the working day from which so many are left, and adds up over any split', () => {
    const late = fc.integer({ min: dayOfDate('2019-06-01'), max: dayOfDate('2026-06-30') });
    fc.assert(
      fc.property(late, fc.integer({ min: 1, max: 120 }), days, world, (end, one, other, by) => {
        const back = subtractWorkingDays(by, end, one) as number;
        expect(countWorkingDays(by, back - 1, end - 1)).toBe(one);
        expect(countWorkingDays(by, back, end - 1)).toBe(one - 1);
        expect(subtractWorkingDays(by, back, other)).toBe(subtractWorkingDays(by, end, one + other));
      }),
    );
  });

  it('in hours finds the last instant from which so much is left, and adds up over any split', () => {
    fc.assert(
      fc.property(fc.integer(from2019), hours, hours, zone, world, (end, one, other, where, by) => {
        const back = subtractWorkingTime(by, where, end, one) as number;
        expect(workingTimeBetween(by, where, back, end)).toBe(one);
        expect(workingTimeBetween(by, where, back + 1, end)).toBe(one - 1);
        expect(subtractWorkingTime(by, where, back, other)).toBe(
          subtractWorkingTime(by, where, end, one + other),
        );
        const again = addWorkingTime(by, where, back, one) as number;
        expect(workingTimeBetween(by, where, again, end)).toBe(0);
      }),
    );
  });
});

/** The same question asked without any table: the wall clock against the data file. */
function isWorked(at: number, where: TimeZone): boolean {
  const local = new Date(
    at +
      { 'Asia/Jakarta': 7, 'Asia/Pontianak': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 }[where] * 3_600_000,
  ).toISOString();
  const [date, wall] = [local.slice(0, 10), local.slice(11, 16)];
  if (national.days.some((off) => off.date === date)) return false;
  const fasting = national.ramadan.some(({ from, to }) => from <= date && date <= to);
  const name = (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[
    new Date(`${date}T00:00:00Z`).getUTCDay()
  ]!;
  return (fasting ? national.hours.ramadan! : national.hours.ordinary)[name].some(
    ([from, to]) => from <= wall && wall < to,
  );
}

describe('pauses', () => {
  it('never bring a due time forward, and never leave it inside a pause', () => {
    fc.assert(
      fc.property(limit, ({ limit: of, pauses }) => {
        const [plain, due] = [dueAt(of) as string, dueAt({ ...of, pauses }) as string];
        expect(due >= plain).toBe(true);
        expect(pauses.some(({ from, to }) => from <= due && due < to)).toBe(false);
      }),
    );
  });

  it('add up over any split of a pause, in any order', () => {
    fc.assert(
      fc.property(limit, fc.double({ min: 0, max: 1, noNaN: true }), ({ limit: of, pauses }, where) => {
        const split = pauses.flatMap(({ from, to }) => {
          const middle = iso(Math.floor(Date.parse(from) + where * (Date.parse(to) - Date.parse(from))));
          return [
            { from: middle, to },
            { from, to: middle },
          ];
        });
        expect(dueAt({ ...of, pauses: split })).toBe(dueAt({ ...of, pauses }));
      }),
    );
  });

  it('leave exactly the limit to be counted', () => {
    fc.assert(
      fc.property(limit, ({ limit: of, pauses }) => {
        fc.pre(of.unit !== 'working_hours');
        const due = dueAt({ ...of, pauses }) as string;
        expect(countedDays({ ...of, pauses }, due)).toHaveLength(of.limit);
      }),
    );
  });

  it('leave exactly the working hours outside of them', () => {
    fc.assert(
      fc.property(limit, ({ limit: of, pauses }) => {
        fc.pre(of.unit === 'working_hours');
        const due = Date.parse(dueAt({ ...of, pauses }) as string);
        let worked = 0;
        let from = Date.parse(of.start);
        const sorted = [...pauses].sort((one, other) => (one.from < other.from ? -1 : 1));
        for (const pause of sorted) {
          worked += workingTimeBetween(
            of.calendar,
            of.zone,
            from,
            Math.min(due, Date.parse(pause.from)),
          ) as number;
          from = Math.max(from, Date.parse(pause.to));
        }
        worked += workingTimeBetween(of.calendar, of.zone, from, due) as number;
        expect(worked).toBe(of.limit * 3_600_000);
      }),
    );
  });

  it('give back no more than their cap in all, and exactly that where they would give more', () => {
    fc.assert(
      fc.property(limit, fc.integer({ min: 1, max: 20 }), ({ limit: of, pauses }, pauseCap) => {
        const [plain, free] = [dueAt(of) as string, dueAt({ ...of, pauses }) as string];
        const held = dueAt({ ...of, pauses, pauseCap }) as string;
        expect(held >= plain && held <= free).toBe(true);
        const most = dueAt({ ...of, limit: of.limit + pauseCap }) as string;
        if (of.unit !== 'working_hours') expect(held <= most).toBe(true);
        if (of.unit !== 'working_hours' && free > most) expect(held).toBe(most);
        expect(dueAt({ ...of, pauses, pauseCap: 10_000 })).toBe(free);
      }),
    );
  });

  it('end by themselves where their cap is used up, and what comes later changes nothing', () => {
    fc.assert(
      fc.property(limit, fc.integer({ min: 1, max: 5 }), fc.nat(90), ({ limit: of }, pauseCap, further) => {
        const from = of.start;
        const end = pauseEndsAt({ ...of, pauseCap }, from) as string;
        const to = iso(Date.parse(end) + further * 86_400_000);
        const due = dueAt({ ...of, pauses: [{ from, to: end }] });
        expect(dueAt({ ...of, pauseCap, pauses: [{ from, to }] })).toBe(due);
        expect(pauseEndsAt({ ...of, pauseCap, pauses: [{ from, to: end }] }, to)).toBe(to);
      }),
    );
  });
});

it('a due day closes within its own local day', () => {
  fc.assert(
    fc.property(day, zone, world, (start, where, by) => {
      const worked = addWorkingDays(by, start, 1) as number;
      expect(dayAt(closingOf(by, where, worked), where)).toBe(worked);
    }),
  );
});
