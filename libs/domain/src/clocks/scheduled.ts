import { canonical, type Versioned } from './versions';

/** A version that takes effect later than another, and the one that it then follows. */
export interface Scheduled<V> {
  readonly version: V;
  readonly over: V;
}

/**
 * The versions that take effect after a date, earliest first. What is published to take effect on that date has to
 * go into each of them as well, or it would be lost when they come.
 *
 * @param published in the order of publication
 */
export function scheduledAfter<V extends Versioned>(
  published: readonly V[],
  effectiveFrom: string,
): Scheduled<V>[] {
  const byDate = new Map(published.map((each) => [each.effectiveFrom, each]));
  const inOrder = [...byDate.values()].sort((one, other) =>
    one.effectiveFrom < other.effectiveFrom ? -1 : 1,
  );
  return inOrder.flatMap((version, index) => {
    const over = inOrder[index - 1];
    return version.effectiveFrom > effectiveFrom && over ? [{ version, over }] : [];
  });
}

/** A part of a version that it took over from the one before: there an earlier amendment still holds. */
export const isTakenOver = (part: unknown, before: unknown): boolean =>
  part === before || (part !== undefined && before !== undefined && canonical(part) === canonical(before));

/** Keeps the members of an amendment's table that concern what a later version took over. */
export const takenOver = <T>(
  posted: Readonly<Record<string, T>> | undefined,
  version: Readonly<Record<string, unknown>> = {},
  over: Readonly<Record<string, unknown>> = {},
): Record<string, T> =>
  Object.fromEntries(Object.entries(posted ?? {}).filter(([key]) => isTakenOver(version[key], over[key])));
