import { type Case, type Clock, type Disposition, type Span } from '@satupintu/domain';

/** Later than any instant: ISO texts compare as the instants do. */
const NEVER = '~';
const after = (instant: string) => new Date(Date.parse(instant) + 1).toISOString();
const earlier = (one: string, other: string) => (one < other ? one : other);
const later = (one: string, other: string) => (one > other ? one : other);

interface Closed {
  readonly from: string;
  readonly to: string;
}
const closed = ({ from, to = NEVER }: Span): Closed => ({ from, to });
const shown = ({ from, to }: Closed): Span => (to === NEVER ? { from } : { from, to });

/** What is left of the spans outside of another one. */
const without = (spans: readonly Closed[], { from, to }: Closed): Closed[] =>
  spans
    .flatMap((span) => [
      { from: span.from, to: earlier(span.to, from) },
      { from: later(span.from, to), to: span.to },
    ])
    .filter((span) => span.from < span.to);

/** Due times with the stretch in which each was the one that everybody knew; a later entry holds from its instant on. */
function knownDue({ dueHistory, stoppedAt = NEVER }: Clock): (Closed & { readonly dueAt: string | null })[] {
  return dueHistory.map(({ dueAt, at }, n) => {
    const next = dueHistory.slice(n + 1).map((entry) => entry.at);
    return { dueAt, from: at, to: [stoppedAt, ...next].sort()[0] ?? NEVER };
  });
}

/** When a limit had passed, by the due time that was known then, and what it waited for had not happened. */
function overdueOf(clock: Clock): Closed[] {
  const passed = knownDue(clock)
    .flatMap(({ dueAt, from, to }) => (dueAt === null ? [] : [{ from: later(from, after(dueAt)), to }]))
    .filter(({ from, to }) => from < to);
  return clock.pauses.map(closed).reduce(without, passed);
}

/** When a case followed another one. */
export const followedSpans = ({ held }: Case): Span[] =>
  held.flatMap(({ from, idle }, n) => {
    const to = held[n + 1]?.from;
    return idle === 'merged' ? [to === undefined ? { from } : { from, to }] : [];
  });

const isOwed = ({ climbs, kind }: Clock) => climbs || kind === 'contribute';

/**
 * The stretches in which a body was overdue with its part of a case, as it was known in them: with any limit that
 * climbs, of any round, or with a contribution. Not while a clock was paused, nor while the case followed another one.
 */
export function overdueSpans(state: Case, { dispositionId }: Disposition): Span[] {
  const spans = Object.values(state.clocks)
    .filter((clock) => clock.dispositionId === dispositionId && isOwed(clock))
    .flatMap(overdueOf);
  return followedSpans(state).map(closed).reduce(without, spans).map(shown);
}
