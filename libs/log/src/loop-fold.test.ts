import { randomUUID } from 'node:crypto';
import { encode, type Fact } from '@satupintu/events';
import fc from 'fast-check';
import { decodeBatch, type Item } from './loop-decode';
import { BEHIND, foldItems, type Known } from './loop-fold';
import { message, messageIdOf, subjects, type Thread, threads } from './loop.fixture';

const itemsOf = (facts: readonly Fact[]): Item[] =>
  decodeBatch({
    topic: 't',
    partition: 0,
    records: facts.map((one, offset) => ({ partition: 0, offset, key: one.subject, value: encode(one) })),
  });
const fresh = () => ({ fold: threads, known: new Map<string, Known<Thread>>(), blocked: new Set<string>() });

test('a fact seen before changes nothing, and is handed on as repeated with the state as it is', () => {
  const [subject = ''] = subjects(1);
  const one = message(subject);
  const { applied } = foldItems(itemsOf([one, one]), fresh());
  expect(applied.map(({ verdict }) => verdict.kind)).toEqual(['applied', 'repeated']);
  expect(applied[1]?.before).toBe(applied[1]?.after);
});

test('a fact that cannot be folded leaves the state alone; what follows about its subject waits, the rest goes on', () => {
  const [sick = '', well = ''] = subjects(2);
  const context = fresh();
  const facts = [message(sick), message(sick, { subject: 'sour' }), message(well), message(sick)];
  const { applied, parked } = foldItems(itemsOf(facts), context);
  expect(applied.map(({ position }) => position.offset)).toEqual([0, 2]);
  expect(parked.map(({ item, reason }) => [item.offset, reason])).toEqual([
    [1, 'Error: a fact that cannot be folded'],
    [3, BEHIND],
  ]);
  expect(context.known.get(sick)?.state?.messages).toHaveLength(1);
});

test('a record under a key that is not its subject is no fact', () => {
  const value = encode(message(randomUUID()));
  const [item] = decodeBatch({
    topic: 't',
    partition: 0,
    records: [{ partition: 0, offset: 0, key: 'other', value }],
  });
  expect(item?.read).toHaveProperty('fault');
});

test('any repetition, in any batches, folds to what each fact once folds to', () => {
  const people = subjects(3);
  const facts = Array.from({ length: 12 }, (_, n) => message(people[n % 3] ?? ''));
  const expected = people.map((subject) => facts.filter((one) => one.subject === subject).map(messageIdOf));
  const repeats = fc.array(fc.nat({ max: 11 }), { maxLength: 40 });
  fc.assert(
    fc.property(repeats, fc.integer({ min: 1, max: 9 }), (again, size) => {
      // A fact may come again at any time after it came first.
      const stream = facts.flatMap((one, n) => [
        one,
        ...again.filter((m) => m <= n && (m + n) % 3 === 0).map((m) => facts[m] ?? one),
      ]);
      const context = fresh();
      const items = itemsOf(stream);
      for (let at = 0; at < items.length; at += size) foldItems(items.slice(at, at + size), context);
      expect(people.map((subject) => context.known.get(subject)?.state?.messages)).toEqual(expected);
    }),
  );
});
