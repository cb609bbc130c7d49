import { caseFold } from '@satupintu/domain';
import { testPostgres } from '@satupintu/embedded';
import { COMPLAINTS, fact, idOf } from '@satupintu/events';
import { verify } from '@satupintu/log';
import { Desk } from '../desk.fixture';
import { project } from '../project';
import { routerViews } from '../views';

const postgres = testPostgres();
let desk: Desk;

describe('twins', () => {
  beforeAll(async () => {
    desk = await Desk.open(await postgres.database(), '2026-03-02T08:00:00.000Z');
  }, 60_000);
  afterAll(() => desk.close());

  const roads = 'gov.32.04/dinas-pekerjaan-umum-dan-penataan-ruang';
  const hole = { text: 'Jalan Kenanga di dekat pasar Wonoasri berlubang parah, sudah banyak motor jatuh.' };
  const sameHole = {
    text: 'Tolong jln kenanga rusak berat depan Psr Wonoasri, kemarin ada pengendara celaka.',
  };

  /** Twins of a case as somebody sees them. */
  async function twinsOf(complaintId: string, who = desk.national): Promise<any[]> {
    const { status, body } = await who.get(`/v1/routing/twins/${complaintId}`);
    expect(status).toBe(200);
    return body.items;
  }

  test('suggests a complaint of the same thing in other words, and says why', async () => {
    const first = await desk.filed(hole, { region: '32.04' });
    const second = await desk.filed(sameHole, { region: '32.04' });
    await desk.filed({ text: 'Jalan Flamboyan berlubang parah' }, { region: '32.04' });
    await desk.filed({ text: 'Jalan Kenanga dekat pasar Wonoasri berlubang' }, { region: '33.74' });
    const twins = await twinsOf(second);
    expect(twins).toMatchObject([
      {
        complaintId: first,
        trackingId: expect.stringMatching(/^SP-D-/),
        status: 'dispositioned',
        filedAt: '2026-03-02T08:00:00.000Z',
        probability: expect.any(Number),
      },
    ]);
    expect(twins[0].probability).toBeGreaterThanOrEqual(0.5);
    expect(twins[0].evidence.map(({ kind }: any) => kind)).toEqual(
      expect.arrayContaining(['street', 'site', 'words']),
    );
    expect(JSON.stringify(twins)).not.toMatch(/kenanga|wonoasri|motor|pengendara/i);
    expect((await twinsOf(first)).map(({ complaintId }) => complaintId)).toEqual([second]);
  });

  test('merges nothing by itself', async () => {
    const [one, other] = await desk.allFiled(
      [{ text: 'Lampu gang Merpati mati' }, { text: 'PJU gg merpati padam' }],
      {
        region: '32.04',
      },
    );
    expect(await twinsOf(one ?? '')).toHaveLength(1);
    const states = await desk.stand.running.deps.loop.states([one ?? '', other ?? '']);
    for (const state of states.values())
      expect([state.merge.asked, state.merge.into]).toEqual([undefined, undefined]);
  });

  test('finds what has few words by its point, to some hundred metres', async () => {
    const place = { lat: -7.0254, lon: 107.5187 };
    const near = { lat: -7.0257, lon: 107.5191 };
    const first = await desk.filed({ text: 'tumpukan sampah liar', place }, { region: '32.04' });
    const second = await desk.filed({ text: 'sampah menumpuk', place: near }, { region: '32.04' });
    const [twin] = await twinsOf(second);
    expect(twin).toMatchObject({ complaintId: first });
    expect(twin.evidence).toContainEqual({
      kind: 'distance',
      text: 'Titiknya berjarak sekitar 100 m',
      textEn: expect.any(String),
    });
    const { rows } = await desk.stand.running.deps.pool.query(
      'select lat, lon from likeness where complaint_id = $1',
      [first],
    );
    expect(rows).toEqual([{ lat: -7.025, lon: 107.519 }]);
  });

  describe('who may see what', () => {
    let subject: string;

    beforeAll(async () => {
      subject = await desk.filed(
        { text: 'Jalan Cempaka Wangi berlubang dan gelap, lampu mati' },
        { region: '32.04' },
      );
    });

    test('the desk that has the case in hand, its coordinator and the national tier; to others there is no such case', async () => {
      const { owner } = (await desk.national.get(`/v1/routing/decisions/${subject}`)).body;
      expect(owner).toBe('gov.32.04');
      await twinsOf(subject, desk.as('coordinator', 'gov.32.04'));
      const path = `/v1/routing/twins/${subject}`;
      const strangers = [
        desk.as('coordinator', 'gov.33.74'),
        desk.as('coordinator', 'gov.32'),
        desk.as('liaison', 'gov.32.04', 'gov.32.04/dinas-sosial'),
      ];
      const unknown = await desk.as('coordinator', 'gov.33.74').get(`/v1/routing/twins/${idOf('nobody')}`);
      for (const stranger of strangers) expect(await stranger.get(path)).toEqual({ ...unknown, status: 404 });
      expect((await desk.as('executive', 'gov.32').get(path)).status).toBe(403);
      expect((await desk.as('channel', 'gov.32.04').get(path)).status).toBe(403);
    });

    test('a restricted twin is not shown to who may not see it, and leaves no trace in the answer', async () => {
      const told = { text: 'Jalan Anyelir Putih berlubang parah di depan SMP Negeri 6 Margahayu' };
      const [first = '', second = ''] = await desk.allFiled([told, told], { region: '32.04' });
      const liaison = desk.as('liaison', 'gov.32.04', roads);
      const path = `/v1/routing/twins/${first}`;
      const before = await liaison.get(path);
      expect(before.body.items).toMatchObject([{ complaintId: second }]);
      const secret = await desk.filed(told, { region: '32.04', class: 'oversight_complaint' });
      expect((await twinsOf(first)).map(({ complaintId }) => complaintId).sort()).toEqual(
        [second, secret].sort(),
      );
      expect(await liaison.get(path)).toEqual(before);
      expect((await liaison.get(`/v1/routing/twins/${secret}`)).status).toBe(404);
    });

    test('a case that waits for another government’s officer is not told of', async () => {
      const vague = { text: 'Mohon dilihat Wisma Langlangbuana Kertajaya', region: '33.74' };
      const mine = await desk.filed(vague, { region: '33.74', confidential: true });
      const theirs = await desk.filed(vague, { region: '33.74', confidential: true });
      const officer = desk.as('coordinator', 'gov.33.74');
      expect((await twinsOf(mine, officer)).map(({ complaintId }) => complaintId)).toEqual([theirs]);
      const routed = await officer.post(`/v1/triage/${theirs}`, {
        action: 'route',
        organisation: 'nat.panrb',
        reason: 'Urusan pusat',
      });
      expect(routed.status).toBe(200);
      expect(await twinsOf(mine, officer)).toEqual([]);
      expect((await twinsOf(mine)).map(({ complaintId }) => complaintId)).toEqual([theirs]);
    });
  });

  test('what the reporter took back is no twin any more', async () => {
    const told = { text: 'Halte Pasirmalang bocor dan kursinya rusak' };
    const [one = '', other = ''] = await desk.allFiled([told, told], { region: '32.10' });
    expect(await twinsOf(one)).toHaveLength(1);
    await desk.withdrawn(other);
    expect(await twinsOf(one)).toEqual([]);
  });

  test('a template that goes round three hundred times gives three, quickly', async () => {
    const template = {
      text: 'Batalkan kenaikan retribusi kios pasar Sukamantri karena memberatkan pedagang kecil dan pembeli langganan.',
    };
    const ids = await desk.allFiled(
      Array.from({ length: 300 }, () => template),
      { region: '32.07' },
    );
    const began = performance.now();
    const twins = await twinsOf(ids[150] ?? '');
    expect(performance.now() - began).toBeLessThan(1000);
    expect(twins).toHaveLength(3);
    for (const { evidence } of twins)
      expect(evidence).toContainEqual(expect.objectContaining({ kind: 'copy' }));
  }, 120_000);

  describe('what is kept', () => {
    const verified = () => {
      const { deps } = desk.stand.running;
      const handle = project(deps);
      return verify({
        ...deps,
        handle,
        views: routerViews,
        service: 'router',
        topic: COMPLAINTS,
        fold: caseFold,
      });
    };

    test('goes when the reporter has everything erased; and a rebuild comes to the same', async () => {
      const told = { text: 'Saluran irigasi Bendungan Margatiga jebol, sawah kering' };
      const [one = '', other = ''] = await desk.allFiled([told, told], { region: '18.07' });
      expect(await twinsOf(one)).toHaveLength(1);
      await desk.erased(other);
      const { pool } = desk.stand.running.deps;
      const { rowCount } = await pool.query('select from likeness where complaint_id = $1', [other]);
      expect(rowCount).toBe(0);
      expect(await twinsOf(one)).toEqual([]);
      expect(await twinsOf(other)).toEqual([]);
      expect((await verified()).differences).toEqual([]);
    }, 60_000);

    test('does not come back with a decision after the erasure, even where a key is still at hand', async () => {
      const id = await desk.filed({ text: 'Mohon dilihat Wisma Margatiga' }, { region: '34.72' });
      const about = { subject: id, at: '2026-03-02T09:00:00.000Z', by: { role: 'rule' } } as const;
      await desk.stand.say(
        fact('PersonErased', `erased:${id}`, about, { scope: 'all' }),
        fact('ComplaintCorrected', `corrected:${id}`, about, { category: 'agama' }),
      );
      const { pool } = desk.stand.running.deps;
      const { rowCount } = await pool.query('select from likeness where complaint_id = $1', [id]);
      expect(rowCount).toBe(0);
    });

    test('is found by the category that an officer corrected it to', async () => {
      const id = await desk.filed({ text: 'Mohon dilihat Wisma Langlangbuana' }, { region: '34.71' });
      const route = { action: 'route', organisation: 'gov.34.71', reason: 'Urusan kami', category: 'AGAMA' };
      expect((await desk.as('coordinator', 'gov.34.71').post(`/v1/triage/${id}`, route)).status).toBe(200);
      const { pool } = desk.stand.running.deps;
      const { rows } = await pool.query('select category from likeness where complaint_id = $1', [id]);
      expect(rows).toEqual([{ category: 'agama' }]);
      expect((await verified()).differences).toEqual([]);
    }, 60_000);

    test('holds no word of what was said', async () => {
      const { rows } = await desk.stand.running.deps.pool.query(
        `select string_agg(l::text, ' ') as all from likeness l`,
      );
      expect(rows[0].all).not.toMatch(/kenanga|wonoasri|margatiga|langlangbuana/i);
    });
  });
});
