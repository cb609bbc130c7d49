import { run } from './run';
import { type Sabotage } from './sabotage';

/** Tries seeds until one finds the fault. @returns what was found, or undefined where all was well */
async function found(sabotage: Sabotage, seeds: number): Promise<string | undefined> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { faults } = await run(seed, { sabotage });
    if (faults[0]) return faults[0].what;
  }
  return undefined;
}

test.each<[Sabotage, number]>([
  ['forgets-seen', 40],
  ['fires-unread', 60],
  ['no-compare-and-set', 60],
  ['random-ids', 120],
  ['skips-due', 60],
])(
  'a service that %s is found out within %i seeds',
  async (sabotage, seeds) => {
    expect(await found(sabotage, seeds)).toBeDefined();
  },
  120_000,
);
