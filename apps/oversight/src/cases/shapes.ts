import { Code, ComplaintClass, Id, Instant, Maybe, OneOf, Owner, RegionCode, Shape } from '@satupintu/events';
import { ClockShown, ListQuery } from '@satupintu/service';
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

const Milliseconds = Type.Integer({ minimum: 0, description: 'milliseconds' });
const age = { gross: Milliseconds, net: Milliseconds };
const Holding = Shape({
  organisation: Code,
  unit: Maybe(Code),
  idle: Maybe(OneOf('merged', 'archived')),
  from: Instant,
  to: Maybe(Instant),
  ...age,
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
  age: Shape(age),
  held: Type.Array(Holding),
  heldByBody: Type.Array(Shape({ organisation: Code, ...age })),
  clocks: Type.Array(ClockShown),
  facts: Type.Array(ShownFact),
});
