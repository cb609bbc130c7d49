import { Code, Id, Instant, Maybe, OneOf, OrganisationCode, Shape } from '@satupintu/events';
import { WEBHOOK_SECRET } from '@satupintu/service';
import { Type } from '@sinclair/typebox';

const Url = Type.String({ minLength: 1, maxLength: 2_000 });
const Secret = Type.String({ pattern: WEBHOOK_SECRET });
const Cursor = Type.String({ maxLength: 2_000 });

export const WebhookBody = Shape({
  url: Url,
  secret: Maybe(Secret),
  /** `next` of a page of the feed; absent: from the beginning */
  cursor: Maybe(Cursor),
});
const shown = { webhookId: Id, organisation: OrganisationCode, url: Url, since: Instant };
export const WebhookSet = Shape({
  ...shown,
  /** shown here and never again */
  secret: Secret,
  cursor: Cursor,
});
/**
 * `cursor`: what it has taken; reads like one of the feed. `stopped`: it took nothing for so long that nobody tries any
 * more; `problem` says why, `resume` begins again.
 */
export const WebhookShown = Shape({
  ...shown,
  state: OneOf('active', 'stopped'),
  cursor: Cursor,
  attempts: Type.Integer({ minimum: 0, description: 'of the event that is to be taken next' }),
  problem: Maybe(Code),
  stoppedAt: Maybe(Instant),
});
export const ResumeBody = Shape({ cursor: Maybe(Cursor) });
export const Resumption = Shape({
  webhookId: Id,
  state: OneOf('active'),
  cursor: Cursor,
  position: Type.String(),
});
