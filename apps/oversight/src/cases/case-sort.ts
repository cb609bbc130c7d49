import { isId } from '@satupintu/events';
import { invalidCursor, invalidQuery, parseCursor } from '@satupintu/service';

/** What a list of cases can be sorted by; `-` before it reverses. */
export const sorts = ['filedAt', 'dueAt', 'ageDays', 'escalationLevel'] as const;
export type Sort = (typeof sorts)[number];

export interface Sorting {
  /** a number or an instant of `case_row c` */
  readonly sql: string;
  readonly type: 'timestamptz' | 'double precision' | 'integer';
  readonly descending: boolean;
}

/**
 * Ages are compared at the instant of the first page (`$1`), so that later pages go on where it stopped. Where nothing
 * is due a case comes last, whichever way round.
 */
function orderOf(sort: Sort, descending: boolean): Sorting {
  switch (sort) {
    case 'filedAt':
      return { sql: 'c.filed_at', type: 'timestamptz', descending };
    case 'dueAt':
      return {
        sql: `coalesce(c.due_at, '${descending ? '-' : ''}infinity')`,
        type: 'timestamptz',
        descending,
      };
    case 'ageDays': {
      const age = 'extract(epoch from coalesce(c.ended_at, $1::timestamptz) - c.filed_at)';
      return { sql: `(${age})::double precision`, type: 'double precision', descending };
    }
    case 'escalationLevel':
      return { sql: 'c.escalation_level', type: 'integer', descending };
  }
}

/** Newest first unless said otherwise. @throws Problem 400 `invalid-query` */
export function sortingOf(text = '-filedAt'): Sorting {
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  const known = sorts.find((sort) => sort === name);
  if (known) return orderOf(known, descending);
  throw invalidQuery([
    { pointer: '/sort', detail: `must be one of ${sorts.join(', ')}, with or without - before it` },
  ]);
}

/** Where a page begins: the instant at which ages are compared, and the sort key of the last row before. */
export interface PageStart {
  readonly now: string;
  readonly after?: { readonly key: string | number; readonly complaintId: string };
}

const isInstant = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));

function isKey(value: unknown, { type }: Sorting): value is string | number {
  if (type === 'timestamptz') return value === 'infinity' || value === '-infinity' || isInstant(value);
  return (
    typeof value === 'number' &&
    (type === 'double precision' || (Number.isInteger(value) && Math.abs(value) < 1e6))
  );
}

/** @throws Problem 400 `invalid-cursor`, also where it was given out for another sort */
export function startOf(cursor: string | undefined, sorting: Sorting, now: string): PageStart {
  if (cursor === undefined) return { now };
  const [at, key, complaintId] = parseCursor(cursor, 3);
  if (isInstant(at) && isKey(key, sorting) && isId(complaintId)) {
    return { now: at, after: { key, complaintId } };
  }
  throw invalidCursor();
}
