import { ageOf, type Case, type Clock, isFinal, isOpen, isOverdue, leadOf, windows } from '@satupintu/domain';

const DAY = 86_400_000;

/**
 * The next instant at which a body owes the reporter something: of what runs, or has passed and is still owed. Not
 * what stands still until the reporter has replied, nor what bodies owe each other; nothing while the case follows
 * another one. Limits that run from the filing stay what they are when the case goes from body to body.
 */
export const publicDueAt = (state: Case): string | undefined =>
  isFinal(state) ? undefined : earliest(state, (clock) => isOwed(state, clock));

/** Until when the reporter is waited for. */
export const replyUntil = (state: Case): string | undefined =>
  isFinal(state) ? undefined : earliest(state, ({ kind }) => windows.has(kind));

/** The reporter's own clock: whole days since the filing, whoever had the case; `net` without what it stood still. */
export function ageDays(state: Case, now: string): { gross: number; net: number } {
  const { gross, net } = ageOf(state, now);
  return { gross: Math.floor(gross / DAY), net: Math.floor(net / DAY) };
}

function isOwed(state: Case, { kind, state: standing, dispositionId }: Clock): boolean {
  if (windows.has(kind) || kind === 'review' || standing === 'paused') return false;
  return dispositionId === undefined || dispositionId === leadOf(state)?.dispositionId;
}

function earliest(state: Case, concerns: (clock: Clock) => boolean): string | undefined {
  const clocks = Object.values(state.clocks).filter((clock) => isOpen(clock) || isOverdue(clock));
  const due = clocks.filter(concerns).flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]));
  return due.sort()[0];
}
