import { type AgencyEvent } from '@satupintu/events';
import { Moves } from './moves';

const event = {} as AgencyEvent;
const placed = (partition: number, offset: number) => ({
  partition,
  offset,
  at: '2026-03-02T02:00:00.000Z',
  event,
});

test('what a webhook takes is written down once for each partition, from where it stood', () => {
  const moves = new Moves(new Map([[1, 7]]));
  for (const one of [placed(1, 9), placed(2, 0), placed(1, 12), placed(2, 3)]) moves.add(one);
  expect(moves.take()).toEqual([
    { partition: 1, from: 7, to: 12 },
    { partition: 2, from: -1, to: 3 },
  ]);
  expect(moves.take()).toEqual([]);
  moves.add(placed(1, 13));
  expect(moves.take()).toEqual([{ partition: 1, from: 12, to: 13 }]);
});
