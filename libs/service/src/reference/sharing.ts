import { type Directory } from '@satupintu/events';

/**
 * A version holds what it has in common with the one before as the same objects: a thousand small amendments of a
 * directory cost little more memory than one.
 */
export function sharing(next: Directory, previous: Directory | undefined): Directory {
  if (!previous) return next;
  const districts = next.districts && same(next.districts, previous.districts);
  return {
    ...next,
    affairs: same(next.affairs, previous.affairs),
    organisations: sharedRows(next.organisations, previous.organisations, ({ code }) => code),
    unitRules: same(next.unitRules, previous.unitRules),
    ...(districts && { districts }),
  };
}

const same = <T>(next: T, previous: T | undefined): T =>
  previous !== undefined && JSON.stringify(next) === JSON.stringify(previous) ? previous : next;

function sharedRows<T>(next: readonly T[], previous: readonly T[], keyOf: (row: T) => string): T[] {
  const before = new Map(previous.map((row) => [keyOf(row), row]));
  return next.map((row) => same(row, before.get(keyOf(row))));
}
