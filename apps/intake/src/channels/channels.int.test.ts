import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testPostgres } from '@satupintu/embedded';
import { type Actor, fact, idOf } from '@satupintu/events';
import { newWebhookSecret, webhookHeaders } from '@satupintu/service';
import sharp from 'sharp';
import { type Answer, Stand } from '../stand.fixture';
import { receiptCodeOf } from '../filing/ids';
import { intakeOf } from '../intake';
import { adapters } from './registry';
import { replyAddress } from './reply-tag';
import { standardWebhook } from './signatures';

const postgres = testPostgres();
const secret = newWebhookSecret();
const appSecret = 'rahasia-aplikasi';
const inbox = 'lapor@lapor.example.go.id';
const folder = mkdtempSync(join(tmpdir(), 'satupintu-channels-'));
let stand: Stand;
let gateway: Server;
let photo: Buffer;
/** what the gateway answers when a file is fetched */
let outage = false;

beforeAll(async () => {
  photo = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  gateway = createServer((request, response) => {
    const address = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
    if (outage || request.headers.authorization !== 'Bearer kunci-media') response.writeHead(503).end();
    else if (request.url === '/bytes') response.end(photo);
    else if (request.url === '/900100200300') response.end(JSON.stringify({ url: `${address}/bytes` }));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  const operator = 'nat.panrb';
  const channelsFile = join(folder, 'channels.json');
  const settings = {
    ...Object.fromEntries(adapters.map(({ name }) => [name, { operator, secret }])),
    sms: [
      { operator, secret, mostPerHour: 3 },
      { operator: 'gov.32', secret: newWebhookSecret() },
    ],
    whatsapp: {
      operator,
      secret: appSecret,
      verifyToken: 'buktikan',
      api,
      token: 'kunci-media',
      mostPerHour: 3,
    },
    email: { operator, secret, inbox },
    social: { operator, secret, inbox: '@satupintu_id' },
    partner: { operator: 'gov.32.04', secret },
  };
  writeFileSync(channelsFile, JSON.stringify(settings));
  stand = await Stand.start(await postgres.database(), { channelsFile });
}, 60_000);
afterAll(async () => {
  await stand.stop();
  gateway.close();
  rmSync(folder, { recursive: true });
}, 30_000);

const recorded = (file: string) => readFileSync(join(__dirname, 'recorded', file));
const recordedBy = (name: string) =>
  recorded(
    readdirSync(join(__dirname, 'recorded')).find(
      (file) => file.startsWith(`${name}.`) && !file.endsWith('.read.json'),
    ) ?? name,
  );

/** Posts bytes as a gateway does that signs as Standard Webhooks say. */
async function post(channel: string, raw: Buffer | object, signedWith = secret): Promise<Answer> {
  const bytes = Buffer.isBuffer(raw) ? raw : Buffer.from(JSON.stringify(raw));
  const message = { id: randomUUID(), body: bytes.toString('latin1') };
  const timestamp = Math.floor(Date.now() / 1000);
  const headers: Record<string, string> = { ...webhookHeaders(signedWith, message, timestamp) };
  const key = Buffer.from(signedWith.slice('whsec_'.length), 'base64');
  const mac = createHmac('sha256', key).update(`${message.id}.${timestamp}.`).update(bytes);
  headers['webhook-signature'] = `v1,${mac.digest('base64')}`;
  return stand.call('POST', `/v1/channels/${channel}`, { bytes, headers });
}

const hub = (raw: Buffer) => ({
  'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(raw).digest('hex')}`,
});

let count = 0;
const sms = (text: string, from = '081233000417', id = `sms-${count++}`) => post('sms', { id, from, text });
const mail = (text: string, headers: Record<string, string> = {}) => {
  const all = {
    From: 'Warga <warga@surel.example>',
    To: inbox,
    'Message-ID': `<${randomUUID()}@surel.example>`,
    ...headers,
  };
  return post(
    'email',
    Buffer.from([...Object.entries(all).map(([name, value]) => `${name}: ${value}`), '', text].join('\r\n')),
  );
};

async function filedBy(
  sent: Promise<Answer>,
): Promise<{ complaintId: string; trackingId: string; receiptCode: string }> {
  const { status, body, text } = await sent;
  expect([status, text]).toEqual([200, expect.stringContaining('"outcome":"filed"')]);
  const [{ complaintId, trackingId, position }] = body.messages;
  await stand.call('GET', `/v1/jwks?after=${position}`);
  const { keys } = await intakeOf(stand.running.deps);
  return { complaintId, trackingId, receiptCode: receiptCodeOf(keys.secret, complaintId) };
}

const rule: Actor = { role: 'rule' };
const agency: Actor = { role: 'coordinator', organisation: 'gov.32.04', subject: 'somebody' };

/** The case comes to a body, which answers it in substance. */
async function answer({ complaintId }: { complaintId: string }): Promise<void> {
  const at = '2026-03-17T04:00:00.000Z';
  const dispositionId = idOf(`d:${complaintId}`);
  const about = { subject: complaintId, at, by: agency };
  await stand.say(
    fact('DispositionOffered', `o:${complaintId}`, { ...about, by: rule }, offer(dispositionId)),
    fact('DispositionAccepted', `a:${complaintId}`, about, { dispositionId }),
    fact('SubstantiveAnswerGiven', `s:${complaintId}`, about, await answered(complaintId, dispositionId)),
  );
}
const offer = (dispositionId: string) => ({
  dispositionId,
  organisation: 'gov.32.04',
  hop: 0,
  class: 'complaint' as const,
  final: false,
  decidedBy: 'rule' as const,
  reasons: [],
  versions: {},
});
const answered = async (complaintId: string, dispositionId: string) => ({
  dispositionId,
  answerId: idOf(`answer:${complaintId}`),
  words: await stand.running.deps.vault.seal(complaintId, 'narrative', 'answer', {
    text: 'Sudah diperbaiki.',
  }),
  attachments: [],
});
const typesOf = async (complaintId: string) =>
  (await stand.facts(complaintId)).map(({ type }) => type.replace('id.satupintu.', ''));

describe('each recorded body', () => {
  const signed = adapters.filter(({ signature }) => signature === standardWebhook);
  it.each(signed)('of $name becomes one complaint, however often it is sent', async ({ name, channel }) => {
    const first = await post(name, recordedBy(name));
    const { complaintId } = await filedBy(Promise.resolve(first));
    const again = await post(name, recordedBy(name));
    expect(again.text).toBe(first.text);
    const facts = await stand.facts(complaintId);
    expect(facts.map(({ data }) => data.channel)).toEqual([channel]);
  });

  it('of the counter is a complaint with a receipt for the staff that typed it in', async () => {
    const token = await stand.token('channel', 'gov.32.04');
    const bytes = recorded('counter.json');
    const { status, body } = await stand.call('POST', '/v1/channels/counter', { bytes, token });
    expect(status).toBe(200);
    expect(body.messages).toEqual([
      expect.objectContaining({
        outcome: 'filed',
        receiptCode: expect.any(String),
        receipt: expect.any(String),
      }),
    ]);
  });

  it('of WhatsApp becomes a complaint with its picture, fetched from the gateway; during an outage it is sent again', async () => {
    const bytes = recorded('whatsapp.json');
    const send = () => stand.call('POST', '/v1/channels/whatsapp', { bytes, headers: hub(bytes) });
    outage = true;
    expect([(await send()).status, (await send()).body.code]).toEqual([503, 'gateway-unavailable']);
    outage = false;
    const first = await send();
    const { complaintId } = await filedBy(Promise.resolve(first));
    const [filed] = await stand.facts(complaintId);
    expect(filed.data.attachments).toHaveLength(1);
    expect((await send()).text).toBe(first.text);
  });

  it('of e-mail brings its picture, drawn anew, and says which file was not taken', async () => {
    const { body } = await post('email', recorded('email.eml'));
    const [{ complaintId, refusedFiles }] = body.messages;
    expect(refusedFiles).toBe(1);
    const [filed] = await stand.facts(complaintId);
    expect(filed.data.attachments).toHaveLength(1);
  });
});

describe('a printed receipt', () => {
  it('has number, code and a drawing of the address, for who has the code', async () => {
    const token = await stand.token('channel', 'gov.32.04');
    const bytes = Buffer.from(JSON.stringify({ id: 'slip-2', text: 'Air keruh.' }));
    const { body } = await stand.call('POST', '/v1/channels/counter', { bytes, token });
    const [{ trackingId, receiptCode }] = body.messages;
    const path = `/lapor/${trackingId}/tanda-terima`;
    const page = await stand.call('GET', path, { receipt: receiptCode });
    expect(page.status).toBe(200);
    for (const shown of [trackingId, receiptCode, `/lapor/${trackingId}<`, '<svg ', 'Tanda terima'])
      expect(page.text).toContain(shown);
    expect((await stand.call('GET', path, { receipt: 'AAAA-AAAA-AAAA-AAAA' })).status).toBe(404);
    expect((await stand.call('GET', path)).status).toBe(404);
  });
});

describe('who may bring messages', () => {
  it.each([
    ['without a signature', {}],
    ['with a wrong one', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }],
  ])('nobody %s', async (_, headers) => {
    const { status, body } = await stand.call('POST', '/v1/channels/whatsapp', {
      bytes: recorded('whatsapp.json'),
      headers,
    });
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
  });

  it('nobody with the signature of another message, or one of last week', async () => {
    const bytes = recorded('sms.json');
    const old = {
      ...webhookHeaders(secret, { id: 'x', body: bytes.toString() }, Math.floor(Date.now() / 1000) - 604_800),
    };
    expect((await stand.call('POST', '/v1/channels/sms', { bytes, headers: old })).status).toBe(401);
    expect((await post('sms', { id: 'x', from: '0811', text: 'x' }, newWebhookSecret())).status).toBe(401);
  });

  it('nobody at a counter but staff that is signed in as a channel', async () => {
    const bytes = recorded('counter.json');
    expect((await stand.call('POST', '/v1/channels/counter', { bytes })).status).toBe(401);
    const token = await stand.token('liaison', 'gov.32.04');
    expect((await stand.call('POST', '/v1/channels/counter', { bytes, token })).status).toBe(403);
  });

  it('nobody on a channel that there is not', async () => {
    expect((await stand.call('POST', '/v1/channels/merpati', { bytes: Buffer.from('{}') })).status).toBe(404);
  });

  it('proves to WhatsApp that it is the right address, and to nobody else', async () => {
    const ask = (token: string) =>
      stand.call(
        'GET',
        `/v1/channels/whatsapp?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`,
      );
    expect(await ask('buktikan')).toMatchObject({ status: 200, text: '1158201444' });
    expect((await ask('tebak')).status).toBe(401);
    expect((await stand.call('GET', '/v1/channels/sms')).status).toBe(404);
  });
});

describe('a message of somebody who has a case', () => {
  it('answers the question that is open, without number or code', async () => {
    const from = '081200000001';
    const filed = await filedBy(sms('Pohon tumbang di Soreang.', from));
    const at = '2026-03-17T04:00:00.000Z';
    const dispositionId = idOf(`d:${filed.complaintId}`);
    const about = { subject: filed.complaintId, at, by: agency };
    await stand.say(
      fact('DispositionOffered', `o:${filed.complaintId}`, { ...about, by: rule }, offer(dispositionId)),
      fact('DispositionAccepted', `a:${filed.complaintId}`, about, { dispositionId }),
      fact('AgencyQuestionAsked', `q:${filed.complaintId}`, about, {
        dispositionId,
        questionId: idOf(`q:${filed.complaintId}`),
        words: await stand.running.deps.vault.seal(filed.complaintId, 'narrative', 'question', {
          text: 'Di jalan mana?',
        }),
      }),
    );
    const { body } = await sms('Jalan Raya Soreang no 12', from);
    expect(body.messages).toEqual([
      expect.objectContaining({ outcome: 'replied', complaintId: filed.complaintId }),
    ]);
    const page = await stand.track(filed);
    expect(page.body.status).toBe('in_progress');
    expect(page.text).toContain('Jalan Raya Soreang no 12');
  });

  it('confirms with the word that we ask for, once, however often the gateway sends it', async () => {
    const from = '081200000002';
    const filed = await filedBy(sms('Air mati di Soreang.', from));
    await answer(filed);
    const id = 'sms-konfirmasi';
    const first = await sms('Selesai 4 terima kasih', from, id);
    expect((await sms('Selesai 4 terima kasih', from, id)).text).toBe(first.text);
    expect(await typesOf(filed.complaintId)).toEqual(expect.arrayContaining(['reporter-confirmed']));
    expect((await stand.track(filed)).body).toMatchObject({ status: 'closed', closedReason: 'confirmed' });
  });

  it('that is a place alone goes to its open case, and says where', async () => {
    const from = '6281200000010';
    const value = (message: object) =>
      Buffer.from(JSON.stringify({ entry: [{ changes: [{ value: { messages: [message] } }] }] }));
    const send = (bytes: Buffer) =>
      stand.call('POST', '/v1/channels/whatsapp', { bytes, headers: hub(bytes) });
    const words = { id: 'wamid.kata', from, type: 'text', text: { body: 'Jembatan putus di Soreang.' } };
    const filed = await filedBy(send(value(words)));
    const location = { latitude: -7.03, longitude: 107.52, name: 'Balai desa' };
    await send(value({ id: 'wamid.tempat', from, type: 'location', location }));
    expect((await stand.track(filed)).text).toContain('Balai desa · -7.03, 107.52');
  });

  it('that nobody can read is heard all the same: a voice message begins a complaint, and the desk may ask', async () => {
    const audio = { id: 'wamid.suara', from: '6281200000011', type: 'audio', audio: { id: 'hilang' } };
    const bytes = Buffer.from(JSON.stringify({ entry: [{ changes: [{ value: { messages: [audio] } }] }] }));
    const sent = await stand.call('POST', '/v1/channels/whatsapp', { bytes, headers: hub(bytes) });
    expect(sent.body.messages).toEqual([expect.objectContaining({ outcome: 'filed', refusedFiles: 1 })]);
  });

  it('by number and code reaches its case from any telephone, and the code stays off the desk', async () => {
    const filed = await filedBy(sms('Jembatan lapuk.', '081200000003'));
    await answer(filed);
    await sms(`SANGGAH ${filed.trackingId} ${filed.receiptCode} masih lapuk`, '081299999999');
    const page = await stand.track(filed);
    expect(page.body.status).toBe('in_progress');
    expect(page.text).toContain('masih lapuk');
    expect(page.text).not.toContain(filed.receiptCode);
  });

  it('with a number and no code of its own is a complaint like any other: a number is no secret', async () => {
    const filed = await filedBy(sms('Jalan ambles.', '081200000004'));
    await answer(filed);
    const other = await filedBy(sms(`CABUT ${filed.trackingId}`, '081288888888'));
    expect(other.complaintId).not.toBe(filed.complaintId);
    expect((await stand.track(filed)).body.status).toBe('answered');
  });

  it('by mail to the address that our own mail gave belongs to its case, whatever it was filed by', async () => {
    const { keys } = await intakeOf(stand.running.deps);
    const filed = await stand.file({ text: 'Puskesmas tutup.', reporter: { email: 'warga@surel.example' } });
    await stand.track(filed, filed.position);
    await answer(filed);
    const to = replyAddress(keys.secret, inbox, filed.trackingId);
    await mail('Sanggah, masih tutup.\r\n\r\nPada Sel, 17 Mar 2026 Lapor menulis:\r\n> Sudah diperbaiki.', {
      To: to,
      Subject: 'Re: Jawaban',
    });
    const page = await stand.track(filed);
    expect(page.body.timeline.at(-1)).toMatchObject({
      kind: 'disputed',
      text: expect.stringMatching(/masih tutup\.$/),
    });
    const forged = await mail('Cabut', { To: to.replace(/\.[0-9a-z]{16}@/, '.0123456789abcdef@') });
    expect(forged.body.messages[0].complaintId).not.toBe(filed.complaintId);
  });

  it('is not reached through another operator’s gateway', async () => {
    const filed = await filedBy(sms('Got mampet.', '081200000005'));
    await answer(filed);
    const token = await stand.token('channel', 'gov.33');
    const bytes = Buffer.from(JSON.stringify({ id: 'palsu', from: '081200000005', text: 'CABUT' }));
    const { body } = await stand.call('POST', '/v1/channels/sms', { bytes, token });
    expect(body.messages[0]).toMatchObject({ outcome: 'filed' });
    expect((await stand.track(filed)).body.status).toBe('answered');
  });
});

describe('machines that answer machines', () => {
  it('begin nothing and add nothing', async () => {
    const filed = await filedBy(mail('Sekolah bocor.', { From: 'guru@surel.example' }));
    await answer(filed);
    const { body } = await mail('Saya cuti.', {
      From: 'guru@surel.example',
      'Auto-Submitted': 'auto-replied',
    });
    expect(body.messages).toEqual([{ id: expect.any(String), outcome: 'ignored', code: 'auto-reply' }]);
    expect((await stand.track(filed)).body.status).toBe('answered');
  });

  it('that nothing marks are known by saying the same again', async () => {
    const from = '081277777777';
    await filedBy(sms('Terima kasih, kami sedang sibuk.', from));
    const { body } = await sms('Terima kasih, kami sedang sibuk.', from);
    expect(body.messages).toEqual([{ id: expect.any(String), outcome: 'ignored', code: 'repeated' }]);
  });

  it('that say something new each time stop at the limit of their gateway, which is told to wait', async () => {
    const from = '081266666666';
    for (const n of [1, 2, 3]) await filedBy(sms(`Nomor antrean Anda ${n}`, from));
    const { status, body } = await sms('Nomor antrean Anda 4', from);
    expect([status, body.code]).toEqual([429, 'too-many-complaints']);
  });

  it('hold up nobody else whose words come with them', async () => {
    const message = (from: string, n: number, id = `wamid.antre-${from}-${n}`) => {
      return { id, from, type: 'text', text: { body: `Nomor antrean Anda ${n}` } };
    };
    const send = (messages: object[]) => {
      const bytes = Buffer.from(JSON.stringify({ entry: [{ changes: [{ value: { messages } }] }] }));
      return stand.call('POST', '/v1/channels/whatsapp', { bytes, headers: hub(bytes) });
    };
    const noisy = [1, 2, 3, 4].map((n) => message('6281255555555', n));
    expect((await send([...noisy, message('6281244444444', 1)])).status).toBe(429);
    const { body } = await send([message('6281244444444', 1, 'wamid.antre-lagi')]);
    expect(body.messages).toEqual([{ id: 'wamid.antre-lagi', outcome: 'ignored', code: 'repeated' }]);
  });
});

describe('a table', () => {
  const send = async (text: string | Buffer, query = '') =>
    stand.call('POST', `/v1/channels/csv${query}`, {
      bytes: Buffer.from(text),
      token: await stand.token('channel', 'gov.32.04'),
    });

  it('is filed row by row, and safe to send again', async () => {
    const first = await send(recorded('csv.csv'));
    expect(first.body.messages.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'filed',
      'filed',
    ]);
    expect((await send(recorded('csv.csv'))).text).toBe(first.text);
  });

  const mixed =
    'id,text,region,occurredOn\na-1,Got mampet,32.04,\na-2,,32.04,\na-3,Jalan rusak,32.99,\na-4,Lampu mati,32.04,2026-02-30\na-1,Dua kali,32.04,\n';

  it('with faults files nothing, and names each one', async () => {
    const { status, body } = await send(mixed);
    expect([status, body.code]).toEqual([422, 'rows-refused']);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining(['/2/text', '/3/place/regionCode', '/4/occurredOn', '/5/id']),
    );
  });

  it('with faults files the rows that are right, where that is asked for', async () => {
    const { status, body } = await send(mixed, '?partial=true');
    expect(status).toBe(200);
    expect(body.messages.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'filed',
      'refused',
      'refused',
      'refused',
      'refused',
    ]);
  });

  it.each([
    ['without the columns that are needed', 'nama,isi\nA,B\n', 'The table has no column id.'],
    ['with a column that there is not', 'id,text,warna\n1,x,merah\n', 'There is no column "warna".'],
    [
      'with more rows than it may have',
      `id,text${'\nr,x'.repeat(100_000)}`,
      'A table has 5000 rows at most.',
    ],
    ['that cannot be read', 'id,text\n1,"x\n', expect.stringContaining('Line')],
  ])('is refused as a whole %s', async (_, text, detail) => {
    const { status, body } = await send(text);
    expect([status, body.code, body.detail]).toEqual([400, 'malformed-csv', detail]);
  });

  it('of 1,000 rows is filed in one call', async () => {
    const rows = Array.from({ length: 1_000 }, (_, n) => `r-${n},Baris ${n} dari buku tamu`);
    const { body } = await send(['id,text', ...rows].join('\n'));
    expect(new Set(body.messages.map(({ trackingId }: { trackingId: string }) => trackingId)).size).toBe(
      1_000,
    );
  });
});

describe('an erasure', () => {
  it('cuts the sender from the case: the next message begins another one', async () => {
    const from = '081200000009';
    const filed = await filedBy(sms('Saya ingin dilupakan.', from, 'sms-lupa'));
    await answer(filed);
    await stand.call('POST', `/v1/complaints/${filed.trackingId}/erasure`, {
      receipt: filed.receiptCode,
      body: { scope: 'identity' },
    });
    await sms('Saya ingin dilupakan.', from, 'sms-lupa');
    const { rows } = await stand.running.deps.pool.query('select from sender where complaint_id = $1', [
      filed.complaintId,
    ]);
    expect(rows).toEqual([]);
    const next = await filedBy(sms('CABUT', from));
    expect(next.complaintId).not.toBe(filed.complaintId);
    expect((await stand.track(filed)).body.status).toBe('answered');
  });
});
