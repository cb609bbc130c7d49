import { Desk } from './desk';
import { startSystem, type System } from './harness';
import { expectProof } from './proof';

const regency = 'gov.32.04';
const office = 'ombudsman/32';
const health = `${regency}/dinas-kesehatan`;
const subjectOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub;

/** The Ombudsman as a body that handles: what is dispositioned to it goes as everybody's does, its own delay too. */
describe('the Ombudsman handles too', () => {
  let system: System;
  let desk: Desk;
  /** analysts: of the office in the province, and of the centre */
  let there: string;
  let centre: string;
  let late: any;

  beforeAll(async () => {
    system = await startSystem('--empty', '--clock', '2026-04-06T02:00:00.000Z');
    desk = new Desk(system);
    there = await system.token('analyst', 'ombudsman', office);
    centre = await system.token('analyst', 'ombudsman');
  }, 240_000);
  afterAll(async () => system?.stop(), 60_000);

  const as = (token: string, method: string, path: string, body?: object) =>
    system.call(method, path, { token, ...(body && { body }) });
  const granted = (token: string, method: string, path: string, body?: object) =>
    desk.granted(as(token, method, path, body));
  const on = (dispositionId: string, call: string) => `/v1/dispositions/${dispositionId}/${call}`;

  /** A complaint that triage gives to the Ombudsman; the disposition that it has then. */
  const given = async (text: string, unit?: string): Promise<{ filed: any; held: any }> => {
    const filed = await desk.file({ text, place: { regionCode: '32.04' } });
    await system.settle();
    expect((await desk.life(filed)).status).toBe('triage');
    const to = { organisation: 'ombudsman', ...(unit !== undefined && { unit }) };
    const wish = { action: 'route', ...to, reason: 'Pemohon sudah mengadu ke instansi dan tidak dijawab.' };
    await desk.national('POST', `/v1/triage/${filed.complaintId}`, wish);
    await system.settle();
    const held = await desk.lead(filed);
    expect(held).toMatchObject({ ...to, status: 'offered' });
    return { filed, held };
  };

  it('is active with analysts at its centre and in its offices, as others are with coordinators and liaisons', async () => {
    const state = async () => {
      await system.settle();
      const { connection } = await granted(centre, 'GET', '/v1/organisations/ombudsman');
      const { items } = await desk.national('GET', '/v1/appointments/readiness?organisation=ombudsman');
      const lacking = items[0].units.map(({ unit }: any) => unit);
      return { connection, missing: items[0].missing, isOfficeReady: !lacking.includes(office) };
    };
    const nobody = { missing: ['no-coordinator', 'no-liaison'], isOfficeReady: false };
    expect(await state()).toEqual({ connection: 'connected', ...nobody });
    for (const [token, unit] of [[centre], [there, office]] as const)
      await desk.national('POST', '/v1/appointments', {
        subject: subjectOf(token),
        role: 'analyst',
        organisation: 'ombudsman',
        ...(unit && { unit }),
        from: '2026-04-01T00:00:00.000Z',
      });
    for (const token of [centre, there]) await granted(token, 'GET', '/v1/dispositions');
    expect(await state()).toEqual({ connection: 'active', missing: [], isOfficeReady: true });
  }, 120_000);

  it('its office takes a case on, asks, lets a body contribute, and answers: the same calls, clocks and inbox', async () => {
    const { filed, held } = await given('Mohon perhatian.', office);
    const { dispositionId } = held;
    const { items } = await granted(there, 'GET', `/v1/dispositions?organisation=ombudsman&unit=${office}`);
    expect(items.map((item: any) => item.dispositionId)).toContain(dispositionId);
    const outside = await system.token('coordinator', regency);
    expect((await as(outside, 'POST', on(dispositionId, 'accept'), {})).status).toBe(404);
    const elsewhere = await system.token('analyst', 'ombudsman', 'ombudsman/33');
    expect((await as(elsewhere, 'POST', on(dispositionId, 'accept'), {})).status).toBe(404);

    await granted(there, 'POST', on(dispositionId, 'accept'), {});
    const { resolve } = await desk.clocks(filed);
    expect(resolve).toMatchObject({
      accountable: { organisation: 'ombudsman', unit: office },
      state: 'running',
    });
    const { startedAt: start, rule } = resolve;
    expect((await desk.preview({ start, rule, organisation: office })).dueAt).toBe(resolve.dueAt);

    await granted(there, 'POST', on(dispositionId, 'questions'), {
      text: 'Kapan Anda mengadu ke puskesmas?',
    });
    expect((await desk.clocks(filed))['resolve'].state).toBe('paused');
    await desk.reply(filed, { kind: 'information', text: 'Bulan Februari.' });
    const { dispositionId: part } = await granted(there, 'POST', on(dispositionId, 'contributors'), {
      organisation: regency,
      unit: health,
      task: 'Mohon salinan tanggapan puskesmas.',
    });
    const agency = await system.token('liaison', regency, health);
    await granted(agency, 'POST', on(part, 'accept'), {});
    await granted(there, 'POST', `/v1/cases/${filed.complaintId}/thread`, { text: 'Mohon sebelum Jumat.' });
    await granted(agency, 'POST', on(part, 'answers'), { kind: 'substantive', text: 'Terlampir.' });
    await granted(there, 'POST', on(dispositionId, 'answers'), {
      kind: 'first',
      text: 'Sedang kami periksa.',
    });
    await granted(there, 'POST', on(dispositionId, 'answers'), {
      kind: 'substantive',
      text: 'Puskesmas telah melayani kembali.',
    });
    const { handler, answers } = await desk.track(filed);
    expect(handler).toMatchObject({ organisation: 'ombudsman', unit: office });
    expect(answers.map(({ kind }: any) => kind)).toEqual(['first', 'substantive']);
    await desk.reply(filed, { kind: 'confirm', rating: 5 });
    expect(await desk.life(filed)).toMatchObject({ status: 'closed', closedReason: 'confirmed' });
    expect((await desk.clocks(filed))['resolve'].state).toBe('met');
  }, 120_000);

  it('its centre names the office that is to handle, as a coordinator names a unit', async () => {
    const { filed, held } = await given('Tolong ditindaklanjuti.');
    const before = await desk.clocks(filed);
    expect(before['assign_unit']).toMatchObject({
      accountable: { organisation: 'ombudsman' },
      state: 'running',
    });
    await granted(centre, 'POST', on(held.dispositionId, 'assign'), { unit: office });
    const after = await desk.clocks(filed);
    expect([after['assign_unit'].state, after['resolve'].state]).toEqual(['met', 'running']);
    await granted(there, 'POST', on(held.dispositionId, 'decline'), {
      ground: 'UU 37/2008',
      note: 'Belum pernah diadukan ke instansinya.',
      proposed: regency,
    });
    await system.settle();
    expect((await desk.life(filed)).owner.organisation).toBe(regency);
  }, 120_000);

  it('what it leaves lying is overdue, climbs to its centre, and stands in the reports as anybody’s does', async () => {
    const { filed } = await given('Mohon dibantu.', office);
    late = filed;
    const { resolve } = await desk.clocks(filed);
    await system.moveClock(new Date(Date.parse(resolve.dueAt) + 60_000).toISOString());
    expect((await desk.clocks(filed))['resolve']).toMatchObject({ state: 'missed', missedAt: resolve.dueAt });
    const list = await desk.analyst('/v1/oversight/cases?overdue=true&organisation=ombudsman');
    expect(list.items).toMatchObject([
      { complaintId: filed.complaintId, overdue: true, owner: { organisation: 'ombudsman', unit: office } },
    ]);
    await system.moveClock(new Date(Date.parse(resolve.dueAt) + 45 * 86_400_000).toISOString());
    const steps = await desk.steps(filed);
    expect(steps.map(([level, , to]) => [level, to])).toEqual(
      [1, 2, 3, 4].map((level) => [level, 'ombudsman']),
    );
    const { items } = await desk.national('GET', '/v1/oversight/escalations');
    expect(items.filter(({ complaintId }: any) => complaintId === filed.complaintId)).toHaveLength(4);

    const report = await desk.analyst('/v1/oversight/reports/agencies?from=2026-04-01&to=2026-04-30');
    const own = report.items.find(({ organisation }: any) => organisation === 'ombudsman');
    expect(own).toMatchObject({
      received: 3,
      answeredInTime: 1,
      openOverdue: 1,
      untouched: 1,
      declined: 1,
      escalated: 1,
    });
  }, 120_000);

  it('answers late, which is late, and the log proves all of it', async () => {
    const { dispositionId } = await desk.lead(late);
    await granted(there, 'POST', on(dispositionId, 'accept'), {});
    await granted(there, 'POST', on(dispositionId, 'answers'), {
      kind: 'substantive',
      text: 'Maaf, terlambat.',
    });
    const { resolve } = await desk.clocks(late);
    expect(resolve).toMatchObject({ state: 'missed', escalationLevel: 4, stoppedAt: expect.any(String) });
    await expectProof(system);
  }, 180_000);
});
