import { Code, Id, Instant, Maybe, OneOf, OrganisationCode, Owner, Shape, UnitCode } from '@satupintu/events';
import { ListQuery, WEBHOOK_SECRET } from '@satupintu/service';
import { Type } from '@sinclair/typebox';

const place = { organisation: OrganisationCode, unit: Maybe(UnitCode) };
const Email = Type.String({
  maxLength: 254,
  pattern: '^[^\\s@<>",;:\\\\()\\[\\]]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$',
});
const Url = Type.String({ minLength: 1, maxLength: 2_000 });
const Secret = Type.String({ pattern: WEBHOOK_SECRET });

export const ContactBody = Shape({
  ...place,
  email: Maybe(Email),
  webhook: Maybe(Shape({ url: Url, secret: Maybe(Secret) })),
});
export const ContactSet = Shape({
  ...place,
  email: Maybe(Email),
  /** the secret is shown here and never again */
  webhook: Maybe(Shape({ url: Url, secret: Secret })),
  since: Instant,
});
export const ContactShown = Shape({
  ...place,
  email: Maybe(Email),
  webhook: Maybe(Shape({ url: Url })),
  since: Instant,
});
export const ContactPlace = Shape(place);
export const ContactsQuery = Shape({ organisation: Maybe(Code), ...ListQuery });

/**
 * pending: goes with the next summary; no_contact: nobody can be reached; sending: tried, not taken yet; sent, failed:
 * facts on the log.
 */
export const NoticeState = OneOf('pending', 'no_contact', 'sending', 'sent', 'failed');
export const NoticesQuery = Shape({
  organisation: Maybe(Code),
  state: Maybe(NoticeState),
  complaintId: Maybe(Type.String({ maxLength: 100 })),
  ...ListQuery,
});
export const NoticeShown = Shape({
  complaintId: Id,
  trackingId: Type.String(),
  class: Code,
  clockId: Id,
  clockKind: Maybe(Code),
  kind: OneOf('step', 'reminder'),
  level: Maybe(Type.Integer({ minimum: 1, maximum: 4 })),
  at: Instant,
  to: Owner,
  dueAt: Maybe(Type.Union([Instant, Type.Null()])),
  reason: Maybe(Type.String()),
  policyVersion: Maybe(Code),
  urgent: Type.Boolean(),
  state: NoticeState,
  noticeId: Maybe(Id),
  by: Maybe(OneOf('email', 'webhook')),
  sentAt: Maybe(Instant),
  proof: Maybe(Shape({ code: Type.Integer(), text: Maybe(Type.String()) })),
  failedAt: Maybe(Instant),
  attempts: Maybe(Type.Integer()),
  nextAttemptAt: Maybe(Instant),
  problem: Maybe(Code),
});
