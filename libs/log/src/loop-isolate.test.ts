import { Fenced } from './loop-checkpoint';
import { type Item } from './loop-decode';
import { isolate } from './loop-isolate';
import { BatchQueue } from './loop-queue';
import { LogUnavailable } from './port';

const item = (offset: number, partition = 0): Item => ({
  partition,
  offset,
  subject: `s${offset}`,
  text: '',
  read: { fault: undefined },
});
const fine = (offset: number, partition = 0): Item => ({
  ...item(offset, partition),
  read: { fact: {} as never },
});
const items = (count: number): Item[] => Array.from({ length: count }, (_, n) => fine(n));

describe('isolating a fact that cannot be handled', () => {
  test.each([0, 7, 63])(
    'finds number %i of 64, runs everything in order, and the bad one as a fault',
    async (bad) => {
      const done: number[] = [];
      let runs = 0;
      await isolate(items(64), (some) => {
        runs++;
        if (some.some(({ offset, read }) => offset === bad && !('fault' in read)))
          return Promise.reject(new Error('poison'));
        done.push(...some.map(({ offset }) => offset));
        return Promise.resolve();
      });
      expect(done).toEqual(Array.from({ length: 64 }, (_, n) => n));
      expect(runs).toBeLessThan(20);
    },
  );

  test('an outage is nobody’s fault', async () => {
    const run = jest.fn(() => Promise.reject(new LogUnavailable('away')));
    await expect(isolate(items(8), run)).rejects.toThrow('away');
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('what cannot even be parked holds up instead of being lost', async () => {
    await expect(isolate(items(2), () => Promise.reject(new Error('nothing works')))).rejects.toThrow(
      'nothing works',
    );
  });
});

describe('the queue of batches', () => {
  test('runs what arrived meanwhile together, one step at a time', async () => {
    const steps: number[] = [];
    const queue = new BatchQueue(async (some) => {
      steps.push(some.length);
      await new Promise((resolve) => setImmediate(resolve));
    });
    const first = queue.add(0, items(3));
    await Promise.resolve();
    await Promise.all([first, queue.add(1, items(2)), queue.add(2, items(4))]);
    expect(steps).toEqual([3, 6]);
  });

  test('a partition that somebody else has moved fails alone', async () => {
    const queue = new BatchQueue((some) =>
      some.some(({ partition }) => partition === 1)
        ? Promise.reject(new Fenced(new Set([1])))
        : Promise.resolve(),
    );
    const results = await Promise.allSettled([
      queue.add(0, [fine(0, 0)]),
      queue.add(1, [fine(0, 1)]),
      queue.add(2, [fine(0, 2)]),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
