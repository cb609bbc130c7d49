import { Maybe } from '@satupintu/events';
import { Type } from '@sinclair/typebox';
import { Problem } from '../http/problem';

/** Members of every list's query; spread them into its `Shape`. */
export const ListQuery = {
  limit: Maybe(Type.Integer({ minimum: 1, maximum: 200 })),
  cursor: Maybe(Type.String({ maxLength: 2000 })),
};
export const defaultLimit = 50;
/** Where the next page begins; null on the last one. */
export const Next = Type.Union([Type.String(), Type.Null()]);

export const invalidCursor = (): Problem =>
  new Problem(400, 'invalid-cursor', 'This cursor was not given out by this list.');

/** An opaque cursor: the sort key of the last row that was given out. */
export const cursorOf = (key: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** @throws Problem 400 `invalid-cursor` */
export function parseCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length === length && key.every(isCell)) return key;
  } catch {
    // not ours: refused below like any other
  }
  throw invalidCursor();
}

const isCell = (value: unknown): value is string | number | null =>
  value === null || typeof value === 'number' || (typeof value === 'string' && !value.includes('\0'));

/** A page out of rows that were read with `limit + 1`: the row too many says that there is a next page. */
export function pageOf<R, I>(
  rows: readonly R[],
  limit: number,
  item: (row: R) => I,
  key: (row: R) => readonly (string | number | null)[],
): { items: I[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(item), next: rows.length > limit && last ? cursorOf(key(last)) : null };
}
