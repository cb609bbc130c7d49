import { PARTITIONS } from '@satupintu/events';
import { invalidCursor } from './list';

/**
 * How far a reader has come: per partition the last offset that it has seen. Rows of one partition are committed in
 * the order of the log, so nothing ever appears behind such a cursor, and a rebuild does not invalidate it.
 */
export type LogCursor = ReadonlyMap<number, number>;

/** A row that stands at a place in the log and has an instant. */
export interface Placed {
  readonly partition: number;
  readonly offset: number;
  readonly at: string;
}

/** As opaque text for a URL. */
export const encodeCursor = (cursor: LogCursor): string =>
  Buffer.from(JSON.stringify([...cursor].sort(([a], [b]) => a - b))).toString('base64url');

const isWhole = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isPair = (value: unknown): value is [number, number] =>
  Array.isArray(value) && value.length === 2 && isWhole(value[0]) && isWhole(value[1]);

/** The cursor that a caller names, or the beginning. @throws Problem 400 `invalid-cursor` */
export function readCursor(text: string | undefined): LogCursor {
  const cursor = text === undefined ? new Map<number, number>() : decodeCursor(text);
  if (!cursor) throw invalidCursor();
  return cursor;
}

/** All partitions, and the last offset seen of each (-1: none), as two columns for `unnest`. */
export function seenOf(cursor: LogCursor): [partitions: number[], offsets: number[]] {
  const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition);
  return [partitions, partitions.map((partition) => cursor.get(partition) ?? -1)];
}

/** Undefined where the text was never a cursor. */
export function decodeCursor(text: string): LogCursor | undefined {
  try {
    const pairs: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(pairs) && pairs.length <= 1000 && pairs.every(isPair) ? new Map(pairs) : undefined;
  } catch {
    return undefined;
  }
}

/** Merges partitions by instant, keeping the order within each, and says how far that brings the reader. */
export function mergePartitions<R extends Placed>(rows: readonly R[], cursor: LogCursor, limit: number) {
  const queues = new Map<number, R[]>();
  for (const row of rows) queues.set(row.partition, [...(queues.get(row.partition) ?? []), row]);
  const seen = new Map(cursor);
  const items: R[] = [];
  while (items.length < limit) {
    const first = earliest([...queues.values()]);
    if (!first) break;
    queues.get(first.partition)?.shift();
    items.push(first);
    seen.set(first.partition, first.offset);
  }
  return { items, cursor: seen as LogCursor };
}

function earliest<R extends Placed>(queues: readonly (readonly R[])[]): R | undefined {
  const heads = queues.flatMap(([head]) => (head ? [head] : []));
  return heads.reduce<R | undefined>(
    (first, head) => (first && first.at <= head.at ? first : head),
    undefined,
  );
}
