import { backoff } from './backoff';

test('attempts come ever more rarely, at most four hours apart; forty of them take some five days', () => {
  const waits = Array.from({ length: 39 }, (_, index) => backoff(index + 1, 30_000));
  expect(waits.slice(0, 3)).toEqual([30_000, 60_000, 120_000]);
  expect(Math.max(...waits)).toBe(4 * 3_600_000);
  const days = waits.reduce((sum, wait) => sum + wait, 0) / 86_400_000;
  expect(days).toBeGreaterThan(4.5);
  expect(days).toBeLessThan(6);
});
