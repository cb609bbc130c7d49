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
])('what was not given out is refused: %#', (token) =>
  expect(() => parsePosition(token)).toThrow(
    expect.objectContaining({ status: 400, code: 'invalid-position' }),
  ),
);
