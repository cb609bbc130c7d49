import { randomUUID } from 'node:crypto';
import { testPostgres } from '@satupintu/embedded';
import { type Actor, fact, idOf } from '@satupintu/events';
import { compactVerify, createLocalJWKSet } from 'jose';
import sharp from 'sharp';
import { Stand } from './stand.fixture';

const postgres = testPostgres();
let stand: Stand;
beforeAll(async () => {
  stand = await Stand.start(await postgres.database());
}, 60_000);
afterAll(async () => stand.stop(), 30_000);

const at = '2026-03-17T04:00:00.000Z';
const rule: Actor = { role: 'rule' };
const agency: Actor = { role: 'coordinator', organisation: 'gov.32.04', subject: 'somebody' };
const road = { text: 'Jalan rusak di Soreang, dua motor jatuh.', place: { regionCode: '32.04' } };

describe('filing', () => {
  it('gives a receipt that another library verifies with the published keys', async () => {
    const filed = await stand.file(road);
    const jwks = (await stand.call('GET', '/v1/jwks')).body;
    const { payload } = await compactVerify(filed.receipt, createLocalJWKSet(jwks));
    const claims = JSON.parse(new TextDecoder().decode(payload));
    expect(claims).toEqual({
      contentHash: expect.any(String),
      trackingId: filed.trackingId,
      filedAt: filed.filedAt,
    });
  });

  it('answers 1,000 posts of one key at once with one case and the same bytes', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const send = () => stand.call('POST', '/v1/complaints', { body: { channel: 'web', ...road }, headers });
    const answers = await Promise.all(Array.from({ length: 1000 }, send));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    const { complaintId, position } = answers[0]?.body;
    await stand.call('GET', `/v1/jwks?after=${position}`);
    expect(await stand.facts(complaintId)).toHaveLength(1);
    const { rows } = await stand.running.deps.pool.query('select from accepted where complaint_id = $1', [
      complaintId,
    ]);
    expect(rows).toHaveLength(1);
  }, 60_000);

  it('refuses another body under a key, and takes members in any order for the same', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await stand.file(road, { headers });
    const other = await stand.call('POST', '/v1/complaints', {
      headers,
      body: { channel: 'web', text: 'lain' },
    });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    const turned = await stand.call('POST', '/v1/complaints', {
      headers,
      body: { place: road.place, text: road.text, channel: 'web' },
    });
    expect(turned.body).toEqual(first);
  });

  it('takes a front end’s message id for the key, and tells front ends apart', async () => {
    const body = { channel: 'sms', text: 'jln rusak', channelMessageId: '+62-800-1' };
    const [one, two] = await Promise.all([
      stand.token('channel', 'gov.32.04'),
      stand.token('channel', 'gov.33'),
    ]);
    const first = await stand.call('POST', '/v1/complaints', { body, token: one });
    const again = await stand.call('POST', '/v1/complaints', { body, token: one });
    const other = await stand.call('POST', '/v1/complaints', { body, token: two });
    expect([first.status, again.text]).toEqual([202, first.text]);
    expect(other.body.complaintId).not.toBe(first.body.complaintId);
  });

  it.each([
    ['a channel without a token', { channel: 'sms', text: 'x' }, 401, 'unauthenticated'],
    ['blanks only', { channel: 'web', text: ' \n\u2003' }, 400, 'invalid-body'],
    ['NUL characters only', { channel: 'web', text: '\0\0' }, 400, 'invalid-body'],
    ['an unknown member', { channel: 'web', text: 'x', colour: 'red' }, 400, 'invalid-body'],
    ['a day that is none', { channel: 'web', text: 'x', occurredOn: '2026-02-30' }, 400, 'invalid-body'],
    [
      'an unknown region',
      { channel: 'web', text: 'x', place: { regionCode: '32.99' } },
      422,
      'unknown-region',
    ],
    ['an unknown category', { channel: 'web', text: 'x', category: 'SIHIR' }, 422, 'unknown-category'],
    [
      'an unknown attachment',
      { channel: 'web', text: 'x', attachments: [randomUUID()] },
      422,
      'unknown-attachment',
    ],
  ])('refuses %s', async (_, body, status, code) => {
    const answer = await stand.call('POST', '/v1/complaints', { body });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('refuses a token of another role, and a key that is no UUID where nobody vouches for it', async () => {
    const token = await stand.token('liaison', 'gov.32.04');
    expect(
      (await stand.call('POST', '/v1/complaints', { body: { channel: 'web', text: 'x' }, token })).status,
    ).toBe(403);
    const headers = { 'idempotency-key': 'abc' };
    const answer = await stand.call('POST', '/v1/complaints', {
      body: { channel: 'web', text: 'x' },
      headers,
    });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid-idempotency-key']);
  });

  it('keeps emoji and 20,000 characters, and cleans what no store can hold', async () => {
    const long = `Gelap 😡 ${'x'.repeat(19_993)}`.slice(0, 20_000);
    expect((await stand.track(await stand.file({ text: long }))).body.text).toBe(long);
    const filed = await stand.file({ text: 'lampu\0 mati \ud83c padam 🌚' });
    expect((await stand.track(filed)).body.text).toBe('lampu mati \ufffd padam 🌚');
  });

  it('seals words and person in what goes to the log', async () => {
    const filed = await stand.file({
      text: 'anggrek ungu',
      reporter: { name: 'Zulaikha' },
      title: 'rahasia',
    });
    await stand.track(filed, filed.position);
    const text = JSON.stringify(await stand.facts(filed.complaintId));
    expect(text).toContain(filed.trackingId);
    for (const planted of ['anggrek', 'Zulaikha', 'rahasia']) expect(text).not.toContain(planted);
  });
});

describe('while the log is away', () => {
  beforeAll(() => (stand.log.away = true));
  afterAll(() => (stand.log.away = false));

  it('accepts, shows, erases, and says everything in order when it is back', async () => {
    const filed = await stand.file(road);
    expect((await stand.track(filed)).body).toMatchObject({ status: 'filed', text: road.text });
    const path = `/v1/complaints/${filed.trackingId}/erasure`;
    const erased = stand.call('POST', path, { receipt: filed.receiptCode, body: { scope: 'all' } });
    const { status, body } = await erased;
    expect(status).toBe(200);
    expect((await stand.track(filed)).body).toMatchObject({ status: 'filed', text: '', erased: 'all' });
    stand.log.away = false;
    expect((await stand.track(filed, body.position)).status).toBe(200);
    const types = (await stand.facts(filed.complaintId)).map(({ type }) => type);
    expect(types).toEqual(['id.satupintu.complaint-filed', 'id.satupintu.person-erased']);
  }, 30_000);
});

describe('the reporter’s page', () => {
  it('looks the same for a wrong code, no code, and a number that nobody has', async () => {
    const filed = await stand.file(road);
    const answers = await Promise.all([
      stand.call('GET', `/v1/complaints/${filed.trackingId}`, { receipt: '0000-0000-0000-0000' }),
      stand.call('GET', `/v1/complaints/${filed.trackingId}`),
      stand.call('GET', '/v1/complaints/SP-0000-0000-0000', { receipt: filed.receiptCode }),
      stand.call('GET', '/v1/complaints/%00', { receipt: filed.receiptCode }),
    ]);
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0].status).toBe(404);
  });

  it('shows who handles it, what was answered, and nothing that is between bodies', async () => {
    const filed = await stand.file(road);
    await stand.track(filed, filed.position);
    const { complaintId: subject } = filed;
    const { vault } = stand.running.deps;
    const seal = (text: string) => vault.seal(subject, 'narrative', 'answer', { text });
    const about = { subject, at, by: rule };
    const dispositionId = idOf(`offer:${subject}:0:lead`);
    const offer = {
      dispositionId,
      hop: 0,
      organisation: 'gov.32.04',
      decidedBy: 'rule',
      final: false,
      class: 'complaint',
      reasons: [],
      versions: {},
    } as const;
    const by = { ...about, by: agency };
    await stand.say(
      fact('DispositionOffered', 'o', about, { ...offer, reasons: [] }),
      fact('DispositionAccepted', 'a', by, { dispositionId }),
      fact('ThreadMessagePosted', 't', by, { messageId: randomUUID(), words: await seal('antarinstansi') }),
      fact('SubstantiveAnswerGiven', 's', by, {
        dispositionId,
        answerId: randomUUID(),
        words: await seal('Sudah ditambal.'),
        attachments: [],
      }),
    );
    const { body, text } = await stand.track(filed);
    expect(body).toMatchObject({
      status: 'answered',
      handler: { organisation: 'gov.32.04' },
      canReply: expect.arrayContaining(['confirm', 'dispute']),
    });
    expect(body.answers).toEqual([
      expect.objectContaining({ kind: 'substantive', text: 'Sudah ditambal.', organisation: 'gov.32.04' }),
    ]);
    expect(body.timeline.map(({ kind }: any) => kind)).toEqual(['filed', 'offered', 'accepted', 'answer']);
    expect(text).not.toContain('antarinstansi');
    expect(text).not.toContain('somebody');
  });

  it('takes a reply once, however often it is sent', async () => {
    const filed = await stand.file(road);
    const path = `/v1/complaints/${filed.trackingId}/replies`;
    const send = () =>
      stand.call('POST', path, {
        receipt: filed.receiptCode,
        body: { kind: 'information', text: 'Dekat masjid.' },
        headers: { 'idempotency-key': 'satu' },
      });
    const [first, again] = [await send(), await send()];
    expect([first.status, again.text]).toEqual([200, first.text]);
    const { timeline } = (await stand.track(filed)).body;
    expect(timeline.map(({ kind }: any) => kind)).toEqual(['filed', 'information']);
    expect(timeline[1].text).toContain('Dekat masjid.');
    const confirm = await stand.call('POST', path, { receipt: filed.receiptCode, body: { kind: 'confirm' } });
    expect([confirm.status, confirm.body.code]).toEqual([409, 'wrong-status']);
    expect(confirm.body.allowed).toEqual(['information', 'withdraw']);
  });

  it('cuts the person and keeps the case', async () => {
    const filed = await stand.file({ ...road, reporter: { name: 'Zulaikha' } });
    const erase = (scope: string) =>
      stand.call('POST', `/v1/complaints/${filed.trackingId}/erasure`, {
        receipt: filed.receiptCode,
        body: { scope },
      });
    expect((await erase('identity')).status).toBe(200);
    expect((await stand.track(filed)).body).toMatchObject({ erased: 'identity', text: road.text });
    expect((await erase('all')).status).toBe(200);
    expect((await stand.track(filed)).body).toMatchObject({ erased: 'all', text: '', status: 'filed' });
    expect((await erase('all')).body).toMatchObject({ status: 409, code: 'already-erased' });
    const { rows } = await stand.running.deps.pool.query<{ part: string; generation: number }>(
      'select part, generation from vault.key where complaint_id = $1',
      [filed.complaintId],
    );
    expect(rows).toEqual([{ part: 'narrative', generation: 2 }]);
  });
});

describe('attachments', () => {
  const photo = () =>
    sharp({ create: { width: 8, height: 8, channels: 3, background: '#a33' } })
      .jpeg()
      .toBuffer();
  const upload = (content: Buffer, headers: Record<string, string> = {}) => {
    const raw = new FormData();
    raw.append('file', new Blob([Uint8Array.from(content)]), 'x.exe');
    return stand.call('POST', '/v1/attachments', { raw, headers });
  };

  it('go with one complaint, are opened by its reporter, and are gone with the words', async () => {
    const { status, body } = await upload(await photo());
    expect([status, body]).toEqual([
      201,
      { id: expect.any(String), sha256: expect.any(String), bytes: expect.any(Number), type: 'image/jpeg' },
    ]);
    const filed = await stand.file({ ...road, attachments: [body.id] });
    const other = await stand.call('POST', '/v1/complaints', {
      body: { channel: 'web', ...road, attachments: [body.id] },
    });
    expect(other.body.code).toBe('unknown-attachment');
    const path = `/v1/complaints/${filed.trackingId}/attachments/${body.id}`;
    const read = () => stand.call('GET', path, { receipt: filed.receiptCode });
    expect((await read()).headers.get('content-type')).toBe('image/jpeg');
    await stand.call('POST', `/v1/complaints/${filed.trackingId}/erasure`, {
      receipt: filed.receiptCode,
      body: { scope: 'all' },
    });
    expect((await read()).status).toBe(404);
  });

  it('are judged by their content and their size', async () => {
    expect((await upload(Buffer.from('<svg/>'))).status).toBe(415);
    expect((await upload(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).status).toBe(422);
    for (const MiB of [10, 15, 20]) {
      const large = Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(MiB * 1024 * 1024)]);
      expect((await upload(large)).status).toBe(413);
    }
    expect((await stand.call('POST', '/v1/attachments', { body: {} })).status).toBe(415);
    expect((await stand.call('POST', '/v1/attachments', { raw: new FormData() })).status).toBe(400);
  });

  it('are the same attachment when they are sent again with the same key', async () => {
    const content = await photo();
    const headers = { 'idempotency-key': randomUUID() };
    const [first, again] = [await upload(content, headers), await upload(content, headers)];
    expect(again.text).toBe(first.text);
    expect((await upload(Buffer.from('%PDF-1.7'), headers)).body.code).toBe('idempotency-key-reused');
  });
});

describe('the pages', () => {
  const cookieOf = ({ headers }: { headers: Headers }) =>
    (headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';

  it('file, show the code once, and open again with number and code', async () => {
    const raw = new FormData();
    for (const [name, value] of Object.entries({
      kunci: randomUUID(),
      text: 'Jalan <b>rusak</b>',
      place: 'Soreang',
      class: '',
    }))
      raw.append(name, value);
    const filed = await stand.call('POST', '/lapor', { raw });
    expect(filed.status).toBe(303);
    const location = filed.headers.get('location') ?? '';
    const page = await stand.call('GET', location, { headers: { cookie: cookieOf(filed) } });
    expect(page.text).toContain('Jalan &lt;b&gt;rusak&lt;/b&gt;');
    const code = decodeURIComponent(cookieOf(filed).slice('kode='.length));
    expect(page.text).toContain(code);
    const [, nomor = ''] = /lapor\/([^?]*)/.exec(location) ?? [];
    const opened = await stand.call('POST', '/lapor/buka', {
      raw: new URLSearchParams({ nomor: nomor.toLowerCase(), kode: code }),
    });
    expect([opened.status, opened.headers.get('location')]).toEqual([303, `/lapor/${nomor}`]);
    const english = await stand.call('GET', `/lapor/${nomor}?bahasa=en`, {
      headers: { cookie: cookieOf(filed) },
    });
    expect(english.text).toContain('Complaint received.');
    expect(english.text).not.toContain(code);
  });

  it('need no script, run none, and are light', async () => {
    const first = await stand.call('GET', '/lapor');
    expect(Buffer.byteLength(first.text)).toBeLessThan(14 * 1024);
    expect(first.text).not.toMatch(/<script|javascript:|\son\w+=/i);
    expect(first.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('say the same of a wrong code and of nobody’s number', async () => {
    const filed = await stand.file(road);
    const show = async (id: string) => {
      const { status, text } = await stand.call('GET', `/lapor/${id}`, { headers: { cookie: 'kode=XXXX' } });
      return `${status} ${text.replaceAll(id, '')}`;
    };
    expect(await show(filed.trackingId)).toBe(await show('SP-0000-0000-0000'));
  });

  it('answer a faulty form with a page', async () => {
    const { status, headers } = await stand.call('POST', '/lapor', {
      raw: new URLSearchParams({ text: '  ' }),
    });
    expect([status, headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
  });

  it('put nothing into a header that only looks like a number', async () => {
    for (const id of ['x%0d%0aSet-Cookie:%20a=b', 'x;%20Domain=example.org', 'SP-0000']) {
      const left = await stand.call('POST', `/lapor/${id}/tutup`);
      expect([left.status, left.headers.get('location')]).toEqual([303, '/lapor']);
      expect(left.headers.getSetCookie()).toEqual([]);
    }
    const { trackingId } = await stand.file(road);
    const left = await stand.call('POST', `/lapor/${trackingId.toLowerCase()}/tutup`);
    expect(left.headers.getSetCookie()[0]).toContain(`kode=; Path=/lapor/${trackingId}; Max-Age=0`);
  });

  it('let nobody try code after code, nor file without end, faster than the calls do', async () => {
    const strict = await Stand.start(await postgres.database(), { rateLimit: 3 });
    try {
      const raw = () => new URLSearchParams({ nomor: 'SP-0000-0000-0000', kode: 'XXXX' });
      const tries = [];
      for (let n = 0; n < 4; n++) tries.push(await strict.call('POST', '/lapor/buka', { raw: raw() }));
      expect(tries.map(({ status }) => status)).toEqual([404, 404, 404, 429]);
      expect(Number(tries[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(tries[3]?.headers.get('content-type')).toContain('text/html');
    } finally {
      await strict.stop();
    }
  });
});
