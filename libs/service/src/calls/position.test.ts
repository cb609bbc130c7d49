import { randomUUID } from 'node:crypto';
import { COMPLAINTS, REFERENCE } from '@satupintu/events';
import { parsePosition, positionOf } from './position';

const [subject, id, other] = [randomUUID(), randomUUID(), randomUUID()];

test('a position says which facts to wait for, by subject', () => {
  const token = positionOf([
    { subject, id },
    { subject, id: other },
    { subject: 'calendar', id, topic: REFERENCE },
  ]);
  expect(token).toMatch(/^[\w-]+$/);
  expect(parsePosition(token)).toEqual([
    { topic: COMPLAINTS, subject, ids: [id, other] },
    { topic: REFERENCE, subject: 'calendar', ids: [id] },
  ]);
});

test('a position of many complaints names the last fact of each, and fits into an address', () => {
  const facts = Array.from({ length: 100 }, () => randomUUID()).flatMap((subject) => [
    { subject, id: randomUUID() },
    { subject, id: randomUUID() },
  ]);
  const token = positionOf(facts);
  expect(token).toMatch(/^[\w-]{1,5000}$/);
  const last = facts.filter((_, n) => n % 2 === 1);
  expect(parsePosition(token)).toEqual(
    last.map(({ subject, id }) => ({ topic: COMPLAINTS, subject, ids: [id] })),
  );
});

test('a command that wrote nothing has a position too: there is nothing to wait for', () => {
  expect(parsePosition(positionOf([]))).toEqual([]);
});

test.each([
  'x',
  '*',
  Buffer.from('c:a:b').toString('base64url'),
  Buffer.from(`c:${'-'.repeat(36)}:${id}`).toString('base64url'),
  Buffer.from(`c:a'--:${id}`).toString('base64url'),
  'A'.repeat(5000),
  'm-',
  `m-${'A'.repeat(400)}`,
])('what was not given out is refused: %#', (token) =>
  expect(() => parsePosition(token)).toThrow(
    expect.objectContaining({ status: 400, code: 'invalid-position' }),
  ),
);
