import { type Case, type Clock, type Disposition, isActive, type Span } from '@satupintu/domain';

interface DueKnown {
  readonly dueAt: string | null;
  /** from when on this was what everybody knew */
  readonly at: string;
}

/**
 * The limit of the first substantive answer: what being in time is measured by. Two, where a class without a limit
 * took it away and the next one gave another.
 */
const limitsOf = (state: Case, { dispositionId }: Disposition): Clock[] =>
  Object.values(state.clocks).filter(
    ({ dispositionId: of, kind, round }) =>
      of === dispositionId && round === 0 && (kind === 'resolve' || kind === 'contribute'),
  );

/** A limit that was taken away from a body which still has the case, by another class, is none from then on. */
const takenAway = ({ state, stoppedAt }: Clock, disposition: Disposition): DueKnown[] =>
  state === 'cancelled' && stoppedAt !== undefined && isActive(disposition)
    ? [{ dueAt: null, at: stoppedAt }]
    : [];

/** What a later entry says of the same instant, or of one before, is what was known then. */
const inForce = (history: readonly DueKnown[]) =>
  history.filter(({ at }, n) => !history.slice(n + 1).some((later) => later.at <= at));

const orNull = <E>(list: readonly E[]) => (list.length === 0 ? null : list);

const following = ({ held }: Case): Span[] =>
  held.flatMap(({ from, idle }, n) => {
    const to = held[n + 1]?.from;
    return idle === 'merged' ? [to === undefined ? { from } : { from, to }] : [];
  });

/** What was known of a due time at any instant, as columns of `handling`. */
export function dueKnown(state: Case, disposition: Disposition) {
  const limits = limitsOf(state, disposition);
  const history = inForce(limits.flatMap((clock) => [...clock.dueHistory, ...takenAway(clock, disposition)]));
  const last = history.at(-1);
  return {
    due_at: last?.dueAt ?? null,
    due_known_at: last?.at ?? null,
    due_before: orNull(history.slice(0, -1).map(({ dueAt, at }) => ({ dueAt, at }))),
    paused: orNull(limits.flatMap(({ pauses }) => pauses)),
    followed: orNull(following(state)),
  };
}
