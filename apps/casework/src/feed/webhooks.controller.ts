import { Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { actorOf, type Person } from '@satupintu/domain';
import { decode, encode, fact, type Fact, Id, idOf, isId, REFERENCE, Shape } from '@satupintu/events';
import {
  Call,
  type Command,
  Commanded,
  defaultLimit,
  encodeCursor,
  forbidden,
  invalidCursor,
  ListQuery,
  newWebhookSecret,
  Next,
  notFound,
  openAnswer,
  pageOf,
  parseCursor,
  PathId,
  positionOf,
  Problem,
  reachOf,
  readCursor,
  sealAnswer,
  unavailable,
  ValidQuery,
  webhookUrlFault,
  Who,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { Desk } from '../desk/desk.provider';
import { type Webhook } from './webhook';
import { ResumeBody, Resumption, WebhookBody, WebhookSet, WebhookShown } from './webhook-shapes';
import { Webhooks } from './webhooks';

const Query = Shape(ListQuery);
const keepers = ['coordinator', 'national', 'analyst'] as const;
/** Of one body: an old and a new system, a test of each, and some more. */
const most = 10;
/** What sealed answers are about. */
const answered = 'feed-webhook-answer';

/** Where a body wants its events brought to. */
@Controller('v1/feeds/:organisation/webhooks')
export class WebhooksController {
  private readonly webhooks: Webhooks;

  constructor(private readonly desk: Desk) {
    this.webhooks = new Webhooks(desk.deps.pool, desk.deps.master);
  }

  @Get()
  @Call({
    summary: 'Where a body’s events are brought to, and how far each address has taken them',
    access: keepers,
    query: Query,
    answer: Shape({ items: Type.Array(WebhookShown), next: Next }),
  })
  async list(
    @Who() person: Person,
    @Param('organisation') organisation: string,
    @ValidQuery() { cursor, limit = defaultLimit }: Static<typeof Query>,
  ) {
    this.check(person, organisation);
    const after = cursor === undefined ? null : idFrom(cursor);
    const page = await this.webhooks.page(organisation, after, limit + 1);
    return pageOf(page, limit, shown, ({ webhookId }) => [webhookId]);
  }

  @Post()
  @Call({
    summary:
      'Have a body’s events brought to an address: one at a time, signed, from a cursor or the beginning on',
    access: keepers,
    body: WebhookBody,
    answer: WebhookSet,
    status: 201,
  })
  async add(
    @Param('organisation') organisation: string,
    @Commanded() { person, call, idempotencyKey: key, body }: Command<Static<typeof WebhookBody>>,
  ) {
    this.check(person, organisation);
    const { idempotency, master } = this.desk.deps;
    const repeat = { who: `person:${person.subject}`, call, key, body };
    const attempt = await idempotency.begin(repeat);
    if (attempt.answer !== undefined) return this.opened(attempt.answer);
    const decided = attempt.facts ?? [
      await sealAnswer(master, answered, await this.decided(organisation, attempt.keyHash, body)),
    ];
    const [kept = ''] = await idempotency.decided(attempt, repeat, decided);
    const { url, secret, cursor, ...webhook } = await this.opened(kept);
    await this.webhooks.add({ ...webhook, target: { url, secret } }, readCursor(cursor));
    return this.opened(await idempotency.answered(attempt, repeat, kept));
  }

  @Delete(':webhookId')
  @Call({ summary: 'Bring no more events to an address', access: keepers, answer: Shape({ webhookId: Id }) })
  async remove(
    @Who() person: Person,
    @Param('organisation') organisation: string,
    @PathId('webhookId') webhookId: string,
  ) {
    this.check(person, organisation);
    if (!(await this.webhooks.remove(organisation, webhookId))) throw notFound();
    return { webhookId };
  }

  @Post(':webhookId/resume')
  @Call({
    summary: 'Begin again where an address stopped, or at a cursor, also at an earlier one',
    access: keepers,
    body: ResumeBody,
    answer: Resumption,
  })
  async resume(
    @Param('organisation') organisation: string,
    @PathId('webhookId') webhookId: string,
    @Commanded() { person, call, idempotencyKey: key, body }: Command<Static<typeof ResumeBody>>,
  ) {
    this.check(person, organisation);
    const { idempotency, relay } = this.desk.deps;
    const from = body.cursor === undefined ? undefined : readCursor(body.cursor);
    const repeat = { who: `person:${person.subject}`, call, key, body };
    const attempt = await idempotency.begin(repeat);
    if (attempt.answer !== undefined) return JSON.parse(attempt.answer) as Static<typeof Resumption>;
    const webhook = await this.webhooks.get(organisation, webhookId);
    if (!webhook) throw notFound();
    const decided = attempt.facts ?? [encode(this.resumed(webhook, body.cursor, person, attempt.keyHash))];
    const [kept = ''] = await idempotency.decided(attempt, repeat, decided);
    const resumed = decode(kept) as Fact<'FeedDeliveryResumed'>;
    if (!(await this.webhooks.resume(resumed, from))) throw alreadyActive();
    relay.kick();
    const answer = await this.told(resumed);
    return JSON.parse(await idempotency.answered(attempt, repeat, JSON.stringify(answer))) as typeof answer;
  }

  /** Who may read a body's feed in its name: its coordinator, PANRB, for the Ombudsman the centre. @throws Problem 403 */
  private check({ role, organisation, unit }: Person, asked: string): void {
    const isCentre = role === 'analyst' && organisation === 'ombudsman' && unit === undefined;
    if (role === 'national' || (role === 'coordinator' && organisation === asked)) return;
    if (!isCentre || asked !== 'ombudsman') throw forbidden();
  }

  /** @throws Problem 400 `invalid-cursor`, 404, 422 `invalid-webhook`, `too-many-webhooks` */
  private async decided(
    organisation: string,
    keyHash: string,
    { url, secret = newWebhookSecret(), cursor }: Static<typeof WebhookBody>,
  ): Promise<Static<typeof WebhookSet>> {
    const { config, clock, reference } = this.desk.deps;
    if (!reference.directory().organisation(organisation)) throw notFound();
    const fault = webhookUrlFault(url, reachOf(config));
    if (fault !== undefined) throw refused(fault);
    if ((await this.webhooks.count(organisation)) >= most)
      throw new Problem(422, 'too-many-webhooks', `A body has at most ${most} webhooks.`);
    return {
      webhookId: idOf(`webhook:${keyHash}`),
      organisation,
      url,
      since: clock.now(),
      secret,
      cursor: encodeCursor(readCursor(cursor)),
    };
  }

  /** @throws Problem 409 `already-active` */
  private resumed(webhook: Webhook, cursor: string | undefined, person: Person, keyHash: string) {
    const { webhookId, organisation, state } = webhook;
    if (state === 'active' && cursor === undefined) throw alreadyActive();
    const about = { subject: 'feeds', at: this.desk.deps.clock.now(), by: actorOf(person) };
    return fact('FeedDeliveryResumed', `command:${keyHash}:resume`, about, {
      webhookId,
      organisation,
      cursor: cursor ?? encodeCursor(webhook.cursor),
    });
  }

  /** @throws Problem 503 `not-yet-applied` */
  private async told({ id, subject, data }: Fact<'FeedDeliveryResumed'>): Promise<Static<typeof Resumption>> {
    if (!(await this.desk.deps.reference.wait(id)))
      throw unavailable('not-yet-applied', 'Resumed, but not told yet. Repeat with the same key.', 1);
    const { webhookId, cursor } = data;
    return { webhookId, state: 'active', cursor, position: positionOf([{ id, subject, topic: REFERENCE }]) };
  }

  private async opened(text: string): Promise<Static<typeof WebhookSet>> {
    return (await openAnswer(this.desk.deps.master, answered, text)) as Static<typeof WebhookSet>;
  }
}

const alreadyActive = () =>
  new Problem(409, 'already-active', 'Its events are brought. Name a cursor to have them again.');
const refused = (detail: string) =>
  new Problem(422, 'invalid-webhook', 'Nothing can be brought to this address.', {
    errors: [{ pointer: '/url', detail }],
  });

const shown = ({ target, run: _run, cursor, ...webhook }: Webhook): Static<typeof WebhookShown> => ({
  ...webhook,
  url: target.url,
  cursor: encodeCursor(cursor),
});

/** @throws Problem 400 `invalid-cursor` */
function idFrom(cursor: string): string {
  const [id] = parseCursor(cursor, 1);
  if (isId(id)) return id;
  throw invalidCursor();
}
