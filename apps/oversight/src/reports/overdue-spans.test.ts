import { type Case, type Clock, type Disposition, type Held } from '@satupintu/domain';
import { overdueSpans } from './overdue-spans';

const day = (n: number) => new Date(Date.UTC(2026, 2, n, 9)).toISOString();
const after = (n: number) => new Date(Date.parse(day(n)) + 1).toISOString();
const known = (...entries: readonly (readonly [due: number | null, at: number])[]) =>
  entries.map(([due, at]) => ({ dueAt: due === null ? null : day(due), at: day(at), why: 'w' }));

const clock = (over: Partial<Clock>): Partial<Clock> => ({
  kind: 'resolve',
  dispositionId: 'd',
  climbs: true,
  pauses: [],
  dueHistory: known([10, 1]),
  ...over,
});
const spans = (clocks: readonly Partial<Clock>[], held: readonly Partial<Held>[] = []) =>
  overdueSpans(
    { clocks: Object.fromEntries(clocks.map((one, n) => [n, one])), held } as unknown as Case,
    { dispositionId: 'd' } as Disposition,
  );

describe('when a body was overdue, as it was known then', () => {
  test('is after the due instant, until what it waited for happened', () => {
    expect(spans([clock({})])).toEqual([{ from: after(10) }]);
    expect(spans([clock({ stoppedAt: day(12) })])).toEqual([{ from: after(10), to: day(12) }]);
    expect(spans([clock({ stoppedAt: day(10) })])).toEqual([]);
  });

  test('follows the due time of the day: moved away, brought forward, and without one', () => {
    expect(spans([clock({ dueHistory: known([10, 1], [20, 12]) })])).toEqual([
      { from: after(10), to: day(12) },
      { from: after(20) },
    ]);
    expect(spans([clock({ dueHistory: known([10, 1], [5, 7]) })])).toEqual([{ from: day(7) }]);
    expect(spans([clock({ dueHistory: known([null, 1], [10, 3], [null, 14]) })])).toEqual([
      { from: after(10), to: day(14) },
    ]);
  });

  test('is not while the clock was paused, nor while the case followed another', () => {
    const paused = clock({ dueHistory: known([10, 1], [15, 14]), pauses: [{ from: day(8), to: day(14) }] });
    expect(spans([paused])).toEqual([{ from: after(15) }]);
    expect(spans([clock({ pauses: [{ from: day(8) }] })])).toEqual([]);
    const held = [{ from: day(1) }, { from: day(12), idle: 'merged' as const }, { from: day(16) }];
    expect(spans([clock({})], held)).toEqual([{ from: after(10), to: day(12) }, { from: day(16) }]);
  });

  test('counts each limit that climbs, of each round, and contributions; what only reminds does not', () => {
    const reopened = clock({ round: 1, dueHistory: known([20, 14]), stoppedAt: day(22) });
    const first = clock({ round: 0, stoppedAt: day(9) });
    expect(spans([first, reopened])).toEqual([{ from: after(20), to: day(22) }]);
    expect(spans([clock({ kind: 'assign_unit' })])).toHaveLength(1);
    expect(spans([clock({ kind: 'contribute', climbs: false })])).toHaveLength(1);
    expect(spans([clock({ kind: 'first_follow_up', climbs: false })])).toEqual([]);
    expect(spans([clock({ dispositionId: 'another' })])).toEqual([]);
  });
});
