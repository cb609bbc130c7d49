import { type CalendarDay } from '@satupintu/events';
import { layered, pointedAt } from './layered';

const days: CalendarDay[] = [{ date: '2026-03-31', kind: 'election', name: 'Pilkada' }];
const posted = { effectiveFrom: '2026-03-17', days };

test('days without codes are the nation’s', () => expect(layered(posted)).toEqual(posted));

test('days with lists of codes are theirs alone', () =>
  expect(layered({ ...posted, regions: ['33'], organisations: ['gov.32.04'] })).toEqual({
    effectiveFrom: '2026-03-17',
    days: [],
    regions: { 33: { days } },
    organisations: { 'gov.32.04': { days } },
  }));

test('layers say their own days, beside those of the nation', () => {
  const layers = { ...posted, regions: { 33: { days } } };
  expect(layered(layers)).toEqual(layers);
});

test('faults of layers that lists stand for point at what was posted, each once', () => {
  const lists = { ...posted, regions: ['32', '99.99'], organisations: ['gov.32.04'] };
  const faults = [
    { pointer: '/regions/32/days/0/date', detail: 'no date' },
    { pointer: '/organisations/gov.32.04/days/0/date', detail: 'no date' },
    { pointer: '/regions/99.99', detail: '99.99 is not known' },
    { pointer: '/effectiveFrom', detail: 'no date' },
  ];
  expect(pointedAt(lists, faults).map(({ pointer }) => pointer)).toEqual([
    '/days/0/date',
    '/regions/1',
    '/effectiveFrom',
  ]);
});
