import { Code, ComplaintClass, Id, Instant, Maybe, OneOf, Owner, RegionCode, Shape } from '@satupintu/events';
import { ListQuery } from '@satupintu/service';
import { Type } from '@sinclair/typebox';

export const CaseStatus = OneOf(
  'filed', 'triage', 'arbitration', 'needs_information', 'dispositioned', 'in_progress', 'answered', 'closed', 'archived', 'merged',
); // prettier-ignore

/** A local date of Jakarta, or an instant. */
export const DateOrInstant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z)?$',
});

export const CaseQuery = Shape({
  overdue: Maybe(Type.Boolean()),
  escalated: Maybe(Type.Boolean()),
  organisation: Maybe(Code),
  class: Maybe(ComplaintClass),
  category: Maybe(Code),
  region: Maybe(RegionCode),
  status: Maybe(CaseStatus),
  filedFrom: Maybe(DateOrInstant),
  filedTo: Maybe(DateOrInstant),
  q: Maybe(Type.String({ minLength: 1, maxLength: 200 })),
  sort: Maybe(Type.String({ maxLength: 30 })),
  ...ListQuery,
});

const caseMembers = {
  complaintId: Id,
  trackingId: Code,
  status: CaseStatus,
  closedReason: Maybe(OneOf('confirmed', 'silence', 'withdrawn')),
  class: ComplaintClass,
  category: Maybe(Code),
  region: Maybe(RegionCode),
  owner: Owner,
  filedAt: Instant,
  ageDays: Shape({ gross: Type.Integer(), net: Type.Integer() }),
  dueAt: Maybe(Instant),
  overdue: Type.Boolean(),
  escalationLevel: Type.Integer({ minimum: 0, maximum: 4 }),
  hops: Type.Integer(),
  disputes: Type.Integer(),
  reporters: Type.Integer(),
};
export const CaseShown = Shape(caseMembers);

const Clock = Shape({
  clockId: Id,
  complaintId: Id,
  kind: Code,
  round: Type.Integer(),
  accountable: Owner,
  startedAt: Instant,
  dueAt: Maybe(Instant),
  state: OneOf('running', 'paused', 'met', 'missed', 'cancelled'),
  pausedFor: Type.Number({ description: 'seconds' }),
  calendarVersion: Code,
  policyVersion: Code,
  stoppedAt: Maybe(Instant),
  missedAt: Maybe(Instant),
  dueHistory: Type.Array(Type.Object({ dueAt: Type.Union([Instant, Type.Null()]), at: Instant, why: Code })),
  escalationLevel: Type.Integer(),
});
const ShownFact = Shape({
  id: Id,
  position: Type.String(),
  type: Code,
  at: Instant,
  by: Type.Record(Type.String(), Type.String()),
  verdict: OneOf('applied', 'repeated', 'void'),
  code: Maybe(Code),
  cause: Maybe(Id),
  data: Type.Record(Type.String(), Type.Unknown()),
});
export const CaseLife = Shape({
  ...caseMembers,
  anonymous: Type.Boolean(),
  confidential: Type.Boolean(),
  dispositions: Type.Array(Type.Record(Type.String(), Type.Unknown())),
  clocks: Type.Array(Clock),
  facts: Type.Array(ShownFact),
});
