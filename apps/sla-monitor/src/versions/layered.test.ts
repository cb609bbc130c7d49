import { type CalendarDay } from '@satupintu/events';
import { layered } from './layered';

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
