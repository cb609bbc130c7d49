import { describeWithKafka } from '@satupintu/embedded';
import { randomUUID } from 'node:crypto';
import { type Answer, startSystem, type System } from './harness';

/** Lives of complaints, followed through the running system from the door to the Ombudsman, on both logs. */
const onLog = (log: 'postgres' | 'kafka') => {
  let system: System;
  const road = {
    channel: 'web',
    text: 'Jalan kabupaten di Desa Cibiru Wetan rusak parah, lubangnya dalam dan sudah dua motor jatuh minggu ini.',
    place: { regionCode: '32.04' },
  };

  beforeAll(async () => {
    system = await startSystem(
      '--empty',
      '--clock',
      '2026-03-17T03:00:00.000Z',
      ...(log === 'kafka' ? ['--kafka'] : []),
    );
  }, 240_000);
  afterAll(async () => system?.stop(), 60_000);

  const file = async (body: object, headers: Record<string, string> = {}): Promise<any> => {
    const answer = await system.call('POST', '/v1/complaints', { body, headers });
    expect([answer.status, answer.text]).toEqual([202, expect.any(String)]);
    return answer.body;
  };
  const track = (filed: any, after = ''): Promise<Answer> =>
    system.call('GET', `/v1/complaints/${filed.trackingId}${after}`, { receipt: filed.receiptCode });
  const oversight = async (filed: any): Promise<any> => {
    await system.settle();
    const token = await system.token('analyst', 'ombudsman');
    const answer = await system.call('GET', `/v1/oversight/cases/${filed.complaintId}`, { token });
    expect(answer.status).toBe(200);
    return answer.body;
  };

  it('goes from filing to a confirmed answer', async () => {
    const filed = await file(road);
    await system.settle();
    const coordinator = await system.token('coordinator', 'gov.32.04');
    const list = await system.call('GET', `/v1/dispositions?organisation=gov.32.04&limit=200`, {
      token: coordinator,
    });
    const disposition = list.body.items.find((one: any) => one.complaintId === filed.complaintId);
    expect(disposition).toMatchObject({
      part: 'lead',
      status: 'offered',
      organisation: 'gov.32.04',
      text: road.text,
      hop: 0,
    });
    const act = async (path: string, body: object) => {
      const answer = await system.call('POST', `/v1/dispositions/${disposition.dispositionId}/${path}`, {
        token: coordinator,
        body,
      });
      expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('position')]);
      return answer.body;
    };
    await act('accept', {});
    const twice = await system.call('POST', `/v1/dispositions/${disposition.dispositionId}/accept`, {
      token: coordinator,
      body: {},
    });
    expect([twice.status, twice.body.code]).toEqual([409, 'already-accepted']);
    await act('answers', { kind: 'first', text: 'Terima kasih, laporan kami teruskan ke bidang jalan.' });
    const { position } = await act('answers', {
      kind: 'substantive',
      text: 'Lubang ditambal pada 20 Maret.',
    });
    const seen = await track(filed, `?after=${position}`);
    expect(seen.body).toMatchObject({
      status: 'answered',
      canReply: expect.arrayContaining(['confirm', 'dispute']),
    });
    expect(seen.body.answers.map((one: any) => one.text)).toContain('Lubang ditambal pada 20 Maret.');
    const reply = await system.call('POST', `/v1/complaints/${filed.trackingId}/replies`, {
      receipt: filed.receiptCode,
      body: { kind: 'confirm', rating: 5 },
    });
    expect(reply.status).toBe(200);
    expect((await track(filed)).body).toMatchObject({ status: 'closed', closedReason: 'confirmed' });
    const whole = await oversight(filed);
    expect(whole).toMatchObject({
      status: 'closed',
      closedReason: 'confirmed',
      overdue: false,
      escalationLevel: 0,
    });
    const types = whole.facts.map((one: any) => one.type.replace(/^id\.satupintu\./, ''));
    expect(types[0]).toMatch(/ComplaintFiled|complaint-filed/);
    expect(whole.facts.every((one: any) => one.verdict && one.position && one.at && one.by)).toBe(true);
    // A fact may stand on the log twice; it counts once.
    const counted = whole.facts.filter((one: any) => one.verdict === 'applied').map((one: any) => one.id);
    expect(new Set(counted).size).toBe(counted.length);
    expect(new Set(whole.facts.map((one: any) => one.id))).toEqual(new Set(counted));
  }, 120_000);

  it.each([
    [
      'a broken road in a village',
      { text: road.text, place: { description: 'Desa Cibiru Wetan, Kec. Cileunyi, Kab. Bandung' } },
      /^gov\.32\.04$/,
    ],
    [
      'a national agency by nickname',
      { text: 'PLN kok mati lampu terus tiap malam di kampung kami, token listrik juga sering gagal masuk' },
      /^nat\.pln$/,
    ],
    ['no place', { text: 'Puskesmas tutup padahal masih jam kerja, pasien disuruh pulang' }, /^nat\.panrb$/],
    [
      'slang with typos',
      { text: 'min tlg dong jln dpn rmh sy di kab bdg bolong2 gede bgt udh lama ga di benerin' },
      /^gov\.32(\.04)?$/,
    ],
    [
      '20,000 characters',
      {
        text: `Sampah menumpuk di Kota Surabaya. ${'Sudah lama tidak diangkut. '.repeat(760)}`.slice(
          0,
          20_000,
        ),
      },
      /^(gov\.35\.78|nat\.panrb)$/,
    ],
    [
      'emoji and NUL characters',
      { text: 'Lampu jalan mati \u0000😡😡 di Kota Bandung \u0000gelap sekali 🌚' },
      /^(gov\.32\.73|gov\.32)$/,
    ],
  ])(
    '%s ends at the right owner or in triage',
    async (_what, body, owner) => {
      const filed = await file({ channel: 'web', ...body });
      const whole = await oversight(filed);
      expect(['dispositioned', 'triage']).toContain(whole.status);
      expect(whole.owner.organisation).toMatch(owner);
    },
    60_000,
  );

  it('answers a repeated filing with the same bytes, and 1,000 at once with one case', async () => {
    const key = randomUUID();
    const send = () =>
      system.call('POST', '/v1/complaints', { body: road, headers: { 'idempotency-key': key } });
    const answers = await Promise.all(Array.from({ length: 1000 }, send));
    expect(new Set(answers.map((one) => `${one.status} ${one.text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(202);
    const other = await system.call('POST', '/v1/complaints', {
      body: { ...road, text: 'lain' },
      headers: { 'idempotency-key': key },
    });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
  }, 120_000);

  it('comes back from a refusal at the body that was proposed', async () => {
    const filed = await file({ ...road, text: 'Lampu penerangan jalan di Soreang padam, mohon diperbaiki.' });
    await system.settle();
    const token = await system.token('coordinator', 'gov.32.04');
    const list = await system.call('GET', '/v1/dispositions?organisation=gov.32.04&limit=200', { token });
    const disposition = list.body.items.find((one: any) => one.complaintId === filed.complaintId);
    const decline = {
      ground: 'UU 23/2014 lampiran huruf C',
      note: 'Jalan ini jalan provinsi.',
      proposed: 'gov.32',
    };
    const declined = await system.call('POST', `/v1/dispositions/${disposition.dispositionId}/decline`, {
      token,
      body: decline,
    });
    expect([declined.status, declined.text]).toEqual([200, expect.any(String)]);
    const whole = await oversight(filed);
    expect(['dispositioned', 'triage']).toContain(whole.status);
    if (whole.status === 'dispositioned') expect(whole.owner.organisation).toBe('gov.32');
  }, 60_000);

  it('lets the reporter erase the person and the words, and the case stays', async () => {
    const secret = `rahasia${randomUUID().slice(0, 8)}`;
    const filed = await file({
      ...road,
      text: `Jalan rusak di depan toko ${secret}`,
      reporter: { name: `Siti ${secret}`, phone: '081200001111' },
    });
    await system.settle();
    const erased = await system.call('POST', `/v1/complaints/${filed.trackingId}/erasure`, {
      receipt: filed.receiptCode,
      body: { scope: 'all' },
    });
    expect([erased.status, erased.text]).toEqual([200, expect.any(String)]);
    const whole = await oversight(filed);
    expect(JSON.stringify(whole)).not.toContain(secret);
    expect((await track(filed)).text).not.toContain(secret);
    const found = await system.call('GET', `/v1/oversight/cases?q=${secret}`, {
      token: await system.token('analyst', 'ombudsman'),
    });
    expect(found.body.items).toEqual([]);
  }, 60_000);

  it('shows who the reporter is only on the record, and the reporter sees the look', async () => {
    const filed = await file({ ...road, reporter: { name: 'Contoh Pelapor', phone: '081200000000' } });
    const hidden = await file({ ...road, anonymous: true, reporter: { name: 'Contoh Pelapor' } });
    await system.settle();
    const token = await system.token('coordinator', 'gov.32.04');
    const look = (complaintId: string, as = token) =>
      system.call('POST', `/v1/cases/${complaintId}/identity`, {
        token: as,
        body: { purpose: 'Peninjauan lokasi' },
      });
    const seen = await look(filed.complaintId);
    expect([seen.status, seen.body]).toMatchObject([
      200,
      { identity: { name: 'Contoh Pelapor', phone: '081200000000' } },
    ]);
    await system.settle();
    const timeline = (await track(filed)).body.timeline;
    expect(JSON.stringify(timeline)).toContain('Peninjauan lokasi');
    expect((await look(hidden.complaintId)).body.code).toBe('reporter-anonymous');
    expect((await look(filed.complaintId, await system.token('coordinator', 'gov.33.01'))).status).toBe(404);
    expect(
      (await look(filed.complaintId, await system.token('liaison', 'gov.32.04', 'gov.32.04/dinas-kesehatan')))
        .status,
    ).toBe(403);
  }, 60_000);

  it('climbs to the Ombudsman when nobody touches it, each step once, at the calendar’s instants over Lebaran 2026', async () => {
    const filed = await file({
      ...road,
      text: 'Jalan kabupaten di Kecamatan Soreang berlubang besar, belum diperbaiki.',
    });
    await system.settle();
    await system.moveClock('2026-04-14T08:59:59.999Z');
    const token = await system.token('analyst', 'ombudsman');
    const steps = async () => {
      const list = await system.call('GET', '/v1/oversight/escalations?limit=200', { token });
      return list.body.items.filter((one: any) => one.complaintId === filed.complaintId);
    };
    expect(await steps()).toEqual([]);
    await system.moveClock('2026-06-30T02:00:00.000Z');
    const climbed = await steps();
    const whole = await oversight(filed);
    expect(climbed.map((one: any) => [one.level, one.escalatedAt])).toEqual([
      [1, '2026-04-14T09:00:00.000Z'],
      [2, '2026-04-17T09:30:00.000Z'],
      [3, '2026-04-24T09:30:00.000Z'],
      [4, '2026-05-11T09:00:00.000Z'],
    ]);
    expect(climbed.map((one: any) => one.to.unit ?? one.to.organisation ?? one.to)).toEqual([
      expect.stringMatching(/^gov\.32\.04/),
      'gov.32.04',
      'gov.32',
      'ombudsman/32',
    ]);
    expect(whole).toMatchObject({ overdue: true, escalationLevel: 4 });
    const missed = whole.clocks.find((one: any) => one.kind === 'resolve');
    expect(missed).toMatchObject({
      state: 'missed',
      dueAt: '2026-04-14T09:00:00.000Z',
      missedAt: '2026-04-14T09:00:00.000Z',
    });
  }, 180_000);

  it('closes by silence when the reporter says nothing after the answer', async () => {
    const filed = await file(road);
    await system.settle();
    const token = await system.token('coordinator', 'gov.32.04');
    const list = await system.call(
      'GET',
      '/v1/dispositions?organisation=gov.32.04&status=offered&limit=200',
      { token },
    );
    const { dispositionId } = list.body.items.find((one: any) => one.complaintId === filed.complaintId);
    await system.call('POST', `/v1/dispositions/${dispositionId}/accept`, { token, body: {} });
    await system.call('POST', `/v1/dispositions/${dispositionId}/answers`, {
      token,
      body: { kind: 'substantive', text: 'Sudah ditambal.' },
    });
    await system.moveClock('2026-08-01T02:00:00.000Z');
    expect((await track(filed)).body).toMatchObject({ status: 'closed', closedReason: 'silence' });
  }, 120_000);

  it('gives the agency its feed, in order, without words', async () => {
    const token = await system.token('coordinator', 'gov.32.04');
    const events: any[] = [];
    for (let cursor = ''; ;) {
      const { body } = await system.call(
        'GET',
        `/v1/feeds/gov.32.04?limit=50${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
        { token },
      );
      events.push(...body.items);
      if (!body.next || body.items.length === 0) break;
      cursor = body.next;
    }
    expect(events.length).toBeGreaterThan(5);
    expect(new Set(events.map((one) => one.id)).size).toBe(events.length);
    expect(events.every((one) => one.specversion === '1.0' && one.subject)).toBe(true);
    expect(JSON.stringify(events)).not.toMatch(/Cibiru|ditambal|Soreang/);
  }, 60_000);

  it('is verified: every view made again from the log is the same', async () => {
    const verified = await system.replay('verify');
    expect(verified).toMatchObject({ code: 0 });
  }, 180_000);

  it('is rebuilt beside the live view and serves on', async () => {
    const rebuilt = await system.replay('rebuild', 'oversight');
    expect([rebuilt.code, rebuilt.output]).toEqual([0, expect.any(String)]);
    const filed = await file(road);
    expect((await oversight(filed)).status).toBe('dispositioned');
    expect((await system.replay('verify')).code).toBe(0);
  }, 180_000);
};

describe('on the Postgres log', () => onLog('postgres'));
describeWithKafka('on the Kafka log', () => onLog('kafka'));
