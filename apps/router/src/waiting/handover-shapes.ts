import { Code, Id, Instant, Maybe, OrganisationCode, Reason, Shape, UnitCode } from '@satupintu/events';
import { Type } from '@sinclair/typebox';

export const HandoverQuery = Shape({ organisation: OrganisationCode });

const Count = Type.Integer({ minimum: 0 });
const WaitingCase = Shape({
  complaintId: Id,
  trackingId: Code,
  kind: Code,
  since: Instant,
  dueAt: Maybe(Instant),
});
/** What an officer who begins finds: what waits, where things usually go, who refused what and why. */
export const HandoverNotes = Shape({
  organisation: OrganisationCode,
  at: Instant,
  days: Count,
  waits: Shape({ triage: Count, arbitration: Count, emergencies: Count, overdue: Count }),
  oldest: Type.Union([WaitingCase, Type.Null()]),
  dueNext: Type.Array(WaitingCase),
  routes: Type.Array(
    Shape({ category: Maybe(Code), organisation: OrganisationCode, unit: Maybe(UnitCode), count: Count }),
  ),
  refusals: Type.Array(
    Shape({
      organisation: OrganisationCode,
      ground: Type.String(),
      proposed: Maybe(OrganisationCode),
      count: Count,
      lastAt: Instant,
    }),
  ),
  lines: Type.Array(Reason),
});
