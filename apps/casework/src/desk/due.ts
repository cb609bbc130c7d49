import { type Case, type Clock, isOpen, isOverdue } from '@satupintu/domain';

/** Clocks that nobody at the body can be late for: they wait for the reporter, or only remind. */
const noDuty: ReadonlySet<string> = new Set([
  'reporter_reply_window',
  'reporter_information_window',
  'review',
]);
const isUnfinished = (clock: Clock) => isOpen(clock) || isOverdue(clock);
const isDuty = (clock: Clock) => !noDuty.has(clock.kind) && isUnfinished(clock);

const isEarlier = (one: Clock, other: Clock) =>
  one.dueAt !== null && (other.dueAt === null || one.dueAt < other.dueAt);
const byDueTime = (one: Clock, other: Clock) => (isEarlier(one, other) ? -1 : isEarlier(other, one) ? 1 : 0);

/** Clocks of a body's part in a case that nothing has stopped, what is due first at the head. */
export const clocksOf = (state: Case, dispositionId: string): Clock[] =>
  Object.values(state.clocks)
    .filter((clock) => clock.dispositionId === dispositionId && isUnfinished(clock))
    .sort(byDueTime);

/** The clock of what the body must do next; none where nothing is asked of it. */
export const nextClock = (state: Case, dispositionId: string): Clock | undefined =>
  clocksOf(state, dispositionId).find(isDuty);

/** When the body must have done the next thing: the earliest due time of its clocks that nothing has stopped. */
export const dueAtOf = (state: Case, dispositionId: string): string | null =>
  nextClock(state, dispositionId)?.dueAt ?? null;
