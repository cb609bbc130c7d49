import { Code, Id, Instant, Reason, Shape } from '@satupintu/events';
import { Type } from '@sinclair/typebox';

/** A case that perhaps tells of the same thing, and what speaks for it. */
export const TwinShape = Shape({
  complaintId: Id,
  trackingId: Code,
  status: Code,
  filedAt: Instant,
  probability: Type.Number(),
  evidence: Type.Array(Reason),
});
