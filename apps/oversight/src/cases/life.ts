import { type Case } from '@satupintu/domain';

const optional = <T>(name: string, value: T | null | undefined) =>
  value === undefined || value === null ? {} : { [name]: value };

/** The clocks of a case as callers see them, in the order in which they started. */
export function clocksOf(state: Case) {
  return Object.values(state.clocks)
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
    .map((clock) => ({
      clockId: clock.clockId,
      complaintId: state.complaintId,
      kind: clock.kind,
      round: clock.round,
      accountable: clock.accountable,
      startedAt: clock.startedAt,
      ...optional('dueAt', clock.dueAt),
      state: clock.state,
      pausedFor: clock.pausedFor,
      calendarVersion: clock.calendarVersion,
      policyVersion: clock.policyVersion,
      ...optional('stoppedAt', clock.stoppedAt),
      ...optional('missedAt', clock.missedAt),
      dueHistory: clock.dueHistory,
      escalationLevel: clock.escalationLevel,
    }));
}

/** Every body's part in a case, in the order in which they were asked. */
export const dispositionsOf = (state: Case) =>
  Object.values(state.dispositions).sort((a, b) => (a.offeredAt < b.offeredAt ? -1 : 1));
