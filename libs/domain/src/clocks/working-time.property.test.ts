import { type LimitUnit, type TimeZone } from '@satupintu/events';
import fc from 'fast-check';
import { addWorkingDays, addWorkingTime, closingOf, countWorkingDays, workingTimeBetween } from './count';
import { countedDays, dueAt, type Limit, type Pause } from './due';
import { dayAt, dayOfDate } from './local-time';
import { national } from './shipped.fixture';
import { workingTimeOf } from './working-time';

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
  .tuple(instant, fc.integer({ min: 1, max: 40 }), unit, zone)
  .chain(([start, amount, of, where]) =>
    fc.record({
      limit: fc.constant<Limit>({ start: iso(start), limit: amount, unit: of, calendar: time, zone: where }),
      pauses: pauseAfter(start),
    }),
  );

describe('adding working time', () => {
  it('adds up over any split, and counting is its inverse', () => {
    fc.assert(
      fc.property(day, days, days, (start, one, other) => {
        const whole = addWorkingDays(time, start, one + other) as number;
        expect(addWorkingDays(time, addWorkingDays(time, start, one) as number, other)).toBe(whole);
        expect(countWorkingDays(time, start, whole)).toBe(one + other);
      }),
    );
  });

  it('adds up over any split of hours, and counting is its inverse', () => {
    fc.assert(
      fc.property(instant, hours, hours, zone, (start, one, other, where) => {
        const whole = addWorkingTime(time, where, start, one + other) as number;
        expect(addWorkingTime(time, where, addWorkingTime(time, where, start, one) as number, other)).toBe(
          whole,
        );
        expect(workingTimeBetween(time, where, start, whole)).toBe(one + other);
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
        (start, later, amount, of, where) => {
          const due = (from: number, more: number) =>
            dueAt({ start: iso(from), limit: more, unit: of, calendar: time, zone: where }) as string;
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
          worked += workingTimeBetween(time, of.zone, from, Math.min(due, Date.parse(pause.from))) as number;
          from = Math.max(from, Date.parse(pause.to));
        }
        worked += workingTimeBetween(time, of.zone, from, due) as number;
        expect(worked).toBe(of.limit * 3_600_000);
      }),
    );
  });
});

it('a due day closes within its own local day', () => {
  fc.assert(
    fc.property(day, zone, (start, where) => {
      const worked = addWorkingDays(time, start, 1) as number;
      expect(dayAt(closingOf(time, where, worked), where)).toBe(worked);
    }),
  );
});
