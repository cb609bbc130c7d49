import { invalidCursor, parseCursor } from '@satupintu/service';

/** A cursor of a list that is only ever added to: the place of the last row. @throws Problem 400 `invalid-cursor` */
export function placeOf(cursor: string): number {
  const [place] = parseCursor(cursor, 1);
  if (typeof place === 'number') return place;
  throw invalidCursor();
}
