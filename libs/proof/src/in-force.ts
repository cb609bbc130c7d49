import { localDateOf } from './wall-clock';

export interface Version {
  readonly version: string;
  /** local date of the nation (Jakarta) */
  readonly effectiveFrom: string;
}

/** A version, and the instant at which it was published. */
export interface Published<V extends Version> {
  readonly at: string;
  readonly value: V;
}

/**
 * The version in force at an instant: of those whose day has come the one with the latest day, of those the one
 * published last. Before all days the earliest one holds.
 */
export function inForceAt<V extends Version>(published: readonly Published<V>[], at: string): V | undefined {
  const today = localDateOf(at, 'Asia/Jakarta');
  const known = published.filter((one) => one.at <= at).map(({ value }) => value);
  const byDay = [...known].sort((one, other) => compare(one.effectiveFrom, other.effectiveFrom));
  return byDay.findLast(({ effectiveFrom }) => effectiveFrom <= today) ?? byDay[0];
}

const compare = (one: string, other: string) => (one === other ? 0 : one < other ? -1 : 1);
