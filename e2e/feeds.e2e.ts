import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithKafka } from '@satupintu/embedded';
import { newWebhookSecret } from '@satupintu/service';
import { type Counted, impliedFeed } from '@satupintu/service/testing';
import Ajv from 'ajv';
import { Desk } from './desk';
import { type Answer, eventually, freePort, startSystem, type System } from './harness';
import { expectProof } from './proof';

const bodies = ['gov.32.04', 'gov.32', 'gov.33.74'];
const [city = '', province = ''] = bodies;
const road = {
  text: 'Jalan kabupaten di Soreang, Kabupaten Bandung berlubang.',
  place: { regionCode: '32.04' },
};
const cases = 10;
const rounds = 45;
const settings = { FEED_BACKOFF_MS: '100', FEED_ATTEMPTS: '5', FEED_TIMEOUT_MS: '2000' };

/** A seeded generator, so that a failing run can be made again. */
function chance(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
  return <T>(choices: readonly T[]): T => choices[Math.floor(next() * choices.length)]!;
}

/** One of the programs in docs/examples, as a body would run it. */
class Example {
  readonly file: string;
  private child: ChildProcess | undefined;
  private output = '';

  constructor(
    private readonly name: string,
    private readonly environment: Record<string, string>,
    folder: string,
  ) {
    this.file = join(folder, `${name}-${environment['ORGANISATION'] ?? environment['PORT']}.jsonl`);
  }

  start(): void {
    this.output = '';
    const env = { ...process.env, ...this.environment, FILE: this.file };
    this.child = spawn(process.execPath, [join('docs/examples', `${this.name}.mjs`)], {
      cwd: join(__dirname, '..'),
      env,
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await gone;
  }

  events(): any[] {
    const text = existsSync(this.file) ? readFileSync(this.file, 'utf8') : '';
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  /** Resolves when the receiver can be called: until then it would only be found away. */
  listens = () =>
    eventually(`${this.name} listens`, () =>
      Promise.resolve(this.output.includes('listening on') || undefined),
    );

  said = () => `${this.name}: ${this.output.slice(-500)}`;
}

/** Ids of facts by complaint, in their order. */
function byComplaint(told: readonly { subject: string; factId: string }[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { subject, factId } of told) (found[subject] ??= []).push(factId);
  return found;
}
const told = (events: readonly any[]) =>
  byComplaint(events.map(({ subject, data }) => ({ subject, factId: data.factId })));

const onLog = (log: 'postgres' | 'kafka') => {
  const folder = mkdtempSync(join(tmpdir(), 'satupintu-feeds-'));
  const pick = chance(log === 'kafka' ? 7 : 3);
  const filed: any[] = [];
  let system: System;
  let desk: Desk;
  const readers: Example[] = [];
  let receiver: Example;
  let webhookId: string;
  const before = { ...process.env };

  beforeAll(async () => {
    Object.assign(process.env, settings);
    const options = log === 'kafka' ? ['--kafka'] : [];
    system = await startSystem('--empty', '--clock', '2026-03-02T03:00:00.000Z', ...options);
    desk = new Desk(system);
    const { kafkaBrokers = '' } = system.runtime();
    for (const organisation of bodies) {
      const token = await system.token('coordinator', organisation);
      const own = { ORGANISATION: organisation, API: system.address, TOKEN: token };
      readers.push(new Example('consumer-http', own, folder));
      if (log === 'kafka')
        readers.push(new Example('consumer-kafka', { ...own, KAFKA_BROKERS: kafkaBrokers }, folder));
    }
    const port = await freePort();
    const secret = newWebhookSecret();
    receiver = new Example('receiver-webhook', { SECRET: secret, PORT: String(port) }, folder);
    for (const each of [...readers, receiver]) each.start();
    const url = `http://127.0.0.1:${port}/`;
    ({ webhookId } = await asCity('POST', '/v1/feeds/gov.32.04/webhooks', { url, secret }));
  }, 240_000);
  afterAll(async () => {
    process.env = before;
    const started: (Example | undefined)[] = [...readers, receiver];
    await Promise.all(started.map(async (each) => each?.end('SIGTERM')));
    await system?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const asCity = async (method: string, path: string, body?: object): Promise<any> => {
    const token = await system.token('coordinator', city);
    return desk.granted(system.call(method, path, { token, ...(body && { body }) }));
  };
  const feedOf = async (organisation: string): Promise<any[]> => {
    const token = await system.token('coordinator', organisation);
    const events: any[] = [];
    for (let cursor = ''; ;) {
      const path = `/v1/feeds/${organisation}?limit=200${cursor && `&cursor=${cursor}`}`;
      const { items, next } = await desk.granted(system.call('GET', path, { token }));
      if (items.length === 0) return events;
      events.push(...items);
      cursor = next;
    }
  };
  /** What the facts that counted imply for one body. */
  const implied = async (organisation: string) => {
    const lives = await Promise.all(
      filed.map(async ({ complaintId }) => {
        const { facts } = await desk.analyst(`/v1/oversight/cases/${complaintId}`);
        const counted = facts.filter(({ verdict }: any) => verdict === 'applied') as Counted[];
        const mine = impliedFeed(counted).filter((each) => each.organisation === organisation);
        return mine.map(({ factId }) => ({ subject: complaintId as string, factId }));
      }),
    );
    return byComplaint(lives.flat());
  };
  const arrived = (reader: Example, expected: Record<string, string[]>) =>
    eventually(
      reader.said(),
      async () => {
        const there = reader.events();
        const count = Object.values(expected).flat().length;
        return Promise.resolve(there.length >= count ? there : undefined);
      },
      60,
    ).then((events) => expect([reader.file, told(events)]).toEqual([reader.file, expected]));

  /** Somebody does something to a case, whether it may be done or not. */
  async function step(one: any): Promise<Answer> {
    const { dispositions } = await desk.analyst(`/v1/oversight/cases/${one.complaintId}`);
    const part: any = pick(dispositions);
    const as = async (path: string, body: object) =>
      system.call('POST', path, { token: await system.token('coordinator', part.organisation), body });
    const text = { text: 'Mohon ditindaklanjuti.' };
    const own = (action: string, body: object = {}) =>
      as(`/v1/dispositions/${part.dispositionId}/${action}`, body);
    const reply = (kind: string) => {
      const path = `/v1/complaints/${one.trackingId}/replies`;
      const body = { kind, ...(kind === 'confirm' ? {} : text) };
      return system.call('POST', path, { receipt: one.receiptCode, body });
    };
    return pick([
      () => own('accept'),
      () => own('accept'),
      () => own('decline', { ground: 'UU 23/2014', note: 'Bukan wewenang kami.', proposed: pick(bodies) }),
      () => own('contributors', { organisation: pick(bodies), task: 'Data jalan' }),
      () => own('contributors', { organisation: pick(bodies), task: 'Data jalan' }),
      () => own('release', { reason: 'not-needed' }),
      () => own('answers', { kind: 'first', ...text }),
      () => own('answers', { kind: 'substantive', ...text }),
      () => own('questions', text),
      () => as(`/v1/cases/${one.complaintId}/thread`, text),
      () => as(`/v1/cases/${one.complaintId}/thread`, text),
      () => as(`/v1/cases/${one.complaintId}/merge`, { into: pick(filed).complaintId, reason: 'Sama.' }),
      () => as(`/v1/cases/${one.complaintId}/unmerge`, { reason: 'Lain.' }),
      () => reply('information'),
      () => reply(pick(['confirm', 'dispute'])),
    ])();
  }

  it('tell over random lives what the log implies, on every way, whatever dies meanwhile', async () => {
    for (let n = 0; n < cases; n++)
      filed.push(await desk.file({ ...road, text: `${road.text} Nomor ${n}.` }));
    await system.settle();
    for (let round = 0; round < rounds; round++) {
      const answers = await Promise.all([0, 1, 2].map(() => step(pick(filed))));
      for (const { status, text } of answers)
        expect([status < 500 || status === 503, text]).toEqual([true, text]);
      if (round % 15 === 7) system.kill('casework');
      if (round % 15 === 11) {
        const reader = pick([...readers, receiver]);
        await reader.end('SIGKILL');
        reader.start();
      }
      if (round % 9 === 8) await eventually('settled', async () => (await system.settle(), true), 120);
    }
    await system.moveClock('2026-03-12T03:00:00.000Z');
    await system.settle();
    for (const organisation of bodies) {
      const expected = await implied(organisation);
      const events = await feedOf(organisation);
      expect([organisation, told(events)]).toEqual([organisation, expected]);
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      for (const reader of readers.filter(({ file }) => file.endsWith(`-${organisation}.jsonl`)))
        await arrived(reader, expected);
    }
    await arrived(receiver, await implied(city));
  }, 240_000);

  it('end for a contributor that is released with that, and with nothing after it', async () => {
    const one = await desk.file(road);
    filed.push(one);
    await system.settle();
    await desk.act(one, 'accept', {});
    const invited = await desk.act(one, 'contributors', { organisation: province, task: 'Data jalan' });
    const release = `/v1/dispositions/${invited.dispositionId}/release`;
    await asCity('POST', release, { reason: 'not-needed' });
    await asCity('POST', `/v1/cases/${one.complaintId}/thread`, { text: 'Kami selesaikan sendiri.' });
    await system.settle();
    const mine = (await feedOf(province)).filter(({ subject }) => subject === one.complaintId);
    expect(mine.map(({ type, data }) => [type, data.takesPart])).toEqual([
      ['id.satupintu.contributor-invited', true],
      ...mine.slice(1, -1).map(({ type }) => [type, true]),
      ['id.satupintu.contributor-released', false],
    ]);
    for (const reader of readers.filter(({ file }) => file.endsWith(`-${province}.jsonl`)))
      await arrived(reader, await implied(province));
  }, 120_000);

  it('are what the AsyncAPI document says that is served', async () => {
    const { body } = await system.call('GET', '/v1/asyncapi.json');
    expect(Object.keys(body.channels)).toEqual(expect.arrayContaining(['agency', 'feed', 'webhook']));
    const fits = new Ajv({ strict: false }).compile(body.components.schemas.AgencyEvent);
    for (const event of await feedOf(city)) expect([fits(event), fits.errors]).toEqual([true, null]);
  }, 30_000);

  it('go on from where a webhook was given up, and nothing is lost', async () => {
    await receiver.end('SIGKILL');
    const one = await desk.file(road);
    filed.push(one);
    await system.settle();
    await desk.act(one, 'accept', {});
    const [stopped] = await eventually('given up', async () => {
      const { items } = await asCity('GET', '/v1/feeds/gov.32.04/webhooks');
      return items[0].state === 'stopped' ? items : undefined;
    });
    expect(stopped).toMatchObject({ webhookId, attempts: 5, problem: 'unreachable' });
    await desk.act(one, 'answers', { kind: 'first', text: 'Kami periksa.' });
    receiver.start();
    await receiver.listens();
    const resumed = await asCity('POST', `/v1/feeds/gov.32.04/webhooks/${webhookId}/resume`, {});
    expect(resumed).toMatchObject({ state: 'active', cursor: stopped.cursor });
    await system.settle();
    await arrived(receiver, await implied(city));
  }, 120_000);

  it('bring nothing again after a rebuild, and every view is the same', async () => {
    const brought = receiver.events().length;
    expect((await system.replay('rebuild', 'casework')).code).toBe(0);
    await expectProof(system);
    const last = filed.at(-1);
    await desk.act(last, 'answers', { kind: 'first', text: 'Masih kami periksa.' });
    await system.settle();
    await arrived(receiver, await implied(city));
    expect(receiver.events().length).toBeLessThan(brought + 5);
  }, 180_000);
};

describe('feeds on the Postgres log', () => onLog('postgres'));
describeWithKafka('feeds on the Kafka log', () => onLog('kafka'));
