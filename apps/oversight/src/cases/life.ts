import { ageOf, type Case, clockItem, type ClockItem, heldByBody, holdings } from '@satupintu/domain';

/** The clocks of a case, in the order in which they started. */
export const clocksOf = (state: Case): ClockItem[] =>
  Object.values(state.clocks)
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
    .map((clock) => clockItem(state, clock));

/** How old a case is at `now`, and who held it for how much of that. */
export function heldOf(state: Case, now: string) {
  const held = holdings(state, now);
  return { age: ageOf(state, now), held, heldByBody: heldByBody(held) };
}

/** Every body's part in a case, in the order in which they were asked. */
export const dispositionsOf = (state: Case) =>
  Object.values(state.dispositions).sort((a, b) => (a.offeredAt < b.offeredAt ? -1 : 1));
