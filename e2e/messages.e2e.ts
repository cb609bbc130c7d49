import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithKafka } from '@satupintu/embedded';
import { Desk } from './desk';
import { eventually, startSystem, type System } from './harness';
import { expectProof } from './proof';

const start = '2026-03-17T03:00:00.000Z';
const operator = 'nat.panrb';

/** A gateway of text messages, and of chats at `/chat`; `struck` is done once, when a message is there and before the sender hears of it. */
class SmsGateway {
  readonly messages: { id: string; to: string; text: string; key: string }[] = [];
  /** our ids of chats */
  readonly chats: string[] = [];
  struck: (() => void) | undefined;
  readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const message = JSON.parse(Buffer.concat(chunks).toString());
      if (request.url === '/chat') this.chats.push(message.biz_opaque_callback_data);
      else this.messages.push({ ...message, key: request.headers['idempotency-key'] });
      const { struck } = this;
      this.struck = undefined;
      if (struck) struck();
      else response.writeHead(202).end();
    });
  });
}

/** Reporters are told by the way they came, through the running system. */
const onLog = (...options: string[]) => {
  const gateway = new SmsGateway();
  const before = { ...process.env };
  let folder: string;
  let system: System;
  let desk: Desk;
  let token: string;

  beforeAll(async () => {
    await new Promise<void>((done) => void gateway.server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(gateway.server.address() as AddressInfo).port}`;
    folder = mkdtempSync(join(tmpdir(), 'satupintu-e2e-channels-'));
    const channels = {
      sms: { operator, send: { url: `${url}/send` } },
      whatsapp: { operator, send: { url: `${url}/chat` } },
    };
    writeFileSync(join(folder, 'channels.json'), JSON.stringify(channels));
    const settings = { CHANNELS_FILE: join(folder, 'channels.json'), MESSAGE_TIMEOUT_MS: '2000' };
    Object.assign(process.env, settings);
    system = await startSystem('--empty', '--clock', start, ...options);
    desk = new Desk(system);
    token = await system.token('channel', operator);
  }, 240_000);
  afterAll(async () => {
    process.env = before;
    await system?.stop();
    gateway.server.closeAllConnections();
    await new Promise<void>((done) => void gateway.server.close(() => done()));
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const text = 'Jalan kabupaten di Desa Cibiru Wetan rusak parah, dua motor jatuh minggu ini.';
  const file = (channel: string, reporter: object): Promise<any> =>
    desk.granted(
      system.call('POST', '/v1/complaints', {
        token,
        body: { channel, text, place: { regionCode: '32.04' }, reporter },
      }),
    );
  const messagesTo = (phone: string) => gateway.messages.filter(({ to }) => to === phone);
  const answered = async (filed: any): Promise<void> => {
    await system.settle();
    const { unit } = await desk.lead(filed);
    await desk.act(filed, 'accept', unit === undefined ? {} : { unit });
    await desk.act(filed, 'answers', { kind: 'substantive', text: 'Lubang sudah ditambal.' });
    await system.settle();
  };

  it('tells them once, in order, with proof, and the page says so', async () => {
    const filed = await file('sms', { phone: '+62 812 0000 0001' });
    await answered(filed);
    const [receipt, answer, ...more] = messagesTo('+6281200000001');
    expect(more).toEqual([]);
    expect(receipt!.text).toContain(filed.receiptCode);
    expect(answer!.text).toContain('Lubang sudah ditambal.');
    const delivered = await desk.facts(filed, 'NotificationDelivered');
    expect(delivered.map(({ data }) => data.messageId)).toEqual([receipt!.id, answer!.id]);
    expect(JSON.stringify(await desk.life(filed))).not.toContain('81200000001');
    const { timeline } = await desk.track(filed);
    expect(timeline.map(({ kind }: any) => kind)).toContain('message_delivered');
  }, 120_000);

  it('tells those whom nobody can write to on the page, at once', async () => {
    const filed = await file('email', { email: 'pelapor@example.org' });
    await answered(filed);
    const failed = await desk.facts(filed, 'NotificationFailed');
    expect(failed.map(({ data: { kind, reason } }) => [kind, reason])).toEqual([
      ['receipt', 'no-gateway'],
      ['answer', 'no-gateway'],
    ]);
    const { reporter_reply_window: window } = await desk.clocks(filed);
    expect(window).toMatchObject({ state: 'running', startedAt: failed[1].at });
    const { timeline } = await desk.track(filed);
    expect(timeline.map(({ kind }: any) => kind)).toContain('message_failed');
  }, 120_000);

  it('counts the reply window from the moment at which the answer is proven to have arrived', async () => {
    const filed = await file('whatsapp', { phone: '+62 812 0000 0002' });
    await answered(filed);
    const sent = await desk.facts(filed, 'ReporterNotified');
    expect(sent.map(({ data }) => data.messageId)).toEqual(gateway.chats);
    expect((await desk.clocks(filed))['reporter_reply_window']).toBeUndefined();
    const arrived = '2026-03-19T05:00:00.000Z';
    await system.moveClock(arrived);
    const items = gateway.chats.map((messageId) => ({ messageId, state: 'delivered' }));
    const body = { items };
    const said = () => system.call('POST', '/v1/channels/whatsapp/deliveries', { token, body });
    expect((await desk.granted(said())).taken).toBe(2);
    expect((await desk.granted(said())).taken).toBe(2);
    const { reporter_reply_window: window } = await desk.clocks(filed);
    expect(window).toMatchObject({ state: 'running', startedAt: arrived });
    expect(await desk.facts(filed, 'NotificationDelivered')).toHaveLength(2);
  }, 120_000);

  it('survives SIGKILL between the word of the gateway and the fact: the same message again, one fact', async () => {
    gateway.struck = () => void system.kill('intake');
    const filed = await file('sms', { phone: '+62 812 0000 0003' });
    const again = await eventually('sent again', async () => {
      const sent = messagesTo('+6281200000003');
      return sent.length > 1 ? sent : undefined;
    });
    expect(again[1]).toEqual(again[0]);
    expect(again[0]!.key).toBe(again[0]!.id);
    const told = await eventually('told', async () => {
      const facts = await desk.facts(filed, 'ReporterNotified');
      return facts.length > 0 ? facts : undefined;
    });
    expect(told.map(({ data }) => data.messageId)).toEqual([again[0]!.id]);
    expect(await desk.facts(filed, 'NotificationDelivered')).toHaveLength(1);
  }, 180_000);

  it('sends nothing when views are made again, and everything follows from the log', async () => {
    const { length } = gateway.messages;
    const { code, output } = await system.replay('rebuild', 'intake');
    expect(code === 0 ? '' : output).toBe('');
    await system.settle();
    await expectProof(system);
    expect(gateway.messages).toHaveLength(length);
  }, 240_000);
};

describe('messages to reporters on the Postgres log', () => onLog());
describeWithKafka('messages to reporters on the Kafka log', () => onLog('--kafka'));
