import { testPostgres } from '@satupintu/embedded';
import { type Data, fact, idOf, REFERENCE, type Role } from '@satupintu/events';
import { directoryPublished, Stand } from '@satupintu/service/testing';
import { casework } from '../definition';
import { at, filed } from '../lives.fixture';

const postgres = testPostgres();
const health = 'gov.32.04/dinas-kesehatan';
const school = 'gov.32.04/dinas-pendidikan';
const rule = { role: 'rule' } as const;
let stand: Stand;
let count = 0;

/** The subject of the token that `stand.as` gives. */
const subjectOf = (role: Role, organisation: string, unit = '') => idOf(`${role}:${organisation}:${unit}`);

async function brought(unit = health, over: Partial<Data<'DispositionOffered'>> = {}) {
  const complaintId = idOf(`complaint:people:${(count += 1)}`);
  const dispositionId = idOf(`offer:${complaintId}`);
  const about = { subject: complaintId, at: at(1), by: rule };
  const sealed = await stand.sealFiling(complaintId, { text: 'Puskesmas tutup', title: 'Puskesmas' });
  await stand.say(
    { ...filed({ trackingId: `SP-P-${count}`, ...sealed }, complaintId), id: idOf(`filed:${complaintId}`) },
    fact('DispositionOffered', `offer:${complaintId}`, about, {
      dispositionId, hop: 0, organisation: 'gov.32.04', unit, decidedBy: 'rule', final: false, class: 'complaint', reasons: [], versions: {}, ...over,
    }),
  ); // prettier-ignore
  return { complaintId, dispositionId };
}

const coordinator = () => stand.as('coordinator', 'gov.32.04');
const liaison = (unit = health) => stand.as('liaison', 'gov.32.04', unit);
const unitOf = async (dispositionId: string) =>
  (await coordinator().get(`/v1/dispositions/${dispositionId}`)).body.unit as string;
const appointed = async (role: Role, unit?: string) => {
  const organisation = 'gov.32.04';
  const subject = subjectOf(role, organisation, unit);
  const wish = { subject, role, organisation, ...(unit !== undefined && { unit }), from: at(0) };
  return (await coordinator().post('/v1/appointments', wish)).body.appointmentId as string;
};
const handedOver = (body: object) =>
  coordinator().post('/v1/appointments/handovers', { organisation: 'gov.32.04', ...body });
const brief = async (handoverId: string, query = '') =>
  (await coordinator().get(`/v1/appointments/handovers/${handoverId}${query}`)).body;

/** Resolves when every case that can has followed. */
async function followed(handoverId: string) {
  for (;;) {
    const body = await brief(handoverId);
    if (body.state === 'done') return body;
  }
}

describe('people change', () => {
  beforeEach(async () => {
    stand = await Stand.start(casework, await postgres.database(), at(20));
    await stand.publish(directoryPublished);
  }, 60_000);
  afterEach(() => stand.stop());

  test('who was appointed is seen once, at the first call', async () => {
    const appointmentId = await appointed('liaison', health);
    const seen = async () => {
      const facts: any[] = [];
      for await (const { records } of stand.running.deps.log.read(REFERENCE))
        facts.push(...records.map(({ value }) => JSON.parse(value)));
      return facts.filter(({ type }) => type === 'id.satupintu.appointment-seen');
    };
    expect(await seen()).toEqual([]);
    await Promise.all([liaison().get('/v1/dispositions'), liaison().get('/v1/dispositions')]);
    await liaison().get('/v1/dispositions');
    expect(await seen()).toMatchObject([{ data: { appointmentId, seenAt: at(20) } }]);
    await liaison(school).get('/v1/dispositions');
    expect(await seen()).toHaveLength(1);
  });

  test('a body knows what it lacks until it is active, and what lies at units that nobody serves', async () => {
    await brought();
    const house = 'gov.32.04';
    const of = (organisation: string) => `/v1/appointments/readiness?organisation=${organisation}`;
    const readiness = async () => (await coordinator().get(of(house))).body.items[0];
    expect(await readiness()).toMatchObject({
      connection: 'connected',
      missing: ['no-coordinator', 'no-liaison'],
      openCases: 1,
      units: [
        { unit: health, missing: ['no-liaison'], openCases: 1 },
        { unit: school, missing: ['no-liaison'], openCases: 0 },
      ],
    });
    await appointed('coordinator');
    const appointment = await appointed('liaison', health);
    expect(await readiness()).toMatchObject({ missing: ['liaison-not-seen'], connection: 'connected' });
    await liaison().get('/v1/dispositions');
    await stand.running.deps.reference.wait(idOf(`AppointmentSeen:${appointment}`));
    expect(await readiness()).toMatchObject({ missing: [], connection: 'active', units: [{ unit: school }] });
    const stranger = stand.as('coordinator', 'gov.33.74');
    expect((await stranger.get(of(house))).status).toBe(403);
    const head = async () => (await stand.as('executive', 'gov.32').get(of(house))).body.items[0].openCases;
    expect(await head()).toBe(1);
    await brought(school, { class: 'oversight_complaint' });
    expect([await head(), (await readiness()).openCases]).toEqual([1, 2]);
    const lacking = await stand.as('national', 'nat.panrb').get('/v1/appointments/readiness?missing=true');
    expect(lacking.body.items.map(({ organisation }: any) => organisation)).toContain('gov.33.74');
  });

  test('an officer leaves and another arrives: the right ends and begins at one instant', async () => {
    await appointed('liaison', health);
    expect((await liaison().get('/v1/dispositions')).status).toBe(200);
    await brought();
    const leaving = subjectOf('liaison', 'gov.32.04', health);
    const made = await handedOver({ unit: health, leaving, arriving: { subject: 'baru', role: 'liaison' } });
    expect(made).toMatchObject({
      status: 201,
      body: { unit: health, leaving, arriving: 'baru', cases: 1, state: 'done' },
    });
    expect(await liaison().get('/v1/dispositions')).toMatchObject({
      status: 403,
      body: { code: 'appointment-ended' },
    });
    const { items } = (await coordinator().get('/v1/appointments')).body;
    expect(items.at(-1)).toMatchObject({ subject: 'baru', role: 'liaison', unit: health, from: at(20) });
    expect((await handedOver({ unit: health, leaving })).body.code).toBe('not-appointed');
  });

  test('the cases of a unit pass to another one, each once, and its brief says how they stand', async () => {
    const open = [await brought(), await brought(), await brought()];
    const elsewhere = await brought(school);
    const [first, second] = open;
    await coordinator().post(`/v1/dispositions/${first!.dispositionId}/accept`, {});
    await coordinator().post(`/v1/dispositions/${first!.dispositionId}/questions`, { text: 'Di mana?' });
    await coordinator().post(`/v1/cases/${second!.complaintId}/thread`, { text: 'Mohon data' });
    const key = { 'idempotency-key': 'serah-1' };
    const body = { organisation: 'gov.32.04', unit: health, toUnit: school };
    const made = await coordinator().post('/v1/appointments/handovers', body, key);
    expect(made).toMatchObject({ status: 201, body: { cases: 3, state: 'moving' } });
    expect(await coordinator().post('/v1/appointments/handovers', body, key)).toEqual(made);
    const done = await followed(made.body.handoverId);
    expect(done).toMatchObject({ moved: 3, next: null });
    expect(done.items).toHaveLength(3);
    for (const { dispositionId } of open) expect(await unitOf(dispositionId)).toBe(school);
    const asked = done.items.find((item: any) => item.dispositionId === first!.dispositionId);
    expect(asked).toMatchObject({ waitsFor: 'reporter', status: 'accepted' });
    const spoken = done.items.find((item: any) => item.dispositionId === second!.dispositionId);
    expect(spoken.thread).toMatchObject({ messages: 1, by: { organisation: 'gov.32.04' } });
    expect(done.items.map((item: any) => item.dispositionId)).not.toContain(elsewhere.dispositionId);
    expect(JSON.stringify(done)).not.toContain('Puskesmas');
    const pages = [await brief(made.body.handoverId, '?limit=2')];
    pages.push(await brief(made.body.handoverId, `?limit=2&cursor=${pages[0].next}`));
    expect(pages.flatMap(({ items }) => items)).toEqual(done.items);
  });

  test('goes on where another process died in the middle, and moves nothing twice', async () => {
    const open = [await brought(), await brought(), await brought()];
    const handoverId = idOf('handover:died');
    const by = { role: 'coordinator' as const, organisation: 'gov.32.04' };
    const data = {
      handoverId,
      organisation: 'gov.32.04',
      unit: health,
      toUnit: school,
      at: at(20),
      cases: 3,
    };
    const handover = fact('UnitHandedOver', handoverId, { subject: 'appointments', at: at(20), by }, data);
    const moved = open.map(({ complaintId, dispositionId }) =>
      fact(
        'UnitAssigned',
        `handover:${handoverId}:${dispositionId}`,
        { subject: complaintId, at: at(20), by, cause: handover.id },
        { dispositionId, unit: school },
      ),
    );
    await stand.say(moved[0]!);
    await stand.publish(handover);
    expect(await followed(handoverId)).toMatchObject({ moved: 3 });
    await coordinator().post(`/v1/dispositions/${open[0]!.dispositionId}/assign`, { unit: health });
    await stand.beside(async (other) => {
      while (await casework.busy?.(other.running.deps)) await new Promise(setImmediate);
      expect(await unitOf(open[0]!.dispositionId)).toBe(health);
      expect(await unitOf(open[1]!.dispositionId)).toBe(school);
    });
  });

  test('the brief can be printed, and is for those alone whose place it is', async () => {
    await brought();
    const { handoverId } = (await handedOver({ unit: health, toUnit: school })).body;
    await followed(handoverId);
    const path = `/v1/appointments/handovers/${handoverId}`;
    const text = await coordinator().text(path, 'text/markdown');
    expect(text).toContain('# Serah terima laporan (hand-over)');
    expect(text).toContain('1 dari (of) 1 berpindah (moved)');
    expect(text).toContain(`SP-P-${count}`);
    expect(text).not.toContain('Puskesmas tutup');
    expect((await liaison().get(path)).status).toBe(200);
    expect((await liaison(school).get(path)).status).toBe(200);
    const unknown = await coordinator().get(`/v1/appointments/handovers/${idOf('nobody')}`);
    expect(unknown.status).toBe(404);
    for (const stranger of [stand.as('coordinator', 'gov.33.74'), stand.as('liaison', 'gov.32.04')])
      expect(await stranger.get(path)).toEqual(unknown);
    expect((await coordinator().get('/v1/appointments/handovers')).body.items).toMatchObject([
      { handoverId },
    ]);
    const onFirstPage = async (...who: Parameters<typeof stand.as>) =>
      (await stand.as(...who).get('/v1/appointments/me')).body.handovers.length;
    expect(await onFirstPage('coordinator', 'gov.32.04')).toBe(1);
    expect(await onFirstPage('executive', 'gov.32.04')).toBe(0);
    expect(await onFirstPage('liaison', 'gov.32.04')).toBe(0);
    expect((await stand.as('coordinator', 'gov.33.74').get('/v1/appointments/handovers')).body.items).toEqual(
      [],
    );
  });

  test('a brief names what only its handlers may know of to its handlers alone', async () => {
    await brought();
    await brought(health, { class: 'oversight_complaint' });
    const { handoverId } = (await handedOver({ unit: health, toUnit: school })).body;
    await followed(handoverId);
    const path = `/v1/appointments/handovers/${handoverId}`;
    const named = async (unit: string) => (await liaison(unit).get(path)).body.items.length;
    expect([await named(school), await named(health)]).toEqual([2, 1]);
  });

  test('what waits for the reporter’s word follows when a dispute brings it back', async () => {
    const { complaintId, dispositionId } = await brought();
    await coordinator().post(`/v1/dispositions/${dispositionId}/accept`, {});
    await coordinator().post(`/v1/dispositions/${dispositionId}/answers`, {
      kind: 'substantive',
      text: 'Sudah.',
    });
    const { handoverId } = (await handedOver({ unit: health, toUnit: school })).body;
    expect(await followed(handoverId)).toMatchObject({ cases: 1, moved: 0 });
    expect(await unitOf(dispositionId)).toBe(health);
    const about = { subject: complaintId, at: at(21), by: { role: 'reporter' as const } };
    await stand.say(
      fact('ReporterDisputed', `d:${complaintId}`, about, { replyId: idOf('d'), attachments: [] }),
    );
    const moved = idOf(`UnitAssigned:handover:${handoverId}:${dispositionId}:1`);
    await stand.running.deps.loop.verdicts(complaintId, [moved], 10_000);
    expect(await unitOf(dispositionId)).toBe(school);
    expect(await brief(handoverId)).toMatchObject({ moved: 1 });
    await coordinator().post(`/v1/dispositions/${dispositionId}/assign`, { unit: health });
    expect(await unitOf(dispositionId)).toBe(health);
  });

  test('a move for which an answer was faster is made up for once, and what is brought back on purpose stays', async () => {
    const { complaintId, dispositionId } = await brought();
    const on = (call: string, body: object) =>
      coordinator().post(`/v1/dispositions/${dispositionId}/${call}`, body);
    const answered = () => on('answers', { kind: 'substantive', text: 'Sudah.' });
    const disputed = async (hour: number) => {
      const about = { subject: complaintId, at: at(hour), by: { role: 'reporter' as const } };
      const replyId = idOf(`d:${hour}`);
      await stand.say(fact('ReporterDisputed', `d:${hour}`, about, { replyId, attachments: [] }));
    };
    await on('accept', {});
    const handoverId = idOf('handover:overtaken');
    const by = { role: 'coordinator' as const, organisation: 'gov.32.04' };
    const data = {
      handoverId,
      organisation: 'gov.32.04',
      unit: health,
      toUnit: school,
      at: at(20),
      cases: 1,
    };
    const handover = fact('UnitHandedOver', handoverId, { subject: 'appointments', at: at(20), by }, data);
    await answered();
    const about = { subject: complaintId, at: at(20), by, cause: handover.id };
    const key = `handover:${handoverId}:${dispositionId}`;
    await stand.say(fact('UnitAssigned', key, about, { dispositionId, unit: school }));
    await stand.publish(handover);
    await followed(handoverId);
    expect(await unitOf(dispositionId)).toBe(health);
    await disputed(21);
    await stand.running.deps.loop.verdicts(complaintId, [idOf(`UnitAssigned:${key}:1`)], 10_000);
    expect(await unitOf(dispositionId)).toBe(school);
    await on('assign', { unit: health });
    await answered();
    await disputed(22);
    await stand.say(
      fact('UnitAssigned', `${key}:2`, { ...about, at: at(22) }, { dispositionId, unit: school }),
    );
    expect(await unitOf(dispositionId)).toBe(health);
    expect(await brief(handoverId)).toMatchObject({ moved: 1 });
  });

  test('is refused with what is wrong about it', async () => {
    const code = async (body: object) => {
      const answer = await handedOver(body);
      return [answer.status, answer.body.code];
    };
    expect(await code({ unit: health })).toEqual([422, 'nothing-handed-over']);
    expect(await code({ unit: health, toUnit: health })).toEqual([422, 'same-unit']);
    expect(await code({ unit: health, toUnit: 'gov.32.04/x' })).toEqual([422, 'unknown-unit']);
    expect(await code({ unit: health, toUnit: school, at: at(30) })).toEqual([422, 'cases-move-now']);
    expect(await code({ unit: health, arriving: { subject: 'x', role: 'national' } })).toEqual([
      403,
      'forbidden',
    ]);
    expect(await code({ organisation: 'gov.32', toUnit: health })).toEqual([403, 'forbidden']);
  });

  test('the first page has what an officer begins with', async () => {
    await appointed('liaison', health);
    const first = await brought();
    await brought(school);
    await coordinator().post(`/v1/dispositions/${first.dispositionId}/accept`, {});
    const invited = await coordinator().post(`/v1/dispositions/${first.dispositionId}/contributors`, {
      organisation: 'gov.32',
      task: 'Data',
    });
    expect(invited.status).toBe(201);
    await stand
      .as('coordinator', 'gov.32')
      .post(`/v1/cases/${first.complaintId}/thread`, { text: 'Ini datanya' });
    const { body, status } = await liaison().get('/v1/appointments/me');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      role: 'liaison',
      organisation: 'gov.32.04',
      unit: health,
      unitName: 'dinas-kesehatan',
      appointments: [{ role: 'liaison', unit: health, from: at(0) }],
      counts: { total: 1, status: { accepted: 1 } },
      threads: [{ complaintId: first.complaintId, by: { organisation: 'gov.32' } }],
      handovers: [],
    });
    await stand
      .as('liaison', 'gov.32.04', health)
      .post(`/v1/cases/${first.complaintId}/thread`, { text: 'Baik' });
    expect((await liaison().get('/v1/appointments/me')).body.threads).toEqual([]);
    expect((await stand.as('channel', 'nat.panrb').get('/v1/appointments/me')).status).toBe(403);
  });
});
