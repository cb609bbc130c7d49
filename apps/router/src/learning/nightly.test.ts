import { untilNext } from './nightly';

const hour = 3_600_000;
const at = (utc: string) => Date.parse(`2026-03-02T${utc}:00.000Z`);

describe('the nightly training', () => {
  test('comes at its time in Jakarta', () => {
    expect(untilNext('01:30', at('17:30'))).toBe(hour);
    expect(untilNext('01:30', at('18:00'))).toBe(hour / 2);
    expect(untilNext('23:00', at('15:00'))).toBe(hour);
  });

  test('comes once a night, not twice', () => {
    expect(untilNext('01:30', at('18:30'))).toBe(24 * hour);
    expect(untilNext('00:00', at('17:00'))).toBe(24 * hour);
  });
});
