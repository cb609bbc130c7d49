import { fnv1a, partitionOf } from './partition';

// Published values of FNV-1a, 32 bits. A changed hash would tear the complaints of a running log apart.
test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('the hash of "%s" is the published one', (text, hash) => {
  expect(fnv1a(text)).toBe(hash);
});

test('keys spread evenly over the partitions', () => {
  const counts = new Array<number>(12).fill(0);
  for (let n = 0; n < 12_000; n++) {
    const partition = partitionOf(`3f2a${n}-77aa-5b1c-9d00-${n * 7919}`, 12);
    counts[partition] = (counts[partition] ?? 0) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(850);
  expect(Math.max(...counts)).toBeLessThan(1_150);
});
