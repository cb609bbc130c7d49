import {
  Code,
  ComplaintClass,
  Id,
  Instant,
  Maybe,
  OneOf,
  OrganisationCode,
  Shape,
  UnitCode,
} from '@satupintu/events';
import { type Static, Type } from '@sinclair/typebox';

const Attachments = Type.Array(Id);

export const TimelineEntry = Shape({
  at: Instant,
  kind: Code,
  text: Type.String(),
  /** `reporter`, `system`, or the code of the body */
  by: Code,
});

export const PublicAnswer = Shape({
  kind: OneOf('first', 'substantive'),
  at: Instant,
  organisation: Maybe(OrganisationCode),
  name: Maybe(Type.String()),
  unit: Maybe(UnitCode),
  /** absent where the words were erased */
  text: Maybe(Type.String()),
  attachments: Attachments,
});

export const CaseAnswer = Shape({
  complaintId: Id,
  trackingId: Code,
  status: Code,
  closedReason: Maybe(Code),
  class: ComplaintClass,
  filedAt: Instant,
  title: Maybe(Type.String()),
  /** '' where the reporter had the words erased */
  text: Type.String(),
  attachments: Attachments,
  handler: Maybe(Shape({ organisation: OrganisationCode, name: Type.String(), unit: Maybe(UnitCode) })),
  /** when a body owes the reporter something next */
  dueAt: Maybe(Instant),
  /** until when the reporter is waited for */
  replyUntil: Maybe(Instant),
  /** since the filing, whoever had the case; `net` without what it stood still */
  ageDays: Shape({ gross: Type.Integer({ minimum: 0 }), net: Type.Integer({ minimum: 0 }) }),
  /** the closed complaint that this one goes on from */
  follows: Maybe(Id),
  /** how the case stands that this one was merged into */
  lead: Maybe(Shape({ status: Code, closedReason: Maybe(Code) })),
  timeline: Type.Array(TimelineEntry),
  answers: Type.Array(PublicAnswer),
  canReply: Type.Array(OneOf('information', 'confirm', 'dispute', 'withdraw')),
  erased: OneOf('no', 'identity', 'all'),
});
export type CaseAnswer = Static<typeof CaseAnswer>;

export const ReplyBody = Shape({
  kind: OneOf('information', 'confirm', 'dispute', 'withdraw'),
  text: Maybe(Type.String({ maxLength: 20_000 })),
  rating: Maybe(Type.Integer({ minimum: 1, maximum: 5 })),
  attachments: Maybe(Type.Array(Id, { maxItems: 20, uniqueItems: true })),
});
export type ReplyBody = Static<typeof ReplyBody>;

/** The reason is for the person who asks: it is not kept, as it may say who they are. */
export const ErasureBody = Shape({
  scope: OneOf('identity', 'all'),
  reason: Maybe(Type.String({ maxLength: 2_000 })),
});
export type ErasureBody = Static<typeof ErasureBody>;

export const CommandAnswer = Shape({
  complaintId: Id,
  trackingId: Code,
  status: Code,
  position: Type.String(),
});

/** How the case stands after a reply; after one that came too late for a closed case, the new one that follows it. */
export const ReplyAnswer = Shape({
  ...CommandAnswer.properties,
  receiptCode: Maybe(Type.String({ description: 'of the new complaint' })),
  follows: Maybe(Type.String({ description: 'the closed complaint that the new one goes on from' })),
});
export const ErasureAnswer = Shape({
  complaintId: Id,
  trackingId: Code,
  erased: OneOf('identity', 'all'),
  position: Type.String(),
});
