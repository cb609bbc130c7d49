import { decodeCursor, encodeCursor, mergePartitions, type Placed } from './log-cursor';

const row = (partition: number, offset: number, at: string): Placed => ({ partition, offset, at });
const rows = [row(0, 5, '10'), row(0, 9, '11'), row(1, 2, '09'), row(1, 3, '30'), row(1, 4, '12')];

test('pages go on exactly where the one before stopped, in order within each partition', () => {
  const first = mergePartitions(rows, new Map(), 3);
  expect(first.items).toEqual([row(1, 2, '09'), row(0, 5, '10'), row(0, 9, '11')]);
  const rest = rows.filter(({ partition, offset }) => offset > (first.cursor.get(partition) ?? -1));
  expect(mergePartitions(rest, first.cursor, 3).items).toEqual([row(1, 3, '30'), row(1, 4, '12')]);
});

test('an empty page leaves the cursor as it is', () => {
  const cursor = new Map([[4, 17]]);
  expect(mergePartitions([], cursor, 10)).toEqual({ items: [], cursor });
});

test('a cursor survives its text, and any other text is none', () => {
  const cursor = new Map([
    [4, 17],
    [0, 3],
  ]);
  expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  for (const text of [
    '',
    'x',
    encodeCursor(new Map([[1, -2]])),
    Buffer.from('[[1]]').toString('base64url'),
    'bnVsbA',
  ]) {
    expect(decodeCursor(text)).toBeUndefined();
  }
});
