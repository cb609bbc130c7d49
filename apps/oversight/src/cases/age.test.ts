import { type Case } from '@satupintu/domain';
import { ageDays, standstillOf } from './age';

const day = (n: number, hour = 0) => new Date(Date.UTC(2026, 2, n, hour)).toISOString();
const paused = (...clocks: readonly (readonly { from: string; to?: string }[])[]) =>
  standstillOf({
    held: [],
    clocks: Object.fromEntries(clocks.map((pauses, n) => [n, { pauses }])),
  } as unknown as Case);

test('clocks that pause together stand still once', () => {
  expect(paused([{ from: day(3), to: day(5) }], [{ from: day(3), to: day(5) }])).toEqual({
    pausedFor: 2 * 86_400,
  });
  expect(
    paused(
      [{ from: day(3), to: day(6) }],
      [
        { from: day(5), to: day(7) },
        { from: day(10), to: day(11) },
      ],
    ),
  ).toEqual({
    pausedFor: 5 * 86_400,
  });
});

test('an open pause is known by its beginning', () => {
  expect(paused([{ from: day(3), to: day(5) }, { from: day(8) }])).toEqual({
    pausedFor: 2 * 86_400,
    pausedSince: day(8),
  });
});

test('gross age counts every day until the end, net age leaves out pauses', () => {
  const of = { filedAt: day(1), pausedFor: 2 * 86_400 };
  expect(ageDays(of, day(11, 5))).toEqual({ gross: 10, net: 8 });
  expect(ageDays({ ...of, endedAt: day(6) }, day(31))).toEqual({ gross: 5, net: 3 });
  expect(ageDays({ ...of, pausedSince: day(9) }, day(11))).toEqual({ gross: 10, net: 6 });
});
