import { testPostgres } from '@satupintu/embedded';
import { fact, idOf, type Organisation, type Unit } from '@satupintu/events';
import { LogUnavailable } from '@satupintu/log';
import { Stand } from '@satupintu/service/testing';
import { router } from '../definition';

const postgres = testPostgres();
const now = '2026-03-02T20:00:00.000Z';
const today = '2026-03-03'; // in Jakarta
const rule = { role: 'rule' } as const;
let stand: Stand;
let count = 0;

const national = () => stand.as('national', 'nat.panrb');
const directory = () => stand.running.deps.reference.directory();
const row = (code: string): Organisation => {
  const found = directory().organisation(code);
  if (!found) throw new Error(code);
  return found;
};
const post = (body: object, key?: string) =>
  national().post('/v1/organisations', body, key === undefined ? {} : { 'idempotency-key': key });

async function filed(text: string, region?: string): Promise<string> {
  const complaintId = idOf(`complaint:directory:${(count += 1)}`);
  const sealed = await stand.sealFiling(complaintId, { text });
  await stand.say(
    fact('ComplaintFiled', `filed:${complaintId}`, { subject: complaintId, at: now, by: rule }, {
      trackingId: `SP-D-${count}`, channel: 'web', anonymous: false, confidential: false, attachments: [], ...sealed, ...(region && { region }),
    }),
  ); // prettier-ignore
  return complaintId;
}

/** Everything that was decided about a complaint, once something was. */
async function decided(complaintId: string): Promise<any> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const { body } = await national().get(`/v1/routing/decisions/${complaintId}`);
    if (body.items?.length > 0) return body;
    if (Date.now() > deadline) throw new Error(`nothing decided: ${JSON.stringify(body)}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
const lastOf = async (complaintId: string) => (await decided(complaintId)).items.at(-1);

describe('versions of directory and policy', () => {
  beforeAll(async () => {
    stand = await Stand.start(router, await postgres.database(), now);
    // The gazetteer is built at the first question, and takes its time.
    await national().post('/v1/routing/suggestions', { text: 'Listrik padam' });
  }, 60_000);
  afterAll(() => stand.stop());

  describe('a city that merged two offices', () => {
    const merged: Unit = {
      code: 'gov.33.74/dinas-sosial-dan-tenaga-kerja',
      name: 'Dinas Sosial dan Tenaga Kerja',
      affairs: ['1.06', '2.07', '3.32'],
    };
    const text =
      'Ada ODGJ dan orang terlantar di Kecamatan Tembalang Kota Semarang, mohon dinas sosial menolong';

    test('gets cases at the merged office from then on; what was decided before stays', async () => {
      const before = await filed(text);
      expect(await lastOf(before)).toMatchObject({ unit: 'gov.33.74/dinas-sosial' });
      const seen = await decided(before);

      const published = await post({
        effectiveFrom: today,
        organisations: [{ ...row('gov.33.74'), ownUnits: [merged] }],
        note: 'Perda contoh',
      });
      expect(published).toMatchObject({
        status: 201,
        body: { effectiveFrom: today, version: expect.stringMatching(/^2026-03-03\.[0-9a-f]{8}$/) },
      });
      const after = await filed(text);
      expect(await lastOf(after)).toMatchObject({
        unit: merged.code,
        versions: { directory: published.body.version },
      });
      const { body } = await national().get('/v1/organisations/gov.33.74');
      const codes = body.units.map(({ code }: Unit) => code);
      expect(codes).toContain(merged.code);
      expect(codes).not.toContain('gov.33.74/dinas-sosial');
      expect(await decided(before)).toEqual(seen);
    });
  });

  describe('a body that is not connected', () => {
    const cut = (code: string): Organisation => ({ ...row(code), connection: 'unconnected' });
    const road = 'Jalan rusak parah berlubang di Kecamatan Karanganom Kabupaten Klaten';
    const power = 'Listrik padam terus, meteran PLN mati, token listrik tidak bisa masuk';

    test('has its cases held by its province, or by the national manager, who is told why', async () => {
      const before = await filed(road);
      expect(await lastOf(before)).toMatchObject({ organisation: 'gov.33.10' });
      const seen = await decided(before);
      expect((await national().get('/v1/organisations/gov.33.10')).body.connection).toBe('connected');

      expect(
        (await post({ effectiveFrom: today, organisations: [cut('gov.33.10'), cut('nat.pln')] })).status,
      ).toBe(201);
      expect((await national().get('/v1/organisations/gov.33.10')).body.connection).toBe('unconnected');

      const held = await decided(await filed(road));
      expect(held.items.at(-1)).toMatchObject({ organisation: 'gov.33' });
      expect(JSON.stringify(held.items.at(-1).reasons)).toContain('Pemerintah Kabupaten Klaten');
      expect(await lastOf(await filed(power))).toMatchObject({ organisation: 'nat.panrb' });
      const unclear = await decided(await filed('mohon perhatiannya', '33.10'));
      expect(unclear).toMatchObject({ status: 'triage', owner: 'gov.33' });
      expect(JSON.stringify(unclear.items.at(-1).reasons)).toContain('Pemerintah Kabupaten Klaten');
      expect(await decided(before)).toEqual(seen);
    });

    test('is given nothing by people either', async () => {
      const id = await filed('mohon perhatiannya', '33.10');
      await decided(id);
      const route = (organisation: string) =>
        stand
          .as('coordinator', 'gov.33')
          .post(`/v1/triage/${id}`, { action: 'route', organisation, reason: 'jelas' });
      expect(await route('gov.33.10')).toMatchObject({
        status: 422,
        body: {
          code: 'organisation-unconnected',
          detail: 'gov.33.10 is not connected; gov.33 holds its cases.',
        },
      });
      expect((await route('gov.33')).status).toBe(200);
    });

    test('is active where a coordinator and a liaison serve and have come, but not while it is not connected', async () => {
      const appoint = (organisation: string, role: 'coordinator' | 'liaison') => {
        const appointmentId = idOf(`appointment:${organisation}:${role}`);
        const about = { subject: 'appointments', at: now, by: rule };
        const made = { appointmentId, subject: idOf(organisation), role, organisation, from: now };
        return [
          fact('AppointmentMade', `made:${appointmentId}`, about, made),
          fact('AppointmentSeen', appointmentId, about, { appointmentId, seenAt: now }),
        ] as const;
      };
      const [coordinator, coordinatorSeen] = appoint('gov.33.11', 'coordinator');
      const [liaison, liaisonSeen] = appoint('gov.33.11', 'liaison');
      await stand.publish(...appoint('gov.33.10', 'coordinator'), ...appoint('gov.33.10', 'liaison'));
      await stand.publish(coordinator, coordinatorSeen);
      const connectionOf = async (code: string) =>
        (await national().get(`/v1/organisations/${code}`)).body.connection;
      expect(await connectionOf('gov.33.10')).toBe('unconnected');
      expect(await connectionOf('gov.33.11')).toBe('connected');
      await stand.publish(liaison);
      expect(await connectionOf('gov.33.11')).toBe('connected');
      await stand.publish(liaisonSeen);
      expect(await connectionOf('gov.33.11')).toBe('active');
      expect(await connectionOf('gov.33.12')).toBe('connected');
    });
  });

  describe('publishing the directory', () => {
    test('is repeatable, and for the national manager alone', async () => {
      const body = { effectiveFrom: today, organisations: [{ ...row('nat.kpk'), handles: 'korupsi' }] };
      const first = await post(body, 'd1');
      expect(first.status).toBe(201);
      expect(await post(body, 'd1')).toEqual(first);
      expect(directory().organisation('nat.kpk')?.handles).toBe('korupsi');
      expect(await post({ ...body, note: 'lain' }, 'd1')).toMatchObject({
        status: 422,
        body: { code: 'idempotency-key-reused' },
      });
      for (const [role, organisation] of [['coordinator', 'gov.33.74'], ['analyst', 'ombudsman'], ['ops', 'nat.panrb']] as const)
      expect((await stand.as(role, organisation).post('/v1/organisations', body)).status).toBe(403); // prettier-ignore
    });

    test('takes effect on its day, also where that is yet to come', async () => {
      const version = directory().version;
      const later = await post({
        effectiveFrom: '2026-07-01',
        organisations: [{ ...row('nat.kpk'), name: 'Komisi Contoh' }],
      });
      expect(later.status).toBe(201);
      const { reference } = stand.running.deps;
      expect(directory().version).toBe(version);
      expect(reference.directory('2026-06-30T16:59:59.999Z').version).toBe(version);
      expect(reference.directory('2026-06-30T17:00:00.000Z').organisation('nat.kpk')?.name).toBe(
        'Komisi Contoh',
      );
    });

    test('of two at once the second contains the first', async () => {
      const change = (code: string) =>
        post({ effectiveFrom: today, organisations: [{ ...row(code), handles: 'serentak' }] });
      const codes = ['nat.bps', 'nat.big', 'nat.bsn'];
      const answers = await Promise.all(codes.map(change));
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
      expect(codes.map((code) => directory().organisation(code)?.handles)).toEqual(Array(3).fill('serentak'));
    });

    test('that the log did not take is decided again by a repeat: what others published since stays', async () => {
      const change = (code: string, key?: string) =>
        post({ effectiveFrom: today, organisations: [{ ...row(code), handles: 'terputus' }] }, key);
      const mine = { effectiveFrom: today, organisations: [{ ...row('nat.bmkg'), handles: 'terputus' }] };
      const { appender } = stand.running.deps;
      jest.spyOn(appender, 'append').mockRejectedValueOnce(new LogUnavailable('away'));
      expect((await post(mine, 'cut-off')).status).toBe(503);
      expect((await change('nat.bnpb')).status).toBe(201);
      const repeated = await post(mine, 'cut-off');
      expect(repeated.status).toBe(201);
      for (const code of ['nat.bmkg', 'nat.bnpb'])
        expect(directory().organisation(code)?.handles).toBe('terputus');
      expect(await post(mine, 'cut-off')).toEqual(repeated);
    });

    test('names all faults, each where it was posted, and publishes nothing', async () => {
      const version = directory().version;
      const semarang = row('gov.33.74');
      const answer = await post({
        effectiveFrom: today,
        organisations: [
          { ...row('gov.33'), parent: 'gov.33.74' },
          { ...row('nat.bri'), parent: 'nat.tiada' },
          { ...semarang, ownUnits: [{ code: 'gov.33.74/dinas-x', name: 'Dinas Y', affairs: ['9.99'] }] },
          { ...row('nat.panrb'), connection: 'unconnected' },
          row('nat.kpk'),
          row('nat.kpk'),
        ],
        retire: ['gov.33.10', 'nat.bpjs-kesehatan', 'nat.siapa'],
        unitRules: [
          { name: 'Dinas Kesehatan', levels: ['province', 'city'], affairs: ['1.02'] },
          { name: 'Kantor Kembar', levels: ['city'], affairs: ['1.02'] },
          { name: 'Kantor Kosong', levels: ['city'], affairs: ['1.02'], only: ['99'] },
        ],
      });
      expect(answer).toMatchObject({ status: 422, body: { code: 'directory-faulty' } });
      expect(answer.body.errors).toEqual(
        expect.arrayContaining([
          { pointer: '/organisations/0/parent', detail: 'gov.33 is above itself' },
          { pointer: '/organisations/1/parent', detail: 'nat.tiada is not known' },
          {
            pointer: '/organisations/2/ownUnits/0/code',
            detail: 'gov.33.74/dinas-x should be gov.33.74/dinas-y',
          },
          { pointer: '/organisations/2/ownUnits/0/affairs', detail: 'affair 9.99 is not known' },
          { pointer: '/organisations/5/code', detail: 'nat.kpk is there before' },
          { pointer: '/retire/2', detail: 'nat.siapa is not known' },
          { pointer: '', detail: 'the region 33.10 has no government: gov.33.10 is missing' },
          { pointer: '', detail: 'gov.32.04 has nobody for affair 1.02' },
          { pointer: '', detail: 'nat.panrb must be there, and connected' },
          {
            pointer: '',
            detail: expect.stringMatching(/^topic bpjs-health .*nat\.bpjs-kesehatan is not known$/),
          },
          { pointer: '/unitRules/1', detail: expect.stringContaining('is shadowed') },
          { pointer: '/unitRules/2', detail: '99 is not a region' },
          { pointer: '/unitRules/2', detail: '“Kantor Kosong” gives no government a unit' },
        ]),
      );
      expect(directory().version).toBe(version);
    });

    test('says each fault once, however many bodies stand on the one that is missing', async () => {
      const { body, status } = await post({ effectiveFrom: today, retire: ['gov.33'] });
      expect(status).toBe(422);
      const faults = body.errors.map((each: any) => JSON.stringify(each));
      expect(new Set(faults).size).toBe(faults.length);
    });

    test.each([
      [
        'nobody connected above',
        { connection: 'unconnected', parent: undefined },
        'nat.bgn has nobody above it',
      ],
      ['a government that is none', { kind: 'city' }, expect.stringContaining('the code of a city is gov.')],
    ])('refuses %s', async (_, change, detail) => {
      const answer = await post({ effectiveFrom: today, organisations: [{ ...row('nat.bgn'), ...change }] });
      expect(answer.status).toBe(422);
      expect(answer.body.errors.map((each: any) => each.detail)).toContainEqual(detail);
    });
  });

  describe('publishing a routing policy', () => {
    const path = '/v1/routing/policies';
    const topic = {
    key: 'kennels', affair: '2.11', competent: 'regency', keywords: [['penitipan satwa', 5]], legalBasis: 'Perda contoh',
  }; // prettier-ignore
    const text = 'Penitipan satwa di Kecamatan Tembalang Kota Semarang kotor sekali';

    test('changes what is decided from then on, and nothing that was', async () => {
      const before = await filed(text);
      const seen = await decided(before);
      const body = { effectiveFrom: today, topics: [topic], hopLimit: 3 };
      const published = await national().post(path, body, { 'idempotency-key': 'p1' });
      expect(published.status).toBe(201);
      expect(await national().post(path, body, { 'idempotency-key': 'p1' })).toEqual(published);
      expect(await lastOf(await filed(text))).toMatchObject({
        unit: 'gov.33.74/dinas-lingkungan-hidup',
        versions: { policy: published.body.version },
      });
      expect(await decided(before)).toEqual(seen);
      const { items } = (await national().get(path)).body;
      expect(items[0]).toMatchObject({ version: published.body.version, hopLimit: 3, inForce: true });
      expect((await national().get(`${path}/${published.body.version}`)).body.topics).toContainEqual(topic);
      expect((await stand.as('coordinator', 'gov.33.74').get(path)).status).toBe(403);
      expect((await stand.as('coordinator', 'gov.33.74').post(path, body)).status).toBe(403);
    });

    test('takes a whole policy, as its file has it', async () => {
      const whole = stand.running.deps.reference.routingPolicies()[0] as object;
      const published = await national().post(path, { ...whole, effectiveFrom: today });
      expect(published.status).toBe(201);
      const { topics } = (await national().get(`${path}/${published.body.version}`)).body;
      expect(topics).toEqual((whole as any).topics);
      expect(await national().post(path, { effectiveFrom: today, version: 'x' })).toMatchObject({
        status: 422,
      });
    });

    test('names all faults, each where it was posted', async () => {
      const answer = await national().post(path, {
        effectiveFrom: today,
        topics: [
          { ...topic, key: 'a', organisation: 'nat.tiada', affair: '9.99' },
          { ...topic, key: 'b', affair: '3.28' },
          { ...topic, key: 'c', legalBasis: ' ', keywords: ['sampah'] },
          { ...topic, key: 'd', competent: 'national' },
        ],
        retire: ['tiada'],
        thresholds: { oversight_complaint: 0.1, gossip: 0.5 },
      });
      expect(answer).toMatchObject({ status: 422, body: { code: 'routing-policy-faulty' } });
      const again = await national().post(path, {
        effectiveFrom: today,
        topics: [
          { ...topic, key: 'a', organisation: 'nat.tiada', affair: '9.99' },
          { ...topic, key: 'b', affair: '3.28' },
          { ...topic, key: 'c', legalBasis: ' ', keywords: ['sampah'] },
          { ...topic, key: 'd', competent: 'national' },
        ],
        thresholds: { oversight_complaint: 0.1, gossip: 0.5 },
      });
      expect(again.body.errors).toEqual(
        expect.arrayContaining([
          { pointer: '/topics/0/affair', detail: '9.99 is not known' },
          { pointer: '/topics/0/organisation', detail: 'nat.tiada is not known' },
          { pointer: '/topics/1/affair', detail: 'no unit of a regency handles 3.28' },
          { pointer: '/topics/2/legalBasis', detail: 'c names its law, or is marked for review' },
          { pointer: '/topics/2', detail: 'c is shadowed by trash' },
          { pointer: '/topics/3', detail: 'a national topic names the body that is competent' },
          { pointer: '/thresholds/gossip', detail: 'gossip is not a class' },
          { pointer: '/thresholds/oversight_complaint', detail: 'is below that of complaints' },
        ]),
      );
    });
  });

  test('a case stays with a body that is no longer connected, and can be taken on there', async () => {
    const id = await filed('Jalan rusak parah berlubang di Kecamatan Cileunyi Kabupaten Bandung');
    const seen = await decided(id);
    expect(seen).toMatchObject({ owner: 'gov.32.04', items: [{ kind: 'offered' }] });
    const cut = { ...row('gov.32.04'), connection: 'unconnected' };
    expect((await post({ effectiveFrom: today, organisations: [cut] })).status).toBe(201);
    await stand.say(
    fact('DispositionAccepted', `accept:${id}`, { subject: id, at: now, by: rule }, { dispositionId: idOf(`offer:${id}:0:lead`) }),
  ); // prettier-ignore
    expect(await decided(id)).toMatchObject({ owner: 'gov.32.04', status: 'in_progress', items: seen.items });
  });
});
