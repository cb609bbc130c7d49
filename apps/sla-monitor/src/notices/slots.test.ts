import { type Calendar } from '@satupintu/events';
import { workingTimeOf } from '@satupintu/domain';
import { nextSlot } from './slots';

const calendar = jest.requireActual<Calendar>('../../../../data/calendars/national.json');
const office = { time: workingTimeOf(calendar), zone: 'Asia/Jakarta', everyMinutes: 60 } as const;
const some = { any: true, urgent: false };

test.each([
  ['at work: now', '2026-04-14T03:00:00.000Z', '2026-04-14T03:00:00.000Z'],
  ['in the lunch break: after it', '2026-04-14T05:30:00.000Z', '2026-04-14T06:00:00.000Z'],
  ['at the very end of the day: the next morning', '2026-04-14T09:00:00.000Z', '2026-04-15T00:30:00.000Z'],
  ['at midnight: in the morning', '2026-04-14T17:00:00.000Z', '2026-04-15T00:30:00.000Z'],
  [
    'before Lebaran and joint leave: when they are over',
    '2026-03-17T12:00:00.000Z',
    '2026-03-25T00:30:00.000Z',
  ],
])('a summary that waits %s', (_, now, at) =>
  expect(nextSlot(some, now, office)).toEqual({ at, urgent: false }),
);

test('the next summary waits until the time between two is over, in working hours', () => {
  const last = '2026-04-14T02:30:00.000Z';
  expect(nextSlot({ ...some, last }, '2026-04-14T02:40:00.000Z', office)?.at).toBe(
    '2026-04-14T03:30:00.000Z',
  );
  const late = '2026-04-14T08:30:00.000Z';
  expect(nextSlot({ ...some, last: late }, '2026-04-14T08:40:00.000Z', office)?.at).toBe(
    '2026-04-15T00:30:00.000Z',
  );
});

test('danger to life goes at once; with everything else where its addressee is at work anyway', () => {
  const both = { any: true, urgent: true };
  const night = '2026-04-14T17:00:00.000Z';
  expect(nextSlot(both, night, office)).toEqual({ at: night, urgent: true });
  const day = '2026-04-14T03:00:00.000Z';
  expect(nextSlot(both, day, office)).toEqual({ at: day, urgent: false });
});

test('nothing waits, or the year has no list: no slot', () => {
  expect(nextSlot({ any: false, urgent: false }, '2026-04-14T03:00:00.000Z', office)).toBeUndefined();
  expect(nextSlot(some, '2035-04-14T03:00:00.000Z', office)).toBeUndefined();
});
