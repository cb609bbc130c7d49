import { testPostgres } from '@satupintu/embedded';
import { type Data, fact, type Fact, idOf } from '@satupintu/events';
import { Desk } from '../desk.fixture';

const postgres = testPostgres();
const now = '2026-03-02T08:00:00.000Z';

describe('triage', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open(await postgres.database(), now);
  }, 60_000);
  afterAll(() => desk.close());

  let count = 0;
  /** Says nothing that anybody could route by, and nothing that another complaint says. */
  const vague = () => ({ text: `Mohon perhatiannya untuk kami ${(count += 1)}` });
  const waiting = async (region: string, many: number, at = now): Promise<string[]> => {
    const ids = await desk.allFiled(Array.from({ length: many }, vague), { region, at });
    for (const id of ids) await desk.decided(id, 1, ['triage']);
    return ids;
  };
  const route = (organisation: string) => ({ action: 'route', organisation, reason: 'Urusan kami' });

  describe('the list', () => {
    const listed = async (query: string, organisation: string) =>
      (await desk.as('coordinator', organisation).get(`/v1/triage${query}`)).body.items;

    test('shows twins beside each case, with evidence', async () => {
      const told = { text: 'Mohon dilihat Wisma Langlangbuana Kertajaya' };
      const [one, other] = await desk.allFiled([told, told], { region: '35.15' });
      const items = await listed('', 'gov.35.15');
      const twinsOf = (id: string | undefined) =>
        items.find(({ complaintId }: any) => complaintId === id).twins;
      expect(twinsOf(one)).toMatchObject([
        { complaintId: other, status: 'triage', evidence: expect.any(Array) },
      ]);
      expect(twinsOf(other)).toMatchObject([{ complaintId: one }]);
    });

    test('marks emergencies, keeps the oldest first, and gives emergencies alone where they are asked for', async () => {
      const [plain = '', urgent = ''] = await waiting('35.16', 2);
      await desk.stand.say(asksAgain(urgent, 'gov.35.16', { emergency: true }));
      const idsOf = (items: any[]) => items.map(({ complaintId }) => complaintId);
      const all = await listed('', 'gov.35.16');
      expect(idsOf(all)).toEqual([plain, urgent].sort());
      expect(all.find(({ complaintId }: any) => complaintId === urgent)).toMatchObject({ emergency: true });
      expect(idsOf(await listed('?emergency=true', 'gov.35.16'))).toEqual([urgent]);
      expect(idsOf(await listed('?emergency=false', 'gov.35.16'))).toEqual([plain]);
      expect((await desk.national.get('/v1/triage?emergency=perhaps')).status).toBe(400);
    });

    test('names bodies that probably have a part', async () => {
      const [id = ''] = await waiting('35.17', 1);
      expect(await listed('', 'gov.35.17')).toMatchObject([
        { complaintId: id, contributors: [], emergency: false },
      ]);
      const task = {
        kind: 'contributor',
        text: 'Tiang listrik di tengah jalan',
        textEn: 'A pole in the road',
      };
      const contributors = [{ organisation: 'nat.pln', probability: 0.6, task }];
      await desk.stand.say(asksAgain(id, 'gov.35.17', { contributors }));
      expect(await listed('', 'gov.35.17')).toMatchObject([{ complaintId: id, contributors }]);
    });

    test('is for the officers of the place and of the tiers above it', async () => {
      const [id = ''] = await waiting('33.74', 1);
      const path = `/v1/triage/${id}`;
      const query = '/v1/triage?organisation=gov.33.74';
      for (const above of ['gov.33.74', 'gov.33'])
        expect((await desk.as('coordinator', above).get(query)).body.items).toMatchObject([
          { complaintId: id },
        ]);
      for (const outside of ['gov.32', 'gov.33.01', 'nat.pln']) {
        const stranger = desk.as('coordinator', outside);
        expect((await stranger.get(query)).status).toBe(403);
        expect((await stranger.get('/v1/triage/handover?organisation=gov.33.74')).status).toBe(403);
        expect((await stranger.post(path, route('gov.33.74'))).status).toBe(404);
        const bulk = await stranger.post('/v1/triage/bulk', {
          items: [id, idOf('nobody')],
          ...route('gov.33.74'),
        });
        const [hidden, unknown] = bulk.body.items;
        expect(hidden.problem).toEqual(unknown.problem);
        expect(hidden).toMatchObject({ done: false, problem: { status: 404 } });
      }
      expect((await desk.as('liaison', 'gov.33.74', 'gov.33.74/dinas-sosial').get(query)).status).toBe(403);
    });
  });

  describe('two officers at once', () => {
    test('get one clear verdict each: done, or who did what, when', async () => {
      const [id = ''] = await waiting('34.71', 1);
      const mine = desk.as('coordinator', 'gov.34.71');
      const answers = await Promise.all([
        mine.post(`/v1/triage/${id}`, { ...route('gov.34.71'), unit: 'gov.34.71/dinas-sosial' }),
        desk.as('coordinator', 'gov.34').post(`/v1/triage/${id}`, route('gov.34')),
      ]);
      const [done, refused] = answers.sort((a, b) => a.status - b.status);
      expect([done?.status, refused?.status]).toEqual([200, 409]);
      const to = done?.body.owner.unit ?? done?.body.owner.organisation;
      const by = to.split('/')[0];
      expect(refused?.body.detail).toContain(`It was routed to ${to} by a coordinator of ${by} at ${now}.`);
      const { items } = await desk.decided(id, 1, ['offered']);
      expect(items.filter(({ kind }: any) => kind === 'offered')).toHaveLength(1);
    });

    test('who comes later hears the same, also after an archiving', async () => {
      const [id = ''] = await waiting('34.71', 1);
      const mine = desk.as('coordinator', 'gov.34.71');
      const archive = {
        action: 'archive',
        reasonCode: 'court',
        text: 'Sedang disidangkan',
        referral: 'nat.ma',
      };
      expect((await mine.post(`/v1/triage/${id}`, archive)).status).toBe(200);
      const late = await desk.national.post(`/v1/triage/${id}`, route('gov.34.71'));
      expect(late).toMatchObject({ status: 409, body: { code: 'not-in-triage', allowed: [] } });
      expect(late.body.detail).toContain(`It was archived by a coordinator of gov.34.71 at ${now}.`);
      expect(late.body.detail).not.toContain('disidangkan');
      const { items } = await desk.decided(id, 1, ['archived']);
      expect(items.at(-1)).toMatchObject({ kind: 'archived', referral: 'nat.ma', reasonCode: 'court' });
    });
  });

  test('an arbitration of what waits in triage is refused with what may be decided', async () => {
    const [id = ''] = await waiting('34.71', 1);
    const wish = { organisation: 'gov.34.71', reason: 'Urusan kota' };
    expect(await desk.national.post(`/v1/arbitrations/${id}`, wish)).toMatchObject({
      status: 409,
      body: { code: 'not-in-arbitration', allowed: ['route', 'archive', 'ask'] },
    });
  });

  describe('what only its handlers may know of', () => {
    test('does not exist for the office of the place, nor for the tier above it, once it has gone elsewhere', async () => {
      const told = { text: 'Mohon diperiksa diam-diam' };
      const secret = await desk.filed(told, { region: '35.11', confidential: true });
      expect((await desk.national.post(`/v1/triage/${secret}`, route('nat.pln'))).status).toBe(200);
      for (const office of ['gov.35.11', 'gov.35']) {
        const officer = desk.as('coordinator', office);
        const ask = (id: string) => officer.post(`/v1/triage/${id}`, route('gov.35.11'));
        expect(await ask(secret)).toEqual(await ask(idOf('nobody')));
        const bulk = { items: [secret, idOf('nobody')], ...route('gov.35.11') };
        const [hidden, unknown] = (await officer.post('/v1/triage/bulk', bulk)).body.items;
        expect(hidden.problem).toEqual(unknown.problem);
      }
      const pln = await desk.as('coordinator', 'nat.pln').post(`/v1/triage/${secret}`, route('nat.pln'));
      expect(pln).toMatchObject({ status: 409, body: { code: 'not-in-triage' } });
    });
  });

  describe('many at once', () => {
    const mine = () => desk.as('coordinator', 'gov.35.73');
    const bulk = (body: object, key?: string) =>
      mine().post('/v1/triage/bulk', body, key === undefined ? {} : { 'idempotency-key': key });

    test('each case has its own verdict; what one officer had done stays', async () => {
      const [done = '', ...rest] = await waiting('35.73', 3);
      await mine().post(`/v1/triage/${done}`, { action: 'ask', question: 'Di mana?' });
      await mine().post(`/v1/triage/${done}`, route('gov.35'));
      const items = [done, ...rest, idOf('nobody')];
      const answer = await bulk({ items, ...route('gov.35.73'), category: 'AGAMA' });
      expect(answer).toMatchObject({ status: 200, body: { done: 2, refused: 2 } });
      expect(answer.body.items.map(({ complaintId }: any) => complaintId)).toEqual(items);
      const [first, second, third, unknown] = answer.body.items;
      expect(first).toMatchObject({ done: false, problem: { status: 409, code: 'not-in-triage' } });
      expect(first.problem.detail).toContain('It was routed to gov.35');
      for (const each of [second, third])
        expect(each).toMatchObject({
          done: true,
          status: 'dispositioned',
          owner: { organisation: 'gov.35.73' },
        });
      expect(unknown).toMatchObject({ done: false, problem: { status: 404 } });
      const after = await mine().get(`/v1/triage?organisation=gov.35.73&after=${answer.body.position}`);
      expect(after.body.items).toEqual([]);
    });

    test('a repeat with the same key gives the same answer, and does nothing again', async () => {
      const items = await waiting('35.73', 12);
      const body = {
        items,
        action: 'archive',
        reasonCode: 'legislature',
        text: 'Wewenang DPRD',
        referral: 'gov.35',
      };
      const [first, second] = await Promise.all([bulk(body, 'bulk-1'), bulk(body, 'bulk-1')]);
      expect(first).toMatchObject({ status: 200, body: { done: 12, refused: 0 } });
      expect(second).toEqual(first);
      expect(await bulk(body, 'bulk-1')).toEqual(first);
      expect(await bulk({ ...body, text: 'lain' }, 'bulk-1')).toMatchObject({
        status: 422,
        body: { code: 'idempotency-key-reused' },
      });
      for (const id of items) {
        const { items: decisions } = await desk.decided(id, 1, ['archived']);
        expect(decisions.filter(({ kind }: any) => kind === 'archived')).toHaveLength(1);
      }
      const after = await mine().get(`/v1/triage?after=${first.body.position}`);
      expect(after.status).toBe(200);
    });

    test('two officers with the same cases: each case is decided once, and each officer knows by whom', async () => {
      const items = await waiting('35.73', 20);
      const [one, other] = await Promise.all([
        bulk({ items, ...route('gov.35.73') }),
        desk
          .as('coordinator', 'gov.35')
          .post('/v1/triage/bulk', { items: items.toReversed(), ...route('gov.35') }),
      ]);
      expect(Number(one.body.done) + Number(other.body.done)).toBe(items.length);
      const refused = [...one.body.items, ...other.body.items].filter(({ done }: any) => !done);
      for (const { problem } of refused) {
        expect(problem.status).toBe(409);
        expect(problem.detail).toMatch(
          /It was routed to gov\.35(\.73)? by a coordinator of gov\.35(\.73)? at /,
        );
      }
    });

    test('goes on where it was interrupted', async () => {
      const items = await waiting('35.73', 3);
      const body = { items, ...route('gov.35.73') };
      const whole = await bulk(body, 'bulk-2');
      // Killed before the answer was kept: the cases were decided, each under its own key.
      const { pool } = desk.stand.running.deps;
      const { rowCount } = await pool.query(
        `update idempotency set answer = null where answer like '{"items":%' and answer like $1`,
        [`%${items[0] ?? ''}%`],
      );
      expect(rowCount).toBe(1);
      expect(await bulk(body, 'bulk-2')).toEqual(whole);
    });

    test('a case that waits for an operator holds up no other', async () => {
      const [parked = '', other = ''] = await waiting('35.73', 2);
      const { pool } = desk.stand.running.deps;
      await pool.query(
        `insert into parked (subject, topic, partition, offset_, reason, record) values ($1, 'test', 0, 0, 'test', '{}')`,
        [parked],
      );
      const answer = await bulk({ items: [parked, other], ...route('gov.35.73') });
      await pool.query('delete from parked where subject = $1', [parked]);
      expect(answer).toMatchObject({ status: 200, body: { done: 1, refused: 1 } });
      expect(answer.body.items).toMatchObject([
        { complaintId: parked, done: false, problem: { status: 503, code: 'case-parked' } },
        { complaintId: other, done: true },
      ]);
    });

    test('refuses as a whole what is wrong with the decision itself', async () => {
      const [id = ''] = await waiting('35.73', 1);
      const codeOf = async (body: object) => {
        const answer = await bulk(body);
        return [answer.status, answer.body.code];
      };
      expect(await codeOf({ items: [id], ...route('gov.99') })).toEqual([422, 'unknown-organisation']);
      expect(
        await codeOf({ items: [id], action: 'archive', reasonCode: 'x', text: 'x', referral: 'nat.none' }),
      ).toEqual([422, 'unknown-organisation']);
      expect(await codeOf({ items: [], ...route('gov.35') })).toEqual([400, 'invalid-body']);
      expect(await codeOf({ items: [id, id], ...route('gov.35') })).toEqual([400, 'invalid-body']);
      expect(await codeOf({ items: [id], ...route('gov.35'), title: 'Judul' })).toEqual([
        400,
        'invalid-body',
      ]);
      expect(
        await codeOf({ items: Array.from({ length: 101 }, (_, n) => idOf(`many:${n}`)), ...route('gov.35') }),
      ).toEqual([400, 'invalid-body']);
    });
  });

  describe('notes for an officer who begins', () => {
    const notes = async (organisation: string, who = desk.as('coordinator', organisation)) =>
      (await who.get(`/v1/triage/handover?organisation=${organisation}`)).body;

    test('say what waits and since when, where things usually go, who refused what and why', async () => {
      const [oldest = '', second = '', third = ''] = await waiting('35.08', 3, '2026-02-27T02:00:00.000Z');
      const mine = desk.as('coordinator', 'gov.35.08');
      for (const id of [second, third])
        await mine.post(`/v1/triage/${id}`, { ...route('nat.pln'), category: 'AGAMA' });
      for (const id of [second, third]) {
        await desk.declined(id, 'gov.35', 'UU 30/2009');
        await desk.decided(id, 2, ['triage']);
      }
      const body = await notes('gov.35.08');
      expect(body).toMatchObject({
        organisation: 'gov.35.08',
        at: now,
        days: 30,
        waits: { triage: 3, arbitration: 0, emergencies: 0, overdue: 0 },
        oldest: { complaintId: oldest, kind: 'triage' },
        routes: [{ category: 'agama', organisation: 'nat.pln', count: 2 }],
        refusals: [{ organisation: 'nat.pln', ground: 'UU 30/2009', proposed: 'gov.35', count: 2 }],
      });
      const lines = body.lines.map(({ kind, text }: any) => [kind, text]);
      expect(lines).toContainEqual(['waits', expect.stringContaining('3 laporan menunggu verifikasi')]);
      expect(lines).toContainEqual([
        'refusal',
        expect.stringContaining('menolak 2 kali dalam 30 hari: “UU 30/2009”'),
      ]);
      for (const { text, textEn } of body.lines) expect([text, textEn]).not.toContain('');
      expect(JSON.stringify(body)).not.toMatch(/perhatiannya|bukan kami|Urusan kami/);
    });

    test('say what is due next, and what is past due', async () => {
      const [id = ''] = await waiting('35.09', 1);
      await desk.stand.say(clockStarted(id, 'gov.35.09', '2026-03-02T07:00:00.000Z'));
      expect(await notes('gov.35.09')).toMatchObject({
        waits: { overdue: 1 },
        dueNext: [{ complaintId: id, kind: 'triage', dueAt: '2026-03-02T07:00:00.000Z' }],
      });
      const [item] = (await desk.as('coordinator', 'gov.35.09').get('/v1/triage')).body.items;
      expect(item.dueAt).toBe('2026-03-02T07:00:00.000Z');
    });

    test('leave out of the sums what only its handlers may know of', async () => {
      const told = { text: 'Mohon perhatiannya juga' };
      const secret = await desk.filed(told, { region: '35.10', confidential: true });
      await desk.as('coordinator', 'gov.35.10').post(`/v1/triage/${secret}`, route('nat.pln'));
      expect(await notes('gov.35.10')).toMatchObject({ routes: [], refusals: [], oldest: null });
    });

    test('are for the office itself and the tiers above it', async () => {
      expect((await notes('gov.35.09', desk.as('coordinator', 'gov.35'))).organisation).toBe('gov.35.09');
      expect((await notes('gov.35.09', desk.national)).organisation).toBe('gov.35.09');
      expect((await desk.national.get('/v1/triage/handover')).status).toBe(400);
    });
  });
});

const rule = { role: 'rule' } as const;

/** The router asks a person again, now knowing more. */
const asksAgain = (
  complaintId: string,
  organisation: string,
  more: Pick<Data<'TriageRequested'>, 'emergency' | 'contributors'>,
): Fact =>
  fact('TriageRequested', `triage:${complaintId}:1`, { subject: complaintId, at: now, by: rule }, {
    round: 1, owner: { organisation }, why: 'unsure', class: 'complaint', reasons: [], suggestions: [], versions: {}, ...more,
  }); // prettier-ignore

const clockStarted = (complaintId: string, organisation: string, dueAt: string): Fact =>
  fact('ClockStarted', `clock:${complaintId}`, { subject: complaintId, at: now, by: rule }, {
    clockId: idOf(`clock:${complaintId}`), kind: 'verify_and_forward', round: 0, accountable: { organisation },
    startedAt: now, dueAt, rule: 'verify_and_forward', limit: 3, unit: 'working_days', timeZone: 'Asia/Jakarta', climbs: true,
    calendarVersion: 'test', policyVersion: 'test',
  }); // prettier-ignore
