import { type Case, type Clock, isOpen, isOverdue } from '@satupintu/domain';

/** Clocks that nobody at the body can be late for: they wait for the reporter, or only remind. */
const noDuty: ReadonlySet<string> = new Set([
  'reporter_reply_window',
  'reporter_information_window',
  'review',
]);
const isDuty = (clock: Clock) => !noDuty.has(clock.kind) && (isOpen(clock) || isOverdue(clock));

/** When the body must have done the next thing: the earliest due time of its clocks that nothing has stopped. */
export function dueAtOf(state: Case, dispositionId: string): string | null {
  const due = Object.values(state.clocks)
    .filter((clock) => clock.dispositionId === dispositionId && isDuty(clock))
    .flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]));
  return due.reduce<string | null>((first, at) => (first === null || at < first ? at : first), null);
}
