import { Shape } from '@satupintu/events';
import { cursorOf, invalidCursor, ListQuery, parseCursor } from './list';

export const VersionsQuery = Shape(ListQuery);

/** A page of versions, the last published first; the cursor is a place in the order of publication. */
export function versionsPage<V extends { readonly version: string }>(
  published: readonly V[],
  inForce: string,
  { limit, cursor }: { readonly limit: number; readonly cursor: string | undefined },
) {
  const before = cursor === undefined ? published.length : placeOf(cursor);
  const from = Math.max(0, before - limit);
  const items = published
    .slice(from, before)
    .reverse()
    .map((version) => ({ ...version, inForce: version.version === inForce }));
  return { items, next: from > 0 ? cursorOf([from]) : null };
}

/** @throws Problem 400 `invalid-cursor` */
function placeOf(cursor: string): number {
  const [place] = parseCursor(cursor, 1);
  if (typeof place === 'number' && Number.isInteger(place) && place >= 0) return place;
  throw invalidCursor();
}
