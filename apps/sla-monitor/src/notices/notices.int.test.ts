import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { caseFold } from '@satupintu/domain';
import { COMPLAINTS, type ComplaintFactType, isId } from '@satupintu/events';
import { testPostgres } from '@satupintu/embedded';
import { MemoryLog, rebuild } from '@satupintu/log';
import { type Config } from '@satupintu/service';
import { Mailbox, Receiver } from '@satupintu/service/testing';
import { generateMasterKey } from '@satupintu/vault';
import { monitorOf } from '../firing/monitor';
import { project } from '../project';
import { clockViews } from '../views';
import { accept, answer, filing, health, offer, Watching } from '../watching.fixture';
import { channelOf, type Send } from './channel';
import { Deliveries } from './deliver';
import { Dispatch } from './dispatch';

const postgres = testPostgres();
const panrb = { role: 'national', organisation: 'nat.panrb' } as const;
const coordinator = { role: 'coordinator', organisation: 'gov.32.04' } as const;
const START = 90_000;

/** `resolve` of a case accepted on 17 March 2026 ends on 14 April, 16:00 in Jakarta; the next morning begins at 07:30. */
const missed = '2026-04-14T09:00:00.000Z';
const morning = '2026-04-15T00:30:00.000Z';

let log: MemoryLog;
let watching: Watching;
let mailbox: Mailbox;
let receiver: Receiver;
let hook: string;
let settings: Partial<Config>;
const masterKey = generateMasterKey();

async function open(over: Partial<Config> = {}): Promise<void> {
  log = new MemoryLog();
  mailbox = new Mailbox();
  receiver = new Receiver();
  hook = await receiver.open();
  const smtpUrl = await mailbox.open();
  const noticeFrom = 'satu pintu <tenggat@lapor.example.go.id>';
  settings = { smtpUrl, noticeFrom, noticeBackoffMs: 20, developmentIssuer: true, masterKey, ...over };
  watching = await Watching.start(await postgres.database(), log, settings);
  await watching.publishDirectory();
}
afterEach(async () => {
  await watching.close();
  await Promise.all([mailbox.close(), receiver.close()]);
});

const contact = (body: object, who: Parameters<Watching['call']>[0] = panrb) =>
  watching.call(who, '/v1/notices/contacts', body);
const byMail = (place: object, email = 'dinas@example.go.id') => contact({ ...place, email });
const unit = { organisation: 'gov.32.04', unit: health };
const noticesOf = async (query = '') => (await watching.call(panrb, `/v1/notices${query}`)).json.items;

async function cases(count: number, over: Parameters<typeof filing>[1] = {}): Promise<string[]> {
  const filed = Array.from({ length: count }, () => filing(undefined, over));
  const at = '2026-03-17T04:00:00.000Z';
  await watching.say(...filed.flatMap((one) => [one, offer(one.subject), accept(one.subject, at)]));
  await watching.settle();
  return filed.map(({ subject }) => subject);
}
const told = (complaint: string, type: ComplaintFactType = 'NoticeSent') => watching.factsOf(complaint, type);

/** Machine time: what is tried again by itself. */
async function until(isThere: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 45_000; !(await isThere());) {
    if (Date.now() > end) throw new Error('it did not happen');
    await delay(20);
  }
}

test(
  'a step is told to its addressee by letter, the next morning, with its proof on the log',
  async () => {
    await open();
    await byMail(unit);
    const [complaint = ''] = await cases(1);
    await watching.moveTo('2026-04-14T20:00:00.000Z');
    const before = mailbox.letters.length;
    expect(await noticesOf('?state=pending')).toMatchObject([
      { complaintId: complaint, kind: 'step', level: 1, at: missed, to: unit, dueAt: missed },
    ]);
    await watching.moveTo(morning);

    expect(mailbox.letters).toHaveLength(before + 1);
    const letter = mailbox.letters.at(-1)!;
    expect(letter.to).toEqual(['dinas@example.go.id']);
    expect(letter.headers).toContain('Auto-Submitted: auto-generated');
    expect(letter.text).toContain(`LP-${complaint.slice(0, 8)}`);
    expect(letter.text).toContain('14 April 2026');
    expect(letter.text.indexOf('menunggu tindakan')).toBeLessThan(letter.text.indexOf('waits for you'));
    expect(letter.text).toContain('escalation step 1');

    const [sent] = (await watching.factsOf(complaint, 'NoticeSent')).slice(-1);
    expect(sent).toMatchObject({
      at: morning,
      data: { to: unit, by: 'email', sentAt: morning, about: [{ kind: 'step', level: 1, at: missed }] },
    });
    expect(sent!.data.proof).toEqual({ code: 250, text: expect.stringContaining('queued as') });
    expect(JSON.stringify(sent)).not.toContain('@');
    expect(letter.id).toBe(`<${sent!.data.noticeId}@lapor.example.go.id>`);
    const shown = await noticesOf(`?state=sent&complaintId=${complaint}`);
    expect(shown.at(-1)).toMatchObject({ noticeId: sent!.data.noticeId, proof: sent!.data.proof, level: 1 });
    await watching.moveTo('2026-04-16T00:00:00.000Z');
    expect(mailbox.letters).toHaveLength(before + 1);
  },
  START,
);

test(
  'a webhook carries codes and instants, signed so that anybody with the secret can tell',
  async () => {
    await open();
    const { status, json } = await contact({ ...unit, webhook: { url: hook } });
    expect(status).toBe(201);
    const [complaint = ''] = await cases(1);
    await watching.moveTo(morning);
    const { headers, body } = receiver.calls.at(-1)!;
    const key = Buffer.from(json.webhook.secret.replace('whsec_', ''), 'base64');
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    );
    const message = JSON.parse(body);
    expect(message).toMatchObject({
      type: 'notice.summary',
      timestamp: morning,
      data: { noticeId: headers['webhook-id'], to: unit, count: 1, complaints: 1, more: 0 },
    });
    expect(message.data.items).toMatchObject([
      {
        complaintId: complaint,
        class: 'complaint',
        clockKind: 'resolve',
        kind: 'step',
        level: 1,
        dueAt: missed,
      },
    ]);
    expect(isId(headers['webhook-id'])).toBe(true);
    expect((await watching.factsOf(complaint, 'NoticeSent')).at(-1)!.data).toMatchObject({
      by: 'webhook',
      proof: { code: 204 },
    });
  },
  START,
);

test(
  'after an outage of nine days each addressee gets one summary, in working hours, oldest first',
  async () => {
    await open({ noticeItems: 3 });
    await byMail(unit, 'dinas@example.go.id');
    await byMail({ organisation: 'gov.32.04' }, 'kota@example.go.id');
    await byMail({ organisation: 'gov.32' }, 'provinsi@example.go.id');
    const complaints = await cases(8);
    await watching.moveTo('2026-04-14T08:00:00.000Z');
    mailbox.letters.length = 0;
    // Nine days without anybody who fires, then the scheduler is back at midnight.
    watching.clock.set('2026-04-23T17:00:00.000Z');
    await monitorOf(watching.deps).fire();
    await watching.settle();
    for (const complaint of complaints) expect(await told(complaint, 'CaseEscalated')).toHaveLength(2);
    expect(mailbox.letters).toHaveLength(0);
    await watching.moveTo('2026-04-24T01:00:00.000Z');

    const box = (name: string) => mailbox.letters.filter(({ to }) => to.includes(`${name}@example.go.id`));
    expect([box('dinas').length, box('kota').length, box('provinsi').length]).toEqual([1, 1, 0]);
    expect(box('dinas')[0]!.text).toContain('8 laporan');
    expect(box('dinas')[0]!.text).toContain('… and 5 more.');
    for (const complaint of complaints) {
      const sent = await watching.factsOf(complaint, 'NoticeSent');
      expect(sent.filter(({ data }) => data.about.some(({ kind }) => kind === 'step'))).toHaveLength(2);
      expect(sent.slice(-2).map(({ data }) => data.sentAt)).toEqual(
        Array(2).fill('2026-04-24T00:30:00.000Z'),
      );
    }
  },
  START,
);

test(
  'where nobody can be reached nothing is said; a contact that comes later gets one summary of what is still open',
  async () => {
    await open();
    const [answered = '', ...waiting] = await cases(3);
    await watching.moveTo('2026-04-15T00:00:00.000Z');
    await watching.say(answer(answered, '2026-04-15T00:00:00.000Z'));
    await watching.settle();
    await watching.moveTo('2026-04-16T00:00:00.000Z');
    const pending = await noticesOf('?state=no_contact&organisation=gov.32.04');
    const steps = pending.filter(({ kind }: any) => kind === 'step');
    expect(steps.map(({ complaintId }: any) => complaintId).sort()).toEqual([...waiting].sort());
    for (const complaint of [answered, ...waiting]) expect(await told(complaint)).toEqual([]);
    const metrics = await fetch(`${watching.services[0]!.address}/metrics`).then((answer) => answer.text());
    expect(metrics).toMatch(/satupintu_notice_unreachable_addressees\{[^}]*\} 2\n/);

    await byMail(unit);
    await watching.moveTo('2026-04-16T02:00:00.000Z');
    expect(mailbox.letters).toHaveLength(1);
    expect(mailbox.letters[0]!.text).toContain('2 laporan');
    expect(await told(answered)).toEqual([]);
    const left = await noticesOf('?state=no_contact');
    expect(left.filter(({ to }: any) => to.unit === health)).toEqual([]);
  },
  START,
);

test(
  'danger to life is told at once, at any hour, unless the installation says otherwise',
  async () => {
    await open();
    await byMail(unit);
    const filed = [filing(), filing()];
    const at = '2026-03-17T04:00:00.000Z';
    const [urgent, ordinary] = filed.map(({ subject }) => offer(subject));
    Object.assign(urgent!.data, { emergency: true });
    await watching.say(...filed, urgent!, ordinary!, ...filed.map(({ subject }) => accept(subject, at)));
    await watching.moveTo('2026-04-14T08:00:00.000Z');
    mailbox.letters.length = 0;
    await watching.moveTo('2026-04-14T20:00:00.000Z');
    expect(mailbox.letters).toHaveLength(1);
    expect(mailbox.letters[0]!.headers).toContain('EMERGENCY');
    expect(mailbox.letters[0]!.text).toContain('1 laporan');
    await watching.moveTo(morning);
    expect(mailbox.letters).toHaveLength(2);
    expect(mailbox.letters[1]!.text).toContain(`LP-${filed[1]!.subject.slice(0, 8)}`);
    expect(mailbox.letters[1]!.text).not.toContain(`LP-${filed[0]!.subject.slice(0, 8)}`);
  },
  START,
);

describe('whatever dies', () => {
  /** Up to where the step waits to be told and nothing was sent of it. */
  async function waitingStep(over: Partial<Config> = {}): Promise<string> {
    await open(over);
    const [complaint = ''] = await cases(1);
    await watching.moveTo('2026-04-14T20:00:00.000Z');
    await byMail(unit);
    watching.clock.set(morning);
    return complaint;
  }
  const dispatched = () => new Dispatch(watching.deps).run(morning);
  const stopped = new AbortController().signal;

  test(
    'between the word of the mail server and the fact: the same notice goes again, with the same Message-ID',
    async () => {
      const complaint = await waitingStep();
      const real = channelOf(watching.deps.config);
      const crashing: Send = async (way, message) => {
        await real(way, message);
        throw new Error('the process died');
      };
      expect(await dispatched()).toBe(1);
      await expect(new Deliveries(watching.deps, crashing).pass(stopped)).rejects.toThrow('the process died');
      expect(await told(complaint)).toEqual([]);
      await watching.deps.pool.query('update notice_delivery set next_attempt_at = now()');
      await until(async () => (await told(complaint)).length > 0);
      expect(mailbox.letters).toHaveLength(2);
      expect(mailbox.letters[1]).toMatchObject({
        id: mailbox.letters[0]!.id,
        text: mailbox.letters[0]!.text,
      });
      expect(await told(complaint)).toHaveLength(1);
    },
    START,
  );

  test(
    'a process that hangs after sending is relieved by another one; the log is told once',
    async () => {
      const complaint = await waitingStep({ noticeTimeoutMs: 200 });
      const real = channelOf(watching.deps.config);
      let resume: () => void = () => undefined;
      const hanging: Send = async (way, message) => {
        const receipt = await real(way, message);
        await new Promise<void>((done) => (resume = done));
        return receipt;
      };
      await dispatched();
      const other = await watching.join();
      const pass = new Deliveries(watching.deps, hanging).pass(stopped);
      await until(async () => (await told(complaint)).length > 0);
      resume();
      await pass;
      await watching.settle();
      expect(new Set(mailbox.letters.map(({ id }) => id)).size).toBe(1);
      expect(mailbox.letters.length).toBeGreaterThan(1);
      expect(await told(complaint)).toHaveLength(1);
      await watching.leave(other);
    },
    START,
  );

  test(
    'two processes make and send a notice once',
    async () => {
      const complaint = await waitingStep();
      await watching.join();
      await Promise.all(watching.services.map(({ deps }) => monitorOf(deps).fire()));
      await until(async () => (await told(complaint)).length > 0);
      await Promise.all(watching.services.map(({ deps }) => monitorOf(deps).fire()));
      await watching.settle();
      expect(mailbox.letters).toHaveLength(1);
      expect(await told(complaint)).toHaveLength(1);
    },
    START,
  );

  test(
    'a log that is read again into an empty database tells nobody anything',
    async () => {
      await open();
      await byMail(unit);
      const complaints = await cases(3);
      await watching.moveTo(morning);
      const letters = mailbox.letters.length;
      expect(letters).toBeGreaterThan(0);
      const facts = await Promise.all(complaints.map((complaint) => told(complaint)));
      await watching.close();

      watching = await Watching.start(await postgres.database(), log, settings);
      watching.clock.set(morning);
      await watching.settle();
      await byMail(unit);
      await watching.moveTo('2026-04-15T05:00:00.000Z');
      expect(mailbox.letters).toHaveLength(letters);
      expect(await Promise.all(complaints.map((complaint) => told(complaint)))).toEqual(facts);
      expect(await noticesOf('?state=sent')).not.toHaveLength(0);
    },
    START,
  );

  test(
    'a rebuild sends nothing and shows the same',
    async () => {
      await open();
      await byMail(unit);
      await cases(2);
      await watching.moveTo(morning);
      const [letters, shown] = [mailbox.letters.length, await noticesOf()];
      expect(shown.length).toBeGreaterThan(0);
      const { deps } = watching;
      await rebuild({
        ...{ log, pool: deps.pool, logger: deps.logger, handle: project(deps), views: clockViews },
        ...{ service: 'sla_monitor', topic: COMPLAINTS, fold: caseFold },
      });
      await watching.moveTo('2026-04-15T05:00:00.000Z');
      expect(await noticesOf()).toEqual(shown);
      expect(mailbox.letters).toHaveLength(letters);
    },
    START,
  );
});

describe('a server that does not take it', () => {
  test(
    'is tried again until the limit, then the log says so; the virtual clock waits for nobody',
    async () => {
      await open({ smtpUrl: 'smtp://127.0.0.1:1', noticeAttempts: 3 });
      const [complaint = ''] = await cases(1);
      await watching.moveTo('2026-04-14T20:00:00.000Z');
      await byMail(unit);
      await watching.moveTo('2026-06-01T00:00:00.000Z');
      expect(await told(complaint, 'CaseEscalated')).toHaveLength(4);
      await until(async () => (await told(complaint, 'NoticeFailed')).length > 0);
      const [failed] = await watching.factsOf(complaint, 'NoticeFailed');
      expect(failed!.data).toMatchObject({ attempts: 3, reason: 'unreachable', to: unit, by: 'email' });
      expect(await told(complaint)).toEqual([]);
      await until(async () => (await noticesOf(`?state=failed`)).length > 0);
    },
    START,
  );

  test(
    'a recipient whom the server does not know is given up at once',
    async () => {
      await open();
      mailbox.refuse = 550;
      await byMail(unit);
      const [complaint = ''] = await cases(1);
      await watching.moveTo(morning);
      await until(async () => (await told(complaint, 'NoticeFailed')).length > 0);
      const [failed] = await watching.factsOf(complaint, 'NoticeFailed');
      expect(failed!.data).toMatchObject({ attempts: 1, reason: 'smtp-550' });
    },
    START,
  );

  test(
    'what was answered meanwhile is not sent any more',
    async () => {
      await open({ noticeBackoffMs: 60_000 });
      receiver.status = 503;
      const [complaint = ''] = await cases(1);
      await watching.moveTo('2026-04-14T20:00:00.000Z');
      await contact({ ...unit, webhook: { url: hook } });
      await watching.moveTo(morning);
      expect(await noticesOf('?state=sending')).toContainEqual(
        expect.objectContaining({ kind: 'step', level: 1, problem: 'http-503', attempts: 1 }),
      );
      const calls = receiver.calls.length;
      await watching.say(answer(complaint, morning));
      await watching.settle();
      await watching.deps.pool.query('update notice_delivery set next_attempt_at = now()');
      await until(
        async () =>
          (
            await watching.deps.pool.query(
              `select from notice_item i join notice_delivery d using (notice_id) where d.state = 'open'`,
            )
          ).rowCount === 0,
      );
      expect(receiver.calls).toHaveLength(calls);
      expect((await noticesOf()).filter(({ kind }: any) => kind === 'step')).toEqual([]);
    },
    START,
  );
});

describe('contacts', () => {
  beforeEach(() => open(), START);

  test('are set by those who answer for the body, listed without secrets, and lie sealed', async () => {
    const { json } = await contact({ ...unit, webhook: { url: hook } }, coordinator);
    expect(json.webhook.secret).toMatch(/^whsec_/);
    await byMail({ organisation: 'gov.32.04' }, 'siti@example.go.id');
    const { json: list } = await watching.call(coordinator, '/v1/notices/contacts');
    expect(list.items).toMatchObject([
      { organisation: 'gov.32.04', email: 'siti@example.go.id' },
      { ...unit, webhook: { url: hook } },
    ]);
    expect(JSON.stringify(list)).not.toContain('whsec_');
    const { rows } = await watching.deps.pool.query('select * from notice_contact');
    const stored = JSON.stringify(rows) + rows.map(({ sealed }: any) => sealed.toString('latin1')).join();
    expect(stored).not.toContain('siti@');
    expect(stored).not.toContain(json.webhook.secret);
  });

  test.each([
    ['a unit of another body', coordinator, { organisation: 'gov.32', email: 'a@example.go.id' }, 403],
    [
      'a liaison',
      { role: 'liaison', organisation: 'gov.32.04', unit: health },
      { ...unit, email: 'a@example.go.id' },
      403,
    ],
    [
      'an office of the Ombudsman',
      { role: 'analyst', organisation: 'ombudsman', unit: 'ombudsman/32' },
      { organisation: 'ombudsman', email: 'a@example.go.id' },
      403,
    ],
    [
      'the centre for an office',
      { role: 'analyst', organisation: 'ombudsman' },
      { organisation: 'ombudsman', unit: 'ombudsman/32', email: 'a@example.go.id' },
      201,
    ],
    [
      'an unknown unit',
      panrb,
      { organisation: 'gov.32.04', unit: 'gov.32.04/nothing', email: 'a@example.go.id' },
      422,
    ],
    [
      'both ways',
      panrb,
      { ...unit, email: 'a@example.go.id', webhook: { url: 'https://example.go.id/' } },
      422,
    ],
    ['no way', panrb, unit, 422],
    ['two recipients', panrb, { ...unit, email: 'a@example.go.id, b@example.go.id' }, 400],
    [
      'a letter with a header of its own',
      panrb,
      { ...unit, email: 'a@example.go.id\r\nBcc: b@example.go.id' },
      400,
    ],
    ['the cloud’s own address', panrb, { ...unit, webhook: { url: 'http://169.254.169.254/' } }, 422],
    ['a private address', panrb, { ...unit, webhook: { url: 'https://10.0.0.1/' } }, 422],
    [
      'a weak secret',
      panrb,
      { ...unit, webhook: { url: 'https://example.go.id/', secret: 'whsec_MTIz' } },
      400,
    ],
  ] as const)('%s', async (_, who, body, status) => {
    expect((await contact(body, who as never)).status).toBe(status);
  });

  test('the same key gives the same answer, secret included, and is kept sealed', async () => {
    const send = (body: object) =>
      watching.call({ ...panrb, subject: 'p-1' }, '/v1/notices/contacts', body, { 'idempotency-key': 'k-1' });
    const body = { ...unit, webhook: { url: hook } };
    const first = await send(body);
    expect(await send(body)).toEqual(first);
    expect((await send({ ...unit, email: 'a@example.go.id' })).status).toBe(422);
    const { rows } = await watching.deps.pool.query('select facts, answer from idempotency');
    expect(JSON.stringify(rows)).not.toContain(first.json.webhook.secret);
  });

  test('are removed', async () => {
    await byMail(unit);
    const path = `/v1/notices/contacts?organisation=gov.32.04&unit=${encodeURIComponent(health)}`;
    expect((await watching.call(coordinator, path, undefined, {}, 'DELETE')).status).toBe(200);
    expect((await watching.call(coordinator, path, undefined, {}, 'DELETE')).status).toBe(404);
  });
});
