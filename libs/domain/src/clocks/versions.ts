import { idOf } from '@satupintu/events';
import { instantAt, dayOfDate, isoOf, localDate, NATIONAL_ZONE } from './local-time';

/** Something that is published in versions, each in force from a local date on. */
export interface Versioned {
  readonly version: string;
  readonly effectiveFrom: string;
}

/**
 * The version in force at an instant: the latest `effectiveFrom` that has come, the latest published among equals.
 * Before all of them the earliest holds, because a duty without a rule would be no duty.
 *
 * @param published in the order of publication
 */
export function inForce<V extends Versioned>(published: readonly V[], at: string): V | undefined {
  const today = localDate(at, NATIONAL_ZONE);
  const latest = (best: V | undefined, next: V) =>
    !best || next.effectiveFrom >= best.effectiveFrom ? next : best;
  const come = published.filter(({ effectiveFrom }) => effectiveFrom <= today);
  return come.reduce<V | undefined>(latest, undefined) ?? earliest(published);
}

const earliest = <V extends Versioned>(published: readonly V[]) =>
  published.reduce<V | undefined>(
    (best, next) => (!best || next.effectiveFrom < best.effectiveFrom ? next : best),
    undefined,
  );

/** The instant at which a version comes into force: local midnight of the nation. */
export const takesEffectAt = ({ effectiveFrom }: Pick<Versioned, 'effectiveFrom'>): string =>
  isoOf(instantAt(dayOfDate(effectiveFrom), 0, NATIONAL_ZONE));

/** The first instant after another at which a version comes into force. */
export function nextChange(published: readonly Versioned[], after: string): string | undefined {
  return published
    .map(takesEffectAt)
    .filter((instant) => instant > after)
    .sort()[0];
}

/** The same text for the same content, whatever the order of members. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

/** Follows from what was published over what, so that the same publication said twice is one version. */
export const versionName = (effectiveFrom: string, previous: string, content: unknown): string =>
  `${effectiveFrom}.${idOf(`version:${previous}:${canonical(content)}`).slice(0, 8)}`;
