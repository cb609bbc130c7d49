import { type TimeZone } from '@satupintu/events';
import { amendCalendar } from './amend-calendar';
import { countedDays, dueAt, type Limit } from './due';
import { national } from './shipped.fixture';
import { workingTimeOf } from './working-time';
import { isGap } from './year-gap';

const calendar = national;
const jakarta = workingTimeOf(calendar);
const limit = (over: Partial<Limit>): Limit => ({
  start: '2026-03-17T02:00:00.000Z',
  limit: 3,
  unit: 'working_days',
  calendar: jakarta,
  zone: 'Asia/Jakarta',
  ...over,
});
const due = (over: Partial<Limit>) => dueAt(limit(over));

describe('the known answers', () => {
  // start | +3 | +5 | +10 | +14 | +60: start day excluded, joint leave off
  const table = [
    ['2025-03-27', '2025-04-10', '2025-04-14', '2025-04-22', '2025-04-28', '2025-07-11'],
    ['2026-03-17', '2026-03-27', '2026-03-31', '2026-04-08', '2026-04-14', '2026-06-26'],
    ['2026-05-12', '2026-05-19', '2026-05-21', '2026-06-02', '2026-06-08', '2026-08-12'],
    ['2026-11-20', '2026-11-25', '2026-11-27', '2026-12-04', '2026-12-10', '2027-02-19'],
  ] as const;
  const limits = [3, 5, 10, 14, 60];
  const cases = table.flatMap(([start, ...answers]) =>
    answers.map((answer, index) => [start, limits[index]!, answer] as const),
  );

  it.each(cases)('%s + %i working days is %s', (start, days, answer) => {
    const answered = due({ start: `${start}T03:00:00.000Z`, limit: days });
    expect((answered as string).slice(0, 10)).toBe(answer);
  });
});

describe('the end of a limit in days', () => {
  it('is the end of the last day part: 16:00, Friday 16:30, in Ramadan 15:00 and Friday 15:30', () => {
    expect(due({ start: '2026-11-16T02:00:00.000Z', limit: 1 })).toBe('2026-11-17T09:00:00.000Z');
    expect(due({ start: '2026-11-16T02:00:00.000Z', limit: 4 })).toBe('2026-11-20T09:30:00.000Z');
    expect(due({ start: '2026-03-02T02:00:00.000Z', limit: 1 })).toBe('2026-03-03T08:00:00.000Z');
    expect(due({ start: '2026-03-02T02:00:00.000Z', limit: 4 })).toBe('2026-03-06T08:30:00.000Z');
  });

  it.each([
    ['Asia/Jakarta', '2026-11-24T09:00:00.000Z'],
    ['Asia/Pontianak', '2026-11-24T09:00:00.000Z'],
    ['Asia/Makassar', '2026-11-25T08:00:00.000Z'],
    ['Asia/Jayapura', '2026-11-25T07:00:00.000Z'],
  ] as const)('counts from the day of receipt in the zone of %s', (zone: TimeZone, answer) => {
    // Sunday 23:30 in Jakarta is Monday in Makassar and in Jayapura
    expect(due({ start: '2026-11-22T16:30:00.000Z', limit: 2, zone })).toBe(answer);
  });

  it('is the last millisecond of the day for calendar days and around the clock', () => {
    expect(due({ start: '2026-03-17T02:00:00.000Z', limit: 14, unit: 'calendar_days' })).toBe(
      '2026-03-31T16:59:59.999Z',
    );
    const allDay = [['00:00', '24:00']] as [string, string][];
    const week = {
      mon: allDay,
      tue: allDay,
      wed: allDay,
      thu: allDay,
      fri: allDay,
      sat: allDay,
      sun: allDay,
    };
    const always = { everyDay: true, hours: { ordinary: week } };
    const hospital = amendCalendar(calendar, {
      effectiveFrom: '2026-01-01',
      days: [],
      organisations: { 'gov.32.04': always },
    });
    const open = workingTimeOf(hospital, { organisation: 'gov.32.04', region: '32.04' });
    expect(due({ start: '2026-03-17T02:00:00.000Z', limit: 3, calendar: open })).toBe(
      '2026-03-20T16:59:59.999Z',
    );
    expect(due({ start: '2026-03-17T16:30:00.000Z', limit: 2, unit: 'working_hours', calendar: open })).toBe(
      '2026-03-17T18:30:00.000Z',
    );
  });
});

describe('a limit in hours', () => {
  it('runs from the instant itself, through breaks, nights and weekends', () => {
    expect(due({ start: '2026-11-20T08:30:00.000Z', limit: 2, unit: 'working_hours' })).toBe(
      '2026-11-23T01:30:00.000Z',
    );
    expect(due({ start: '2026-11-17T04:30:00.000Z', limit: 1, unit: 'working_hours' })).toBe(
      '2026-11-17T06:30:00.000Z',
    );
  });

  it('ends with the day part that it fills', () => {
    expect(due({ start: '2026-11-17T00:30:00.000Z', limit: 7.5, unit: 'working_hours' })).toBe(
      '2026-11-17T09:00:00.000Z',
    );
  });
});

describe('a year without a list', () => {
  it('is an answer that names the year, not "no holidays"', () => {
    expect(due({ start: '2027-12-20T02:00:00.000Z', limit: 14 })).toEqual({ yearWithoutList: 2028 });
    expect(due({ start: '2016-12-20T02:00:00.000Z', limit: 1 })).toEqual({ yearWithoutList: 2016 });
    expect(due({ start: '2027-12-20T02:00:00.000Z', limit: 200, unit: 'working_hours' })).toEqual({
      yearWithoutList: 2028,
    });
  });

  it('ends when the list is published', () => {
    const days = [{ date: '2028-01-01', kind: 'national_holiday' as const, name: 'Tahun Baru 2028' }];
    const next = workingTimeOf(amendCalendar(calendar, { effectiveFrom: '2027-10-01', days }));
    expect(isGap(due({ start: '2027-12-20T02:00:00.000Z', limit: 14, calendar: next }))).toBe(false);
  });
});

describe('pauses', () => {
  it('give back each working day whose close they cover', () => {
    // Monday 10:00 to Wednesday 10:00: the closes of Monday and Tuesday
    const pauses = [{ from: '2026-11-16T03:00:00.000Z', to: '2026-11-18T03:00:00.000Z' }];
    expect(due({ start: '2026-11-13T02:00:00.000Z', limit: 3, pauses })).toBe('2026-11-20T09:30:00.000Z');
    expect(
      countedDays(limit({ start: '2026-11-13T02:00:00.000Z', limit: 3, pauses }), '2026-11-20T09:30:00.000Z'),
    ).toEqual(['2026-11-18', '2026-11-19', '2026-11-20']);
  });

  it('give nothing for a question that is answered within the day', () => {
    const pauses = [{ from: '2026-11-16T03:00:00.000Z', to: '2026-11-16T08:00:00.000Z' }];
    expect(due({ start: '2026-11-13T02:00:00.000Z', limit: 1, pauses })).toBe('2026-11-16T09:00:00.000Z');
  });

  it('come too late after the limit was reached', () => {
    const pauses = [{ from: '2026-11-16T09:00:00.001Z', to: '2026-11-30T08:00:00.000Z' }];
    expect(due({ start: '2026-11-13T02:00:00.000Z', limit: 1, pauses })).toBe('2026-11-16T09:00:00.000Z');
  });

  it('take their working time out of a limit in hours', () => {
    const pauses = [{ from: '2026-11-17T02:00:00.000Z', to: '2026-11-17T04:00:00.000Z' }];
    expect(due({ start: '2026-11-17T01:00:00.000Z', limit: 3, unit: 'working_hours', pauses })).toBe(
      '2026-11-17T07:00:00.000Z',
    );
  });
});
