import { createHmac } from 'node:crypto';
import { caseFold } from '@satupintu/domain';
import { testPostgres } from '@satupintu/embedded';
import { type AgencyEvent, COMPLAINTS, decode, type Fact, idOf, REFERENCE } from '@satupintu/events';
import { rebuild } from '@satupintu/log';
import { directoryPublished, Receiver, Stand } from '@satupintu/service/testing';
import { addMasterKey, envMasterKey, generateMasterKey } from '@satupintu/vault';
import { casework } from '../definition';
import { accepted, at, contributionId, filed, invited, offered, say, words } from '../lives.fixture';
import { Webhooks } from './webhooks';

const postgres = testPostgres();
let stand: Stand;
let receiver: Receiver;
let url: string;

const city = 'gov.32.04';
const province = 'gov.32';
const coordinator = (organisation = city) => stand.as('coordinator', organisation);
const path = (organisation = city, rest = '') => `/v1/feeds/${organisation}/webhooks${rest}`;
const add = async (organisation = city, body: object = {}) =>
  (await coordinator(organisation).post(path(organisation), { url, ...body })).body;
const shown = async (organisation = city) =>
  (await coordinator(organisation).get(path(organisation))).body.items;
const eventsOf = (calls: readonly { body: string }[]) =>
  calls.map(({ body }) => JSON.parse(body) as AgencyEvent);
const feedOf = async (organisation = city, cursor = ''): Promise<AgencyEvent[]> =>
  (await coordinator(organisation).get(`/v1/feeds/${organisation}?limit=200${cursor}`)).body.items;
const types = (events: readonly AgencyEvent[]) => events.map(({ type }) => type.replace('id.satupintu.', ''));
const message = (hour: number) =>
  say('ThreadMessagePosted', hour, { messageId: idOf(`message:${hour}`), words });

/** Facts about webhooks that stand on the log. */
async function told(): Promise<Fact[]> {
  await stand.running.deps.reference.catchUp();
  const facts: Fact[] = [];
  for await (const { records } of stand.running.deps.log.read(REFERENCE))
    facts.push(...records.map(({ value }) => decode(value)).filter(({ subject }) => subject === 'feeds'));
  return facts;
}

/** Machine time: what is tried again by itself. */
async function until(isThere: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 45_000; !(await isThere());)
    if (Date.now() > end) throw new Error('it did not happen');
}

beforeEach(async () => {
  receiver = new Receiver();
  url = await receiver.open();
  const settings = { developmentIssuer: true, feedBackoffMs: 20, feedAttempts: 3, feedTimeoutMs: 2_000 };
  stand = await Stand.start(casework, await postgres.database(), at(20), settings);
  await stand.publish(directoryPublished);
});
afterEach(async () => {
  await stand.stop();
  await receiver.close();
});

test('events are brought one after the other, as the feed tells them, signed for who knows the secret', async () => {
  await stand.say(filed(), offered(1));
  const { secret, state, ...set } = await add();
  expect({ ...set, state }).toMatchObject({ organisation: city, url, since: at(20) });
  await stand.say(accepted(2), message(3), message(4));
  const calls = await receiver.received(4);
  expect(eventsOf(calls)).toEqual(await feedOf());
  expect(types(eventsOf(calls))).toEqual([
    'disposition-offered',
    'disposition-accepted',
    'thread-message-posted',
    'thread-message-posted',
  ]);
  for (const { headers, body } of calls) {
    const key = Buffer.from((secret as string).replace('whsec_', ''), 'base64');
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    expect(headers).toMatchObject({
      'content-type': 'application/cloudevents+json',
      'webhook-id': (JSON.parse(body) as AgencyEvent).id,
      'webhook-signature': `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    });
  }
  await until(async () => (await feedOf(city, `&cursor=${(await shown())[0].cursor}`)).length === 0);
});

test('much that waits is brought page after page, each once, in the order of the feed', async () => {
  await stand.say(filed(), offered(1), ...Array.from({ length: 240 }, (_, n) => message(n + 2)));
  await add();
  const brought = eventsOf(await receiver.received(241)).map(({ id }) => id);
  const first = (await coordinator().get(`/v1/feeds/${city}?limit=200`)).body;
  const feed = [...first.items, ...(await feedOf(city, `&cursor=${first.next}`))];
  expect(brought).toEqual(feed.map(({ id }) => id));
});

test('one that begins at a cursor of the feed is brought what comes after it', async () => {
  await stand.say(filed(), offered(1));
  const { body } = await coordinator().get(`/v1/feeds/${city}?limit=1`);
  await add(city, { cursor: body.next });
  await stand.say(accepted(2));
  expect(types(eventsOf(await receiver.received(1)))).toEqual(['disposition-accepted']);
});

test('what is not taken is brought again, nothing overtakes it, and after the last attempt the log is told', async () => {
  receiver.status = 503;
  const { webhookId } = await add();
  await stand.say(filed(), offered(1), accepted(2));
  await until(async () => (await shown())[0].state === 'stopped');
  const [first] = eventsOf(receiver.calls);
  expect(eventsOf(receiver.calls).map(({ id }) => id)).toEqual(Array(3).fill(first!.id));
  expect(await shown()).toMatchObject([
    { webhookId, state: 'stopped', problem: 'http-503', attempts: 3, stoppedAt: at(20) },
  ]);
  await until(async () => (await told()).length === 1);
  expect((await told())[0]).toMatchObject({
    type: 'FeedDeliveryStopped',
    at: at(20),
    by: { role: 'rule' },
    data: { webhookId, organisation: city, attempts: 3, reason: 'http-503' },
  });
});

test('one that was given up goes on where it stopped, and nothing is lost', async () => {
  const { webhookId } = await add();
  await stand.say(filed(), offered(1));
  await receiver.received(1);
  receiver.status = 503;
  await stand.say(accepted(2), message(3));
  await until(async () => (await shown())[0].state === 'stopped');
  receiver.status = 204;
  receiver.calls.length = 0;

  const resumed = await coordinator().post(
    path(city, `/${webhookId}/resume`),
    {},
    { 'idempotency-key': 'r-1' },
  );
  expect(resumed).toMatchObject({ status: 200, body: { webhookId, state: 'active' } });
  expect(types(eventsOf(await receiver.received(2)))).toEqual([
    'disposition-accepted',
    'thread-message-posted',
  ]);
  const again = await coordinator().post(
    path(city, `/${webhookId}/resume`),
    {},
    { 'idempotency-key': 'r-1' },
  );
  expect(again).toEqual(resumed);
  expect((await told()).map(({ type }) => type)).toEqual(['FeedDeliveryStopped', 'FeedDeliveryResumed']);
  expect((await shown())[0]).toMatchObject({ state: 'active' });
  expect(await coordinator().post(path(city, `/${webhookId}/resume`), {})).toMatchObject({
    status: 409,
    body: { code: 'already-active' },
  });
});

test('a body that lost what it had has its events brought again from a cursor, under the same ids', async () => {
  const { webhookId, cursor } = await add();
  await stand.say(filed(), offered(1), accepted(2));
  const before = eventsOf(await receiver.received(2));
  await until(async () => (await feedOf(city, `&cursor=${(await shown())[0].cursor}`)).length === 0);
  await coordinator().post(path(city, `/${webhookId}/resume`), { cursor });
  expect(eventsOf(await receiver.received(4)).slice(2)).toEqual(before);
});

test('a receiver that says that it is gone is called no more', async () => {
  receiver.status = 410;
  await add();
  await stand.say(filed(), offered(1), accepted(2));
  await until(async () => (await shown())[0].state === 'stopped');
  expect(receiver.calls).toHaveLength(1);
});

test('a contributor that is released is brought that, and nothing after it', async () => {
  await add(province);
  const released = say('ContributorReleased', 4, { dispositionId: contributionId, reason: 'not-needed' });
  await stand.say(filed(), offered(1), accepted(2), invited(3), released, message(5));
  await add(city);
  await stand.say(message(6));
  await receiver.received(8);
  const mine = eventsOf(receiver.calls).filter(({ data }) => data.organisation === province);
  expect(types(mine)).toEqual(['contributor-invited', 'contributor-released']);
  expect(mine[1]!.data).toMatchObject({ takesPart: false, dispositionStatus: 'withdrawn' });
  expect(mine).toEqual(await feedOf(province));
});

test('of two processes one brings an event, and a rebuild brings nothing', async () => {
  await add();
  await stand.beside(async () => {
    await stand.say(
      filed(),
      offered(1),
      accepted(2),
      ...Array.from({ length: 40 }, (_, n) => message(n + 3)),
    );
    await receiver.received(42);
    await until(async () => (await feedOf(city, `&cursor=${(await shown())[0].cursor}`)).length === 0);
  });
  const { log, pool } = stand.running.deps;
  const { views } = casework;
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const handle = casework.handle(stand.running.deps);
  await rebuild({ log, pool, views, handle, fold: caseFold, logger, service: 'casework', topic: COMPLAINTS });
  await stand.say(message(50));
  const brought = eventsOf(await receiver.received(43)).map(({ id }) => id);
  expect([brought.length, new Set(brought).size]).toEqual([43, 43]);
});

test('where it goes to and its secret lie sealed; the secret is shown once, in the same bytes to a repeat', async () => {
  const call = () => coordinator().post(path(), { url }, { 'idempotency-key': 'w-1' });
  const first = await call();
  expect(first).toMatchObject({ status: 201, body: { secret: expect.stringMatching(/^whsec_/) } });
  expect(await call()).toEqual(first);
  expect(await shown()).toEqual([
    {
      webhookId: first.body.webhookId,
      organisation: city,
      url,
      since: at(20),
      state: 'active',
      attempts: 0,
      cursor: expect.any(String),
    },
  ]);
  const { rows } = await stand.running.deps.pool.query(
    `select to_jsonb(w)::text as w, encode(sealed, 'escape') as sealed from feed_webhook w
     union all select to_jsonb(i)::text, '' from idempotency i`,
  );
  expect(JSON.stringify(rows)).not.toContain(first.body.secret);
  expect(JSON.stringify(rows)).not.toContain('127.0.0.1');
  expect(await coordinator().remove(path(city, `/${first.body.webhookId}`))).toMatchObject({ status: 200 });
  expect(await coordinator().remove(path(city, `/${first.body.webhookId}`))).toMatchObject({ status: 404 });
  await stand.say(filed(), offered(1));
  expect(receiver.calls).toEqual([]);
});

test('a new master key takes webhooks over as they are', async () => {
  const { pool } = stand.running.deps;
  const keys = generateMasterKey();
  const [before, after] = [envMasterKey(keys), envMasterKey(addMasterKey(keys))];
  const target = { url, secret: 'whsec_aGFsbw==' };
  const webhook = { webhookId: idOf('rotated'), organisation: city, target, since: at(20) };
  await new Webhooks(pool, before).add(webhook, new Map());
  await new Webhooks(pool, after).rewrap();
  const { rows } = await pool.query('select master_key from feed_webhook');
  expect(rows).toEqual([{ master_key: after.current }]);
  expect(await new Webhooks(pool, after).get(city, webhook.webhookId)).toMatchObject(webhook);
});

test('a body keeps its own webhooks and no other’s', async () => {
  const { webhookId } = await add();
  const other = stand.as('coordinator', province);
  for (const { status } of [
    await other.get(path()),
    await other.post(path(), { url }),
    await other.remove(path(city, `/${webhookId}`)),
    await other.post(path(city, `/${webhookId}/resume`), {}),
    await other.get(path('gov.99')),
    await stand.as('liaison', city, `${city}/dinas-kesehatan`).get(path()),
    await stand.as('executive', city).get(path()),
    await stand.as('analyst', 'ombudsman').get(path()),
  ])
    expect(status).toBe(403);
  expect((await other.remove(path(province, `/${webhookId}`))).status).toBe(404);
  expect((await stand.as('national', 'nat.panrb').get(path())).body.items).toHaveLength(1);
  expect((await stand.as('analyst', 'ombudsman').get(path('ombudsman'))).status).toBe(200);
});

test.each([
  ['http://example.go.id/', 'must begin with https://'],
  ['https://10.0.0.1/', 'is an address that is not public'],
  ['nowhere', 'is not a URL'],
])('nothing is brought to %s: it %s', async (target, detail) => {
  expect(await coordinator().post(path(), { url: target })).toMatchObject({
    status: 422,
    body: { code: 'invalid-webhook', errors: [{ pointer: '/url', detail }] },
  });
});

test('what is no cursor, and more addresses than a body needs, are refused', async () => {
  expect(await coordinator().post(path(), { url, cursor: 'eA' })).toMatchObject({
    status: 400,
    body: { code: 'invalid-cursor' },
  });
  for (let n = 0; n < 10; n++) await add();
  expect(await coordinator().post(path(), { url })).toMatchObject({
    status: 422,
    body: { code: 'too-many-webhooks' },
  });
  const { body } = await coordinator().get(`${path()}?limit=7`);
  expect(body.items).toHaveLength(7);
  expect((await coordinator().get(`${path()}?limit=7&cursor=${body.next}`)).body.items).toHaveLength(3);
  expect((await coordinator().get(`${path()}?cursor=WyJ4Il0`)).status).toBe(400);
});
