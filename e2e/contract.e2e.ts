import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto';
import sharp from 'sharp';
import { type Answer, type Call, startSystem, type System } from './harness';

const clock = '2026-03-17T03:00:00.000Z';
const unit = 'gov.32.04/dinas-pekerjaan-umum-dan-penataan-ruang';
const road = {
  text: 'Jalan kabupaten di Desa Cibiru Wetan rusak parah, berlubang besar.',
  place: { regionCode: '32.04' },
};
const vague = { text: 'Tolong bantu masalah saya.', place: { regionCode: '32.04' } };
const services = ['/v1/triage', '/v1/dispositions', '/v1/clocks', '/v1/oversight/cases'];

/** What outside programs rely on, call by call; the lives of complaints are followed elsewhere. */
describe('the contract', () => {
  let system: System;
  let national: string, coordinator: string, liaison: string, analyst: string, province: string;
  beforeAll(async () => {
    system = await startSystem('--empty', '--clock', clock);
    national = await system.token('national', 'nat.panrb');
    coordinator = await system.token('coordinator', 'gov.32.04');
    province = await system.token('coordinator', 'gov.32');
    liaison = await system.token('liaison', 'gov.32.04', unit);
    analyst = await system.token('analyst', 'ombudsman');
  }, 240_000);
  afterAll(async () => system?.stop(), 60_000);

  const get = (path: string, token: string) => system.call('GET', path, { token });
  const post = (path: string, body: object, token?: string, call: Call = {}) =>
    system.call('POST', path, { body, ...(token !== undefined && { token }), ...call });
  const expectStatus = (answer: Answer, status: number) =>
    expect([answer.status, answer.text]).toEqual([status, expect.any(String)]);
  const keyed = () => ({ headers: { 'idempotency-key': randomUUID() } });
  const file = async (body: object, call: Call = {}): Promise<any> => {
    const answer = await post('/v1/complaints', { channel: 'web', ...body }, undefined, call);
    expectStatus(answer, 202);
    return answer.body;
  };
  const track = async ({ trackingId, receiptCode }: any): Promise<any> =>
    (await system.call('GET', `/v1/complaints/${trackingId}`, { receipt: receiptCode })).body;
  const reply = ({ trackingId, receiptCode }: any, body: object) =>
    post(`/v1/complaints/${trackingId}/replies`, body, undefined, { receipt: receiptCode });
  const life = async ({ complaintId }: any): Promise<any> => {
    await system.settle();
    return (await get(`/v1/oversight/cases/${complaintId}`, analyst)).body;
  };
  const lead = async (filed: any): Promise<any> =>
    (await life(filed)).dispositions.findLast((one: any) => one.part === 'lead');

  /** A command, its repeat, its key with another body, and its position at every service. */
  async function command(
    path: string,
    body: object,
    other: object,
    token: string,
    status = 200,
  ): Promise<any> {
    const key = keyed();
    const first = await post(path, body, token, key);
    expectStatus(first, status);
    await system.settle();
    const again = await post(path, body, token, key);
    expect([again.status, again.text]).toEqual([status, first.text]);
    const reused = await post(path, other, token, key);
    expect([reused.status, reused.body.code]).toEqual([422, 'idempotency-key-reused']);
    const after = `?after=${first.body.position}`;
    for (const list of services) expectStatus(await get(list + after, national), 200);
    expectStatus(await post(`/v1/routing/suggestions${after}`, vague, national), 200);
    return first.body;
  }

  it('signs what was filed, so that anybody can recompute and verify it', async () => {
    const body = { channel: 'web', ...road, reporter: { name: 'Contoh' }, anonymous: false };
    const filed = await file(body);
    const [head = '', payload = '', signature = ''] = filed.receipt.split('.');
    const { keys } = (await system.call('GET', '/v1/jwks')).body;
    const { kid, alg } = JSON.parse(Buffer.from(head, 'base64url').toString());
    const jwk = keys.find((one: any) => one.kid === kid);
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    expect(alg).toBe('EdDSA');
    expect(verify(null, Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(
      true,
    );
    const canonical = `{"anonymous":false,"channel":"web","place":{"regionCode":"32.04"},"reporter":{"name":"Contoh"},"text":${JSON.stringify(road.text)}}`;
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({
      contentHash: createHash('sha256').update(canonical).digest('base64url'),
      trackingId: filed.trackingId,
      filedAt: clock,
    });
  });

  it('knows a repeat by key, or by the channel’s own id, per caller and channel', async () => {
    const [one, two] = await Promise.all(['gov.31', 'gov.32'].map((code) => system.token('channel', code)));
    for (const channel of ['app', 'sms', 'whatsapp', 'social', 'email', 'counter', 'partner']) {
      const body = { channel, ...road, channelMessageId: 'pesan-1' };
      const first = await post('/v1/complaints', body, one);
      expectStatus(first, 202);
      expect((await post('/v1/complaints', body, one)).text).toBe(first.text);
      expect((await post('/v1/complaints', body, two)).body.complaintId).not.toBe(first.body.complaintId);
      expectStatus(await post('/v1/complaints', { ...body, text: 'Lain.' }, one), 422);
      expectStatus(await post('/v1/complaints', body), 401);
    }
  }, 30_000);

  it('takes files by their content, without what a camera wrote, up to 10 MiB', async () => {
    const upload = (content: Buffer) => {
      const raw = new FormData();
      raw.append('file', new Blob([Uint8Array.from(content)], { type: 'text/plain' }), 'x.txt');
      return system.call('POST', '/v1/attachments', { raw });
    };
    const picture = () =>
      sharp({ create: { width: 32, height: 32, channels: 3, background: '#963' } }).withExif({
        IFD0: { Artist: 'Zulaikha' },
      });
    const pdf = (bytes: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(bytes - 9)]);
    const kinds = [
      ['image/jpeg', await picture().jpeg().toBuffer()],
      ['image/png', await picture().png().toBuffer()],
      ['image/webp', await picture().webp().toBuffer()],
      ['application/pdf', pdf(10 * 1024 * 1024)],
    ] as const;
    const ids: string[] = [];
    for (const [type, content] of kinds) {
      const { status, body } = await upload(content);
      expect([status, body]).toEqual([
        201,
        { id: expect.any(String), sha256: expect.any(String), bytes: expect.any(Number), type },
      ]);
      ids.push(body.id);
    }
    for (const bytes of [10 * 1024 * 1024 + 1, 15 * 1024 * 1024, 20 * 1024 * 1024])
      expectStatus(await upload(pdf(bytes)), 413);
    for (const text of ['', 'GIF89a', '<svg/>', 'halo']) expectStatus(await upload(Buffer.from(text)), 415);
    const filed = await file({ ...road, attachments: ids });
    const path = `/v1/complaints/${filed.trackingId}/attachments/${ids[0]}`;
    const read = await system.call('GET', path, { receipt: filed.receiptCode });
    expect([read.status, read.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(read.text).not.toContain('Zulaikha');
  }, 60_000);

  it('opens a case’s desk command by command, each safe to repeat', async () => {
    const filed = await file({ ...road, reporter: { name: 'Contoh' } });
    const { dispositionId } = await lead(filed);
    const at = (call: string, id = dispositionId) => `/v1/dispositions/${id}/${call}`;
    const text = (said: string) => ({ text: said });
    await command(at('accept'), {}, { unit }, liaison);
    await command(at('questions'), text('Di mana?'), text('Kapan?'), liaison);
    expect(await track(filed)).toMatchObject({
      status: 'needs_information',
      canReply: expect.arrayContaining(['information']),
    });
    expectStatus(await reply(filed, { kind: 'information', text: 'Dekat masjid 😀' }), 200);
    const other = 'gov.32.04/dinas-kesehatan';
    await command(at('assign'), { unit: other }, { unit }, coordinator);
    expectStatus(await get(`/v1/dispositions/${dispositionId}`, liaison), 404);
    const asked = await command(
      at('contributors'),
      { organisation: 'gov.32', task: 'Alat berat' },
      { organisation: 'gov.32', task: 'Aspal' },
      coordinator,
      201,
    );
    await command(at('accept', asked.dispositionId), {}, { unit: 'gov.32/dinas-kesehatan' }, province);
    await command(
      `/v1/cases/${filed.complaintId}/thread`,
      text('Besok dikirim'),
      text('Lusa'),
      province,
      201,
    );
    await command(
      `/v1/cases/${filed.complaintId}/identity`,
      { purpose: 'Peninjauan' },
      { purpose: 'Lain' },
      coordinator,
    );
    await command(
      at('answers', asked.dispositionId),
      { kind: 'substantive', text: 'Dikirim' },
      { kind: 'first', text: 'x' },
      province,
    );
    await command(
      at('answers'),
      { kind: 'first', text: 'Diterima' },
      { kind: 'first', text: 'x' },
      coordinator,
    );
    await command(
      at('answers'),
      { kind: 'substantive', text: 'Ditambal' },
      { kind: 'first', text: 'x' },
      coordinator,
    );
    const answered = await track(filed);
    expect(answered.status).toBe('answered');
    expect(JSON.stringify(answered)).not.toMatch(/Besok dikirim|null/);
    expectStatus(await reply(filed, { kind: 'dispute', text: 'Belum' }), 200);
    const disputed = await life(filed);
    expect(disputed).toMatchObject({ status: 'in_progress', disputes: 1 });
    expect(
      disputed.clocks
        .filter(({ kind }: any) => kind === 'resolve')
        .map(({ round, state }: any) => [round, state]),
    ).toEqual([
      [0, 'met'],
      [1, 'running'],
    ]);
  }, 60_000);

  it('asks, archives with a way back, and corrects beside the reporter’s words', async () => {
    const filed = await file(vague);
    await system.settle();
    const path = `/v1/triage/${filed.complaintId}`;
    const ask = { action: 'ask', question: 'Masalah apa?', title: 'Lampu jalan', class: 'aspiration' };
    await command(path, ask, { ...ask, question: 'Apa?' }, coordinator);
    expect(await track(filed)).toMatchObject({
      status: 'needs_information',
      title: 'Lampu jalan',
      class: 'aspiration',
      text: vague.text,
    });
    expectStatus(await reply(filed, { kind: 'information', text: 'Lampu' }), 200);
    await system.settle();
    const archive = {
      action: 'archive',
      reasonCode: 'out-of-scope',
      text: 'Di pengadilan',
      referral: 'nat.panrb',
    };
    expectStatus(await post(path, { ...archive, referral: 'nat.tidak-ada' }, coordinator), 422);
    expectStatus(await post(path, archive, await system.token('coordinator', 'gov.33.01')), 404);
    await command(path, archive, { ...archive, text: 'Lain' }, coordinator);
    expect(await track(filed)).toMatchObject({ status: 'archived', canReply: ['dispute'] });
    expectStatus(await reply(filed, { kind: 'dispute', text: 'Bukan' }), 200);
    expect((await life(filed)).status).toBe('triage');
    const route = { action: 'route', organisation: 'gov.32.04', reason: 'Jelas' };
    expectStatus(await post(path, { ...route, unit: 'gov.32/dinas-kesehatan' }, province), 422);
    await command(path, route, { ...route, reason: 'Lain' }, province);
    expect((await life(filed)).status).toBe('dispositioned');
  }, 60_000);

  it('brings bodies that refuse each other before the tier above, whose word is final', async () => {
    const filed = await file(road);
    for (const to of ['gov.32', 'gov.32.04', undefined]) {
      const { dispositionId, organisation } = await lead(filed);
      const refusal = {
        ground: 'UU 23/2014',
        note: 'Bukan kami',
        proposed: organisation === 'gov.32' ? 'gov.32.04' : 'gov.32',
      };
      await command(
        `/v1/dispositions/${dispositionId}/decline`,
        refusal,
        { ...refusal, note: 'x' },
        organisation === 'gov.32' ? province : coordinator,
      );
      if (to !== undefined)
        expectStatus(
          await post(
            `/v1/triage/${filed.complaintId}`,
            { action: 'route', organisation: to, reason: 'Coba' },
            national,
          ),
          200,
        );
    }
    expect(await life(filed)).toMatchObject({ status: 'arbitration', hops: 2 });
    const path = `/v1/arbitrations/${filed.complaintId}`;
    const ruling = { organisation: 'gov.32.04', unit, reason: 'Jalan kabupaten' };
    expectStatus(await post(path, ruling, coordinator), 404);
    expectStatus(await post(path, { ...ruling, organisation: 'gov.99.99' }, national), 422);
    const decided = await command(path, ruling, { ...ruling, reason: 'x' }, national);
    expect(decided).toMatchObject({ status: 'dispositioned', owner: { organisation: 'gov.32.04', unit } });
    const offered = `/v1/dispositions/${decided.dispositionId}`;
    expect((await get(`${offered}?after=${decided.position}`, coordinator)).body).toMatchObject({
      status: 'offered',
      final: true,
    });
    expectStatus(
      await post(`${offered}/decline`, { ground: 'x', note: 'x', proposed: 'gov.32' }, coordinator),
      409,
    );
  }, 60_000);

  it('hides what alleges a breach of law from the unit and from whoever only looks', async () => {
    const filed = await file({
      text: 'Kepala dinas di Kabupaten Bandung minta suap proyek jalan',
      class: 'oversight_complaint',
      place: road.place,
    });
    expect(await life(filed)).toMatchObject({ confidential: true });
    const executive = await system.token('executive', 'gov.32');
    expectStatus(await get(`/v1/oversight/cases/${filed.complaintId}`, executive), 404);
    expectStatus(await get(`/v1/routing/decisions/${filed.complaintId}`, liaison), 404);
    for (const token of [liaison, executive]) {
      expect((await get('/v1/dispositions?limit=200', token)).text).not.toContain(filed.complaintId);
    }
    expectStatus(
      await get(
        `/v1/oversight/cases/${filed.complaintId}`,
        await system.token('analyst', 'ombudsman', 'ombudsman/32'),
      ),
      200,
    );
  }, 30_000);

  /** columns: national, coordinator, liaison, executive above, analyst, office of the province, of another, ops, channel */
  it.each([
    ['/v1/dispositions?organisation=gov.32.04', [200, 200, 200, 200, 200, 200, 403, 403, 403]],
    ['/v1/dispositions?organisation=gov.33.01', [200, 403, 403, 403, 200, 403, 200, 403, 403]],
    ['/v1/feeds/gov.32.04', [200, 200, 403, 200, 200, 403, 403, 403, 403]],
    ['/v1/feeds/gov.32.04/webhooks', [200, 200, 403, 403, 403, 403, 403, 403, 403]],
    ['/v1/clocks?organisation=gov.32.04', [200, 200, 403, 200, 200, 200, 403, 403, 403]],
    ['/v1/triage?organisation=gov.32.04', [200, 200, 403, 403, 403, 403, 403, 403, 403]],
    ['/v1/oversight/cases?organisation=gov.32.04', [200, 200, 403, 200, 200, 200, 403, 403, 403]],
    ['/v1/appointments', [200, 200, 403, 403, 403, 403, 403, 403, 403]],
    ['/v1/organisations', [200, 200, 200, 200, 200, 200, 200, 200, 200]],
    ['/v1/routing/policies', [200, 403, 403, 403, 403, 403, 403, 403, 403]],
    ['/v1/notices?organisation=gov.32.04', [200, 200, 403, 403, 200, 200, 403, 403, 403]],
    ['/v1/notices/contacts?organisation=gov.32.04', [200, 200, 403, 403, 403, 403, 403, 403, 403]],
    ['/v1/calendars', [200, 200, 200, 200, 200, 200, 200, 200, 200]],
    ['/v1/sla-policies', [200, 200, 200, 200, 200, 200, 200, 200, 200]],
  ])('%s is for the roles of the table', async (path, statuses) => {
    const tokens = await Promise.all([
      system.token('national', 'nat.panrb'),
      system.token('coordinator', 'gov.32.04'),
      system.token('liaison', 'gov.32.04', unit),
      system.token('executive', 'gov.32'),
      system.token('analyst', 'ombudsman'),
      system.token('analyst', 'ombudsman', 'ombudsman/32'),
      system.token('analyst', 'ombudsman', 'ombudsman/33'),
      system.token('ops'),
      system.token('channel', 'gov.32.04'),
    ]);
    expect(await Promise.all(tokens.map(async (token) => (await get(path, token)).status))).toEqual(statuses);
  });

  it('shows a list once, whatever comes meanwhile', async () => {
    const lists = [
      ['/v1/dispositions', 'dispositionId'],
      ['/v1/clocks', 'clockId'],
      ['/v1/oversight/cases?sort=-filedAt', 'complaintId'],
      ['/v1/oversight/cases?sort=dueAt', 'complaintId'],
    ] as const;
    for (const [path, key] of lists) {
      const seen: string[] = [];
      for (let cursor = ''; ;) {
        const { body } = await get(`${path}${path.includes('?') ? '&' : '?'}limit=4${cursor}`, national);
        seen.push(...body.items.map((item: any) => item[key]));
        if (body.next === null) break;
        if (cursor === '') await file(road).then(() => system.settle());
        cursor = `&cursor=${encodeURIComponent(body.next)}`;
      }
      expect(new Set(seen).size).toBe(seen.length);
    }
  }, 60_000);

  it.each([
    ['2025-03-27', ['2025-04-10', '2025-04-14', '2025-04-22', '2025-04-28', '2025-07-11']],
    ['2026-03-17', ['2026-03-27', '2026-03-31', '2026-04-08', '2026-04-14', '2026-06-26']],
    ['2026-05-12', ['2026-05-19', '2026-05-21', '2026-06-02', '2026-06-08', '2026-08-12']],
    ['2026-11-20', ['2026-11-25', '2026-11-27', '2026-12-04', '2026-12-10', '2027-02-19']],
  ])('counts working days from %s as the decrees say', async (start, days) => {
    for (const [n, limit] of [3, 5, 10, 14, 60].entries()) {
      const body = { start: `${start}T03:00:00.000Z`, limit, unit: 'working_days', region: '32.04' };
      const { countedDays, dueAt } = (await post('/v1/clocks/preview', body, liaison)).body;
      expect([countedDays.length, countedDays.at(-1), dueAt.slice(0, 10)]).toEqual([limit, days[n], days[n]]);
    }
  });

  it('keeps the case when a person leaves, and the answer to who files the same again', async () => {
    const body = {
      channel: 'web',
      ...road,
      text: 'Jalan rusak di muka rumah saya',
      reporter: { name: 'Contoh' },
    };
    const key = keyed();
    const first = await post('/v1/complaints', body, undefined, key);
    await system.settle();
    const path = `/v1/complaints/${first.body.trackingId}/erasure`;
    const call = { receipt: first.body.receiptCode, ...keyed() };
    const erased = await post(path, { scope: 'all', reason: 'Takut' }, undefined, call);
    expectStatus(erased, 200);
    expect((await post(path, { scope: 'all', reason: 'Takut' }, undefined, call)).text).toBe(erased.text);
    expectStatus(await post(path, { scope: 'all', reason: 'Lain' }, undefined, call), 422);
    const again = await post('/v1/complaints', body, undefined, key);
    expect([again.status, again.text]).toEqual([202, first.text]);
    expect(await track(first.body)).toMatchObject({ text: '', status: 'dispositioned' });
  });

  // What follows changes calendars and appointments for everybody, so it comes last.
  it('moves open clocks with a new calendar, for whom it is, and says so', async () => {
    const filed = await file(road);
    await system.settle();
    const first = async () =>
      (await get(`/v1/clocks?kind=first_follow_up&complaintId=${filed.complaintId}`, analyst)).body.items[0];
    const publish = (scope: object, kind = 'joint_leave') => ({
      effectiveFrom: '2026-03-17',
      days: [{ date: '2026-03-30', kind, name: 'Cuti' }],
      ...scope,
    });
    const due = async (scope: object) => {
      await command('/v1/calendars', publish(scope), publish(scope, 'election'), national, 201);
      return (await first()).dueAt.slice(0, 10);
    };
    expectStatus(await post('/v1/calendars', publish({}), coordinator), 403);
    expectStatus(await post('/v1/calendars', publish({ regions: ['99'] }), national), 422);
    expect(await due({ regions: ['33'] })).toBe('2026-03-31');
    expect(await due({ organisations: ['gov.32.04'] })).toBe('2026-04-01');
    expect((await first()).dueHistory.map(({ dueAt, why }: any) => [dueAt.slice(0, 10), why])).toEqual([
      ['2026-03-31', 'started'],
      ['2026-04-01', 'new-calendar'],
    ]);
    expect((await life(filed)).facts.map(({ type }: any) => type)).toContain('DueTimesMoved');
  }, 30_000);

  it('ends a right with its appointment, whatever the token says', async () => {
    const { sub } = JSON.parse(Buffer.from(liaison.split('.')[1] ?? '', 'base64url').toString());
    const made = {
      subject: sub,
      role: 'liaison',
      organisation: 'gov.32.04',
      unit,
      from: '2026-01-01T00:00:00.000Z',
    };
    await command('/v1/appointments', made, { ...made, subject: 'lain' }, coordinator, 201);
    expectStatus(await get('/v1/dispositions', liaison), 200);
    const connection = async () => {
      await system.settle();
      return (await get('/v1/organisations/gov.32.04', national)).body.connection;
    };
    expect(await connection()).toBe('connected');
    const head = JSON.parse(Buffer.from(coordinator.split('.')[1] ?? '', 'base64url').toString()).sub;
    const { unit: _unit, ...place } = made;
    expectStatus(
      await post('/v1/appointments', { ...place, subject: head, role: 'coordinator' }, coordinator),
      201,
    );
    expectStatus(await get('/v1/dispositions', coordinator), 200);
    expect(await connection()).toBe('active');
    const ended = await post('/v1/appointments', { ...made, to: '2026-03-16T00:00:00.000Z' }, coordinator);
    expectStatus(ended, 201);
    await system.settle();
    for (const path of ['/v1/dispositions', '/v1/organisations', '/v1/calendars'])
      expectStatus(await get(path, liaison), 403);
    expectStatus(
      await post('/v1/appointments', { ...made, organisation: 'gov.33.01', unit: undefined }, coordinator),
      403,
    );
  }, 30_000);
});
