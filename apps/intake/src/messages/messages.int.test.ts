import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { caseFold } from '@satupintu/domain';
import { testPostgres } from '@satupintu/embedded';
import { type Actor, COMPLAINTS, type Data, fact } from '@satupintu/events';
import { rebuild } from '@satupintu/log';
import { type Config, newWebhookSecret, webhookHeaders } from '@satupintu/service';
import { Mailbox, Receiver } from '@satupintu/service/testing';
import { generateMasterKey } from '@satupintu/vault';
import { intakeOf } from '../intake';
import { Stand } from '../stand.fixture';
import { project } from '../tracking/project';
import { intakeViews } from '../tracking/views';
import { Compose } from './compose';
import { Deliveries } from './deliver';
import { type Gateway } from './gateway';
import { gatewaysOf } from './gateways';

const postgres = testPostgres();
const START = 90_000;
const at = '2026-03-17T04:00:00.000Z';
const rule: Actor = { role: 'rule' };
const agency: Actor = { role: 'liaison', organisation: 'gov.32.04', subject: 'somebody' };
const operator = 'nat.panrb';
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let folder: string;
let stand: Stand;
const mailbox = new Mailbox();
const gateway = new Receiver();
let url: string;
let smtpUrl: string;

const stands = new Map<string, Stand>();

/** A house with the gateways of a channels file, and a mail server; one for all tests that want the same. */
async function open(channels: object = {}, over: Partial<Config> = {}): Promise<void> {
  const name = JSON.stringify({ channels, over });
  const channelsFile = join(folder, `channels-${stands.size}.json`);
  writeFileSync(channelsFile, JSON.stringify(channels));
  const settings = { channelsFile, smtpUrl, messageBackoffMs: 20, ...over };
  stand = stands.get(name) ?? (await Stand.start(await postgres.database(), settings));
  stands.set(name, stand);
}
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'satupintu-messages-'));
  smtpUrl = await mailbox.open();
  url = await gateway.open();
});
beforeEach(() => {
  Object.assign(gateway, { status: 202, answer: undefined });
  gateway.calls.length = 0;
  mailbox.letters.length = 0;
});
afterAll(async () => {
  for (const one of stands.values()) await one.stop();
  await Promise.all([mailbox.close(), gateway.close()]);
  rmSync(folder, { recursive: true });
}, START);

const inbox = 'lapor@lapor.example.go.id';
const sms = () => ({ sms: { operator, send: { url, token: 'rahasia' } }, email: { operator, inbox } });
const road = { text: 'Jalan rusak di Soreang.', place: { regionCode: '32.04' } };
const phone = '0812-0000-0001';

/** Machine time: what is tried again by itself. */
async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + 30_000; ;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`it did not happen: ${what}`);
    await delay(20);
  }
}
const factsOf = async (complaintId: string, type: string): Promise<any[]> =>
  (await stand.facts(complaintId)).filter((one) => one.type === type || one.type.endsWith(`.${kebab(type)}`));
const kebab = (name: string) => name.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
/** The first fact of a type that is not there at once. */
const said = async (complaintId: string, type: string, count = 1): Promise<any[]> => {
  const facts = await until(`${type} of ${complaintId}`, async () => {
    const found = await factsOf(complaintId, type);
    return found.length >= count && found;
  });
  const ids = facts.map(({ id }) => id);
  await stand.running.deps.loop.verdicts(complaintId, ids, 30_000);
  return facts;
};
const texts = () => gateway.calls.map(({ body }) => JSON.parse(body));

async function file(channel: string, reporter: object, over: object = {}): Promise<any> {
  const token = await stand.token('channel', operator);
  return stand.file({ channel, ...road, reporter, ...over }, { token });
}

const about = (subject: string) => ({ subject, at, by: rule });
const lead = (complaintId: string) =>
  fact('DispositionOffered', `o:${complaintId}`, about(complaintId), offer());
const offer = (): Data<'DispositionOffered'> => ({
  dispositionId: randomUUID(),
  hop: 0,
  organisation: 'gov.32.04',
  decidedBy: 'rule',
  final: false,
  class: 'complaint',
  reasons: [],
  versions: {},
});
/** Takes a case on; gives the disposition. */
async function taken(complaintId: string): Promise<string> {
  await until('filed', () => stand.running.deps.loop.state(complaintId));
  const offered = lead(complaintId);
  const { dispositionId } = offered.data;
  await stand.say(
    offered,
    fact('DispositionAccepted', `a:${complaintId}`, { ...about(complaintId), by: agency }, { dispositionId }),
  );
  return dispositionId;
}
const sealed = (complaintId: string, text: string) =>
  stand.running.deps.vault.seal(complaintId, 'narrative', 'answer', { text });
async function answer(complaintId: string, dispositionId: string, text = 'Sudah ditambal.'): Promise<void> {
  const words = await sealed(complaintId, text);
  await stand.say(
    fact(
      'SubstantiveAnswerGiven',
      `s:${complaintId}`,
      { ...about(complaintId), by: agency },
      { dispositionId, answerId: randomUUID(), words, attachments: [] },
    ),
  );
}

describe('a person who came by text message', () => {
  it(
    'gets the receipt and the answer there, once, in their order, and the log has the proof',
    async () => {
      await open(sms());
      const filed = await file('sms', { phone });
      const dispositionId = await taken(filed.complaintId);
      await answer(filed.complaintId, dispositionId);
      await said(filed.complaintId, 'NotificationDelivered', 2);

      const [receipt, answered] = texts();
      expect(texts()).toHaveLength(2);
      expect(receipt).toMatchObject({ to: '+6281200000001' });
      expect(receipt.text).toContain(filed.trackingId);
      expect(receipt.text).toContain(filed.receiptCode);
      expect(answered.text).toContain('Sudah ditambal.');
      expect(answered.text.length).toBeLessThanOrEqual(459);
      expect(gateway.calls[1]!.headers).toMatchObject({
        authorization: 'Bearer rahasia',
        'idempotency-key': answered.id,
      });

      const [, notified] = await factsOf(filed.complaintId, 'ReporterNotified');
      expect(notified.data).toMatchObject({
        ...{ messageId: answered.id, kind: 'answer', by: 'sms', proof: { code: 202 } },
        answer: { dispositionId, round: 0 },
      });
      expect(JSON.stringify(await stand.facts(filed.complaintId))).not.toContain('81200000001');
      const state = await stand.running.deps.loop.state(filed.complaintId);
      expect(state?.dispositions[dispositionId]?.rounds[0]?.reachedAt).toBe(notified.data.sentAt);
      const { body } = await stand.track(filed);
      expect(body.timeline.at(-1)).toMatchObject({
        kind: 'message_delivered',
        text: expect.stringContaining('SMS'),
      });
    },
    START,
  );

  it(
    'waits for the gateway’s word where it gives one; until then the answer has not reached anybody',
    async () => {
      await open({ sms: { operator, secret, send: { url, reports: true } } });
      const filed = await file('sms', { phone });
      const dispositionId = await taken(filed.complaintId);
      await answer(filed.complaintId, dispositionId);
      const notified = await said(filed.complaintId, 'ReporterNotified', 2);
      expect(await factsOf(filed.complaintId, 'NotificationDelivered')).toEqual([]);

      const { reports } = await intakeOf(stand.running.deps);
      const [receiptId, answerId] = notified.map(({ data }) => data.messageId);
      const words = [
        { messageId: answerId, state: 'delivered' as const, code: '0' },
        { messageId: receiptId, state: 'failed' as const, code: 'absent +62 812 0000 0001' },
      ];
      expect(await reports.take('sms', operator, [...words, ...words])).toBe(4);
      expect(await reports.take('sms', 'gov.33', words)).toBe(0);
      expect(await reports.take('whatsapp', operator, words)).toBe(0);
      const path = '/v1/channels/sms/deliveries';
      const call = async (organisation: string) =>
        stand.call('POST', path, {
          token: await stand.token('channel', organisation),
          body: { items: words.map(({ messageId, state }) => ({ messageId, state })) },
        });
      expect((await call(operator)).body).toEqual({ taken: 2 });
      expect((await call('gov.33')).body).toEqual({ taken: 0 });
      const raw = JSON.stringify({ items: [{ messageId: answerId, state: 'delivered' }] });
      const signature = (key: string) =>
        webhookHeaders(key, { id: 'dlr-1', body: raw }, Math.floor(Date.now() / 1000));
      const signed = (key: string) =>
        stand.call('POST', path, { body: JSON.parse(raw), headers: signature(key) });
      expect((await signed(secret)).body).toEqual({ taken: 1 });
      expect((await signed(newWebhookSecret())).status).toBe(401);
      expect((await stand.call('POST', path, { body: {}, headers: signature(secret) })).status).toBe(401);
      const [delivered] = await said(filed.complaintId, 'NotificationDelivered');
      expect(delivered.data).toMatchObject({ messageId: answerId, proof: { code: 0 } });
      const [failed] = await said(filed.complaintId, 'NotificationFailed');
      expect(failed.data).toMatchObject({ messageId: receiptId, attempts: 1 });
      expect(failed.data.reason).not.toContain('+');
      expect(await factsOf(filed.complaintId, 'NotificationDelivered')).toHaveLength(1);
      const { body } = await stand.track(filed);
      expect(body.timeline.map(({ kind }: any) => kind)).toContain('message_failed');
    },
    START,
  );

  it(
    'has the page where the gateway says nothing for too long',
    async () => {
      await open({ sms: { operator, send: { url, reports: true } } }, { messageReportMs: 100 });
      const filed = await file('sms', { phone });
      const [failed] = await said(filed.complaintId, 'NotificationFailed');
      expect(failed.data).toMatchObject({ kind: 'receipt', reason: 'no-report' });
    },
    START,
  );

  it(
    'is told nothing that is confidential but that there is something',
    async () => {
      await open(sms());
      const filed = await file('sms', { phone }, { confidential: true });
      await answer(filed.complaintId, await taken(filed.complaintId), 'Pejabat itu sudah diperiksa.');
      await said(filed.complaintId, 'NotificationDelivered', 2);
      expect(JSON.stringify(texts())).not.toContain('diperiksa');
      expect(texts()[1].text).toContain(`/lapor/${filed.trackingId}`);
    },
    START,
  );

  it(
    'is not asked what was answered meanwhile',
    async () => {
      await open(sms(), { messageBackoffMs: 60_000 });
      const filed = await file('sms', { phone });
      const { complaintId } = filed;
      const dispositionId = await taken(complaintId);
      await said(complaintId, 'NotificationDelivered');
      gateway.status = 503;
      const words = await sealed(complaintId, 'Di RT berapa?');
      const by = { ...about(complaintId), by: agency };
      const question = { dispositionId, questionId: randomUUID(), words };
      await stand.say(fact('AgencyQuestionAsked', 'q', by, question));
      await until('tried', async () => texts().length === 2);
      expect(texts()[1].text).toContain('Di RT berapa?');
      await stand.call('POST', `/v1/complaints/${filed.trackingId}/replies`, {
        ...{ receipt: filed.receiptCode, body: { kind: 'information', text: 'RT 4.' } },
      });
      gateway.status = 202;
      const { pool } = stand.running.deps;
      await pool.query('update outgoing_message set next_attempt_at = now()');
      await until('dropped', async () => {
        const { rows } = await pool.query(`select from outgoing_message where state = 'dropped'`);
        return rows.length > 0;
      });
      expect(texts()).toHaveLength(2);
    },
    START,
  );
});

describe('a person who came by mail', () => {
  it(
    'gets letters that programs do not answer, and whose replies find the complaint',
    async () => {
      await open(sms());
      const filed = await file('email', { email: 'pelapor@example.org' });
      await answer(filed.complaintId, await taken(filed.complaintId));
      await said(filed.complaintId, 'NotificationDelivered', 2);
      const [, letter] = mailbox.letters;
      expect(letter!.to).toEqual(['pelapor@example.org']);
      expect(letter!.headers).toContain('Auto-Submitted: auto-generated');
      expect(letter!.headers.toLowerCase()).toContain(
        `reply-to: lapor+${filed.trackingId.toLowerCase()}.`.slice(0, 30),
      );
      expect(letter!.headers).toContain(filed.trackingId);
      expect(letter!.text).toContain('Sudah ditambal.');
      expect(letter!.text.indexOf('menjawab')).toBeLessThan(letter!.text.indexOf('has answered'));
      const [, notified] = await factsOf(filed.complaintId, 'ReporterNotified');
      expect(letter!.id).toBe(`<${notified.data.messageId}@lapor.example.go.id>`);
      expect(notified.data.proof.text).not.toContain('@');
    },
    START,
  );

  it(
    'hears of a letter that came back on the page',
    async () => {
      await open(sms());
      const filed = await file('email', { email: 'pelapor@example.org' });
      const [delivered] = await said(filed.complaintId, 'NotificationDelivered');
      const { reports } = await intakeOf(stand.running.deps);
      const { messageId } = delivered.data;
      await reports.take('email', operator, [{ messageId, state: 'failed', code: '5.1.1' }]);
      const [failed] = await said(filed.complaintId, 'NotificationFailed');
      expect(failed.data).toMatchObject({ messageId, reason: 'email-5.1.1' });
    },
    START,
  );
});

describe('a person who came by WhatsApp', () => {
  const chat = () => ({
    whatsapp: { operator, send: { url, token: 't', template: { name: 'kabar_laporan', language: 'id' } } },
  });

  it(
    'gets messages there, known again by our own id',
    async () => {
      await open(chat());
      const filed = await file('whatsapp', { phone: '+62 812 0000 0001' });
      const [notified] = await said(filed.complaintId, 'ReporterNotified');
      expect(texts()[0]).toMatchObject({
        ...{ messaging_product: 'whatsapp', to: '6281200000001', type: 'text' },
        biz_opaque_callback_data: notified.data.messageId,
      });
      expect(texts()[0].text.body).toContain(filed.receiptCode);
    },
    START,
  );

  it(
    'gets a template where only templates are taken',
    async () => {
      await open(chat());
      gateway.status = 400;
      gateway.answer = { error: { code: 131047, message: 'Re-engagement message' } };
      const filed = await file('whatsapp', { phone });
      await until('both', async () => texts().length === 2);
      expect(texts()[1]).toMatchObject({ type: 'template', template: { name: 'kabar_laporan' } });
      expect(JSON.stringify(texts()[1])).toContain(filed.trackingId);
      expect((await said(filed.complaintId, 'NotificationFailed'))[0].data.reason).toBe('whatsapp-131047');
    },
    START,
  );
});

describe('a person who came by somebody’s front end', () => {
  it(
    'is told there, by a signed call; what is in public says no words',
    async () => {
      const receivers = { [operator]: { url, secret } };
      await open({ partner: { operator, receivers }, social: { operator, receivers } });
      const [app, post] = [await file('partner', {}), await file('social', {})];
      for (const { complaintId } of [app, post]) {
        await answer(complaintId, await taken(complaintId));
        await said(complaintId, 'NotificationDelivered', 2);
      }
      const told = texts().map(({ data }) => data);
      const answers = told.filter(({ kind }) => kind === 'answer');
      expect(answers.map(({ complaintId }) => complaintId)).toEqual([app.complaintId, post.complaintId]);
      expect(answers[0].text).toContain('Sudah ditambal.');
      expect(answers[1].text).not.toContain('Sudah ditambal.');
      expect(JSON.stringify(told)).not.toContain(app.receiptCode);
      expect(gateway.calls[0]!.headers['webhook-signature']).toMatch(/^v1,/);
      expect(gateway.calls[0]!.headers['webhook-id']).toBe(told[0].messageId);
    },
    START,
  );
});

describe('the page is what is left', () => {
  it.each([
    ['where there is no gateway', {}, { phone }, 'no-gateway'],
    ['where the person left no address', undefined, { name: 'Contoh' }, 'no-address'],
  ])(
    '%s',
    async (_, channels, reporter, reason) => {
      await open(channels ?? sms());
      const filed = await file('sms', reporter);
      const dispositionId = await taken(filed.complaintId);
      await answer(filed.complaintId, dispositionId);
      const [receipt, answered] = await said(filed.complaintId, 'NotificationFailed', 2);
      expect(receipt.data).toMatchObject({ kind: 'receipt', attempts: 0, reason });
      expect(answered.data).toMatchObject({ kind: 'answer', answer: { dispositionId, round: 0 } });
      const state = await stand.running.deps.loop.state(filed.complaintId);
      expect(state?.dispositions[dispositionId]?.rounds[0]?.reachedAt).toBe(answered.data.failedAt);
      expect(texts()).toEqual([]);
    },
    START,
  );

  it(
    'where the person was cut from the case',
    async () => {
      await open(sms());
      const filed = await file('sms', { phone });
      await said(filed.complaintId, 'NotificationDelivered');
      const dispositionId = await taken(filed.complaintId);
      await stand.call('POST', `/v1/complaints/${filed.trackingId}/erasure`, {
        ...{ receipt: filed.receiptCode, body: { scope: 'identity' } },
      });
      await answer(filed.complaintId, dispositionId);
      const [failed] = await said(filed.complaintId, 'NotificationFailed');
      expect(failed.data).toMatchObject({ kind: 'answer', reason: 'erased', attempts: 0 });
      expect(texts()).toHaveLength(1);
    },
    START,
  );

  it(
    'where the gateway takes nothing, after as many attempts as are set; settling waits for none of them',
    async () => {
      await open(sms(), { messageAttempts: 3 });
      gateway.status = 503;
      const filed = await file('sms', { phone });
      const [failed] = await said(filed.complaintId, 'NotificationFailed');
      expect(failed.data).toMatchObject({ attempts: 3, reason: 'http-503' });
      expect(new Set(texts().map(({ id }) => id)).size).toBe(1);
    },
    START,
  );

  it(
    'where the gateway finds fault with the message, at once',
    async () => {
      await open(sms());
      gateway.status = 422;
      const filed = await file('sms', { phone });
      const [failed] = await said(filed.complaintId, 'NotificationFailed');
      expect(failed.data).toMatchObject({ attempts: 1, reason: 'http-422' });
    },
    START,
  );

  it(
    'for who came by it: nobody who has it before them is written to',
    async () => {
      await open(sms());
      const filed = await stand.file({ ...road, reporter: { phone, email: 'pelapor@example.org' } });
      const other = await file('sms', { phone });
      await said(other.complaintId, 'NotificationDelivered');
      const { rows } = await stand.running.deps.pool.query(
        'select complaint_id from outgoing_message where complaint_id = any($1)',
        [[filed.complaintId, other.complaintId]],
      );
      expect(rows.map(({ complaint_id }) => complaint_id)).toEqual([other.complaintId]);
      expect(await factsOf(filed.complaintId, 'NotificationFailed')).toEqual([]);
    },
    START,
  );
});

it(
  'a person who came to a counter is told by what was left there, but for the receipt, which is printed',
  async () => {
    await open(sms());
    const [called, written] = [
      await file('counter', { phone }),
      await file('counter', { email: 'pelapor@example.org' }),
    ];
    for (const { complaintId } of [called, written]) {
      await answer(complaintId, await taken(complaintId));
      await said(complaintId, 'NotificationDelivered');
    }
    expect(texts()).toHaveLength(1);
    expect(mailbox.letters).toHaveLength(1);
  },
  START,
);

/** One complaint follows another one. */
async function joined(follower: { complaintId: string }, lead: { complaintId: string }): Promise<void> {
  await until('filed', () => stand.running.deps.loop.state(follower.complaintId));
  const merge = { mergeId: randomUUID() };
  const both = { ...merge, lead: lead.complaintId, follower: follower.complaintId };
  const asked = { ...about(follower.complaintId), by: agency };
  await stand.say(
    fact('MergeAsked', `ma:${follower.complaintId}`, asked, { ...merge, into: lead.complaintId }),
    fact('MergeAccepted', `mb:${follower.complaintId}`, { ...about(lead.complaintId), by: agency }, both),
    fact('MergeAccepted', `mc:${follower.complaintId}`, about(follower.complaintId), both),
  );
}

it(
  'those whose complaint was joined with another one get its answer, each by their own way',
  async () => {
    await open(sms());
    const [first, second, web] = [
      await file('sms', { phone }),
      await file('sms', { phone: '0812-0000-0002' }),
      await stand.file(road),
    ];
    const dispositionId = await taken(first.complaintId);
    for (const follower of [second, web]) await joined(follower, first);
    await answer(first.complaintId, dispositionId);
    const told = await said(second.complaintId, 'NotificationDelivered', 2);
    expect(told[1].data).toMatchObject({ kind: 'answer' });
    expect(told[1].data.answer).toBeUndefined();
    const mine = texts().findLast(({ to }) => to === '+6281200000002');
    expect(mine.text).toContain(second.trackingId);
    expect(mine.text).not.toContain(first.trackingId);
    expect(mine.text).toContain('Sudah ditambal.');
    expect(await factsOf(web.complaintId, 'NotificationFailed')).toEqual([]);
  },
  START,
);

it.each([
  ['with its words', { confidential: false }, true],
  ['without its words where it is confidential', { confidential: true }, false],
])(
  'so do those whose complaint follows one that was joined with a third one later, %s',
  async (_, over, hasWords) => {
    await open(sms());
    const [main, middle, last] = [
      await file('sms', { phone }, over),
      await stand.file(road),
      await file('sms', { phone: '0812-0000-0003' }),
    ];
    const dispositionId = await taken(main.complaintId);
    await joined(last, middle);
    await joined(middle, main);
    await answer(main.complaintId, dispositionId);
    const [, answered] = await said(last.complaintId, 'NotificationDelivered', 2);
    expect(answered.data).toMatchObject({ kind: 'answer' });
    const { text } = texts().findLast(({ to }) => to === '+6281200000003');
    expect(text).toContain(last.trackingId);
    expect(text.includes('Sudah ditambal.')).toBe(hasWords);
    // A follower has no answer to confirm, but may say that it is not theirs.
    expect(text).not.toContain('SELESAI');
  },
  START,
);

describe('whatever dies', () => {
  const stopped = new AbortController().signal;

  it(
    'between the word of the gateway and the fact: the same message goes again, with the same id, and is one fact',
    async () => {
      await open(sms(), { messageTimeoutMs: 150 });
      const { deps } = stand.running;
      const { sending, keys } = await intakeOf(deps);
      await sending.stop();
      const filed = await file('sms', { phone });
      await until('applied', () => deps.loop.state(filed.complaintId));
      const directory = () => undefined;
      const compose = new Compose({
        ...deps,
        secret: keys.secret,
        publicUrl: deps.config.publicUrl,
        directory,
      });
      const settings = new Map([['sms', [{ operator, send: { url } }]]]);
      const parts = { config: deps.config, settings, replyTo: () => inbox, replyAbove: '' };
      const real = gatewaysOf(parts)('sms', operator)!;
      const crashing: Gateway = {
        addressOf: (addressee) => real.addressOf(addressee),
        reports: () => false,
        send: async (to, message) => {
          await real.send(to, message);
          throw new Error('the process died');
        },
      };
      const dying = new Deliveries(deps, compose, () => crashing);
      await expect(dying.pass(stopped)).rejects.toThrow('the process died');
      expect(await factsOf(filed.complaintId, 'ReporterNotified')).toEqual([]);
      const next = new Deliveries(deps, compose, () => real);
      await until('relieved', async () => (await next.pass(stopped)) > 0);
      await said(filed.complaintId, 'NotificationDelivered');
      expect(texts().map(({ id, text }) => [id, text])).toEqual([
        [texts()[0].id, texts()[0].text],
        [texts()[0].id, texts()[0].text],
      ]);
      expect(await factsOf(filed.complaintId, 'ReporterNotified')).toHaveLength(1);
    },
    START,
  );

  it(
    'a rebuild sends nothing',
    async () => {
      await open(sms());
      const filed = await file('sms', { phone });
      await said(filed.complaintId, 'NotificationDelivered');
      const { deps } = stand.running;
      await deps.pool.query('delete from outgoing_message');
      await rebuild({
        ...{ log: stand.log, pool: deps.pool, logger: deps.logger, views: intakeViews },
        ...{ service: 'intake', topic: COMPLAINTS, fold: caseFold },
        handle: (batch) => Promise.resolve(project(batch)),
      });
      const { rows } = await deps.pool.query('select from outgoing_message');
      expect([rows, texts().length]).toEqual([[], 1]);
    },
    START,
  );

  it(
    'a log that is read again into an empty database is told to nobody again',
    async () => {
      const masterKey = generateMasterKey();
      await open(sms(), { masterKey });
      const filed = await file('sms', { phone });
      await said(filed.complaintId, 'NotificationDelivered');
      const { log } = stand;
      stands.delete(JSON.stringify({ channels: sms(), over: { masterKey } }));
      await stand.stop('without-log');
      const channelsFile = join(folder, `channels-${stands.size}.json`);
      const again = await Stand.start(await postgres.database(), { channelsFile, masterKey }, log);
      const { pool } = again.running.deps;
      await until('read', async () => {
        const { rows } = await pool.query(`select from outgoing_message where state = 'delivered'`);
        return rows.length === 1;
      });
      expect(texts()).toHaveLength(1);
      stand = again;
      expect(await factsOf(filed.complaintId, 'NotificationFailed')).toEqual([]);
      await again.stop();
    },
    START,
  );
});
