import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { indexDirectory, loadDirectory } from '@satupintu/domain';
import { chooseExamples } from './choose-examples';
import { type Outline } from './read-examples';

const folder = join(__dirname, '../../../../data/directory');
const directory = indexDirectory(loadDirectory((name) => readFileSync(join(folder, name), 'utf8')));

const outline = (n: number, organisation: string | null): Outline => ({
  complaint_id: String(n),
  organisation,
  unit: null,
});
async function* inTurn(...outlines: readonly Outline[]) {
  yield outlines.slice(0, 10);
  yield outlines.slice(10);
}
const choose = (outlines: readonly Outline[]) => chooseExamples(inTurn(...outlines), directory);

describe('choosing what to learn from', () => {
  test('holds the latest tenth back to measure with', async () => {
    const { learn, hold } = await choose(Array.from({ length: 30 }, (_, n) => outline(n, 'nat.pln')));
    expect(hold).toEqual(['27', '28', '29']);
    expect(learn).toHaveLength(27);
  });

  test('learns from refusals as well', async () => {
    const { learn } = await choose([outline(0, null), outline(1, 'nat.pln')]);
    expect(learn).toEqual(['0', '1']);
  });

  test('of very many takes the latest of each label, and all of a rare one', async () => {
    const many = Array.from({ length: 100_000 }, (_, n) => outline(n, n === 7 ? 'nat.bpom' : 'nat.pln'));
    const { learn } = await choose(many);
    expect(learn.length).toBeLessThan(70_000);
    expect(learn[0]).toBe('7');
    expect(learn.at(-1)).toBe('97999');
  });
});
