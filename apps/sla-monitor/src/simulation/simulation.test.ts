import { run } from './run';

/** Runs from these seeds are few enough for every build; `npm run simulate` goes through thousands. */
const seeds = { first: 1, count: 500 };

test('no deadline, step, window or reminder is missing or double, whatever dies and whenever', async () => {
  const totals = { crashes: 0, misses: 0, steps: 0 };
  for (let seed = seeds.first; seed < seeds.first + seeds.count; seed += 1) {
    const { faults, trace, crashes, misses, steps } = await run(seed);
    if (faults.length > 0) throw new Error(`npm run simulate -- --only ${seed}\n${trace.join('\n')}`);
    totals.crashes += crashes;
    totals.misses += misses;
    totals.steps += steps;
  }
  // A world in which nothing dies and nothing is missed would prove nothing.
  expect(totals.crashes).toBeGreaterThan(seeds.count / 2);
  expect(totals.misses).toBeGreaterThan(seeds.count);
  expect(totals.steps).toBeGreaterThan(seeds.count);
}, 300_000);

test('a run happens again as it was', async () => {
  const [once, again] = [await run(7), await run(7)];
  expect(again).toEqual(once);
});
