import { Batcher } from './batcher';

describe('group commit', () => {
  it('writes what came together in one go, and gives each its own result', async () => {
    const groups: number[] = [];
    const batcher = new Batcher(async (items: readonly number[]) => {
      groups.push(items.length);
      return items.map((item) => item * 2);
    }, 10);
    const results = await Promise.all(Array.from({ length: 25 }, (_, index) => batcher.add(index)));
    expect(results).toEqual(Array.from({ length: 25 }, (_, index) => index * 2));
    expect(groups).toEqual([10, 10, 5]);
  });

  it('goes on after a group that failed', async () => {
    let calls = 0;
    const batcher = new Batcher(async (items: readonly string[]) => {
      calls += 1;
      if (calls === 1) throw new Error('disk full');
      return items;
    });
    await expect(batcher.add('a')).rejects.toThrow('disk full');
    await expect(batcher.add('b')).resolves.toBe('b');
  });
});
