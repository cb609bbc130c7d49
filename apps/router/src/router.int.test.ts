import { testPostgres } from '@satupintu/embedded';
import { fact, idOf } from '@satupintu/events';
import { Stand } from '@satupintu/service/testing';
import { router } from './definition';

const postgres = testPostgres();
const at = (hour: number): string => new Date(Date.UTC(2026, 2, 2, hour)).toISOString();
const rule = { role: 'rule' } as const;
let stand: Stand;
let count = 0;

interface Told {
  text: string;
  title?: string;
  agencyHint?: string;
}

/** A complaint that intake has filed. */
async function filed(
  words: Told,
  over: { region?: string; class?: 'complaint' | 'oversight_complaint' } = {},
): Promise<string> {
  const complaintId = idOf(`complaint:router:${(count += 1)}`);
  const sealed = await stand.sealFiling(complaintId, words);
  await stand.say(
    fact('ComplaintFiled', `filed:${complaintId}`, { subject: complaintId, at: at(1), by: rule }, {
      trackingId: `SP-R-${count}`, channel: 'web', anonymous: false, confidential: false, attachments: [], ...sealed, ...over,
    }),
  ); // prettier-ignore
  return complaintId;
}

const national = () => stand.as('national', 'nat.panrb');

/** What was decided so far, once `kind` is among it. */
async function decisions(complaintId: string, kind: string, times = 1): Promise<any> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const { body } = await national().get(`/v1/routing/decisions/${complaintId}`);
    if (body.items?.filter((item: any) => item.kind === kind).length >= times) return body;
    if (Date.now() > deadline) throw new Error(`no ${kind}: ${JSON.stringify(body)}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function decline(complaintId: string, hop: number, proposed: string): Promise<void> {
  const dispositionId = idOf(`offer:${complaintId}:${hop}:lead`);
  const sealed = await stand.running.deps.vault.seal(complaintId, 'narrative', 'note', {
    text: 'bukan kami',
  });
  await stand.say(
    fact('DispositionDeclined', `decline:${dispositionId}`, { subject: complaintId, at: at(5 + hop), by: rule }, {
      dispositionId, ground: 'UU 23/2014', proposed, words: sealed,
    }),
  ); // prettier-ignore
}

describe('router', () => {
  beforeAll(async () => {
    stand = await Stand.start(router, await postgres.database(), at(20));
    // The gazetteer is built at the first question, and takes its time.
    await national().post('/v1/routing/suggestions', { text: 'jalan' });
  }, 60_000);
  afterAll(() => stand.stop());

  describe('deciding', () => {
    test('offers a clear complaint to the competent unit, and says why', async () => {
      const id = await filed({ text: 'Jalan rusak parah berlubang di kec cileunyi kab bdg' });
      const body = await decisions(id, 'offered');
      expect(body).toMatchObject({
        status: 'dispositioned',
        owner: 'gov.32.04',
        items: [
          {
            kind: 'offered',
            decidedBy: 'rule',
            unit: 'gov.32.04/dinas-pekerjaan-umum-dan-penataan-ruang',
            by: { role: 'rule' },
          },
        ],
      });
      expect(body.items[0].reasons.map((reason: any) => reason.kind)).toEqual(
        expect.arrayContaining(['topic', 'place', 'competence']),
      );
    });

    test('asks a person where it is not sure; nobody else sees it', async () => {
      const id = await filed({ text: 'tolong ditindaklanjuti', title: 'mohon bantuan' }, { region: '33.74' });
      await decisions(id, 'triage');
      const listed = await stand.as('coordinator', 'gov.33.74').get('/v1/triage');
      expect(listed.body.items).toMatchObject([
        {
          complaintId: id,
          owner: { organisation: 'gov.33.74' },
          text: 'tolong ditindaklanjuti',
          title: 'mohon bantuan',
          why: 'unsure',
          place: { regionCode: '33.74' },
        },
      ]);
      expect(
        (await stand.as('coordinator', 'gov.33').get('/v1/triage?organisation=gov.33.74')).body.items,
      ).toHaveLength(1);
      expect((await stand.as('coordinator', 'gov.32').get('/v1/triage')).body.items).toEqual([]);
      expect((await stand.as('coordinator', 'gov.32').get('/v1/triage?organisation=gov.33.74')).status).toBe(
        403,
      );
      expect((await stand.as('coordinator', 'gov.32').get('/v1/triage?organisation=gov.99')).status).toBe(
        403,
      );
      expect(
        (await stand.as('liaison', 'gov.33.74', 'gov.33.74/dinas-sosial').get('/v1/triage')).status,
      ).toBe(403);
      const route = { action: 'route', organisation: 'gov.33.74', reason: 'Kami urus' };
      expect((await stand.as('coordinator', 'gov.32.04').post(`/v1/triage/${id}`, route)).status).toBe(404);
      expect((await stand.as('coordinator', 'gov.32.04').get(`/v1/routing/decisions/${id}`)).status).toBe(
        404,
      );
    });

    test('sends what was erased before a decision to a person', async () => {
      const id = idOf('complaint:router:erased');
      const sealed = await stand.sealFiling(id, { text: 'jalan rusak di kota semarang' });
      await stand.destroyKeys(id);
      await stand.say(
        fact('ComplaintFiled', `filed:${id}`, { subject: id, at: at(1), by: rule }, {
          trackingId: 'SP-R-E', channel: 'web', anonymous: false, confidential: false, attachments: [], ...sealed,
        }),
      ); // prettier-ignore
      expect(await decisions(id, 'triage')).toMatchObject({ owner: 'nat.panrb' });
      const { body } = await national().get('/v1/triage?organisation=nat.panrb&limit=200');
      expect(body.items.find((item: any) => item.complaintId === id)).toMatchObject({ text: null });
    });
  });

  describe('triage', () => {
    const mine = () => stand.as('coordinator', 'gov.34.71');
    const waiting = async () => {
      const id = await filed({ text: 'mohon perhatiannya' }, { region: '34.71' });
      await decisions(id, 'triage');
      return id;
    };

    test('routes with corrections, once', async () => {
      const id = await waiting();
      const body = {
        action: 'route',
        organisation: 'gov.34.71',
        unit: 'gov.34.71/dinas-sosial',
        reason: 'Urusan sosial',
        category: 'AGAMA',
        title: 'Bantuan',
      };
      const routed = await mine().post(`/v1/triage/${id}`, body, { 'idempotency-key': 'k1' });
      expect(routed).toMatchObject({
        status: 200,
        body: { status: 'dispositioned', owner: { unit: 'gov.34.71/dinas-sosial' } },
      });
      expect(await mine().post(`/v1/triage/${id}`, body, { 'idempotency-key': 'k1' })).toEqual(routed);
      expect(await mine().post(`/v1/triage/${id}`, body)).toMatchObject({
        status: 409,
        body: { code: 'not-in-triage' },
      });
      const { items } = await decisions(id, 'offered');
      expect(items.map((item: any) => item.kind)).toEqual(['triage', 'corrected', 'offered']);
      expect(items[1].category).toBe('agama');
      expect(JSON.stringify(items)).not.toContain('Urusan sosial');
    });

    test('asks the reporter, and archives with a reason', async () => {
      const id = await waiting();
      expect(
        (await mine().post(`/v1/triage/${id}`, { action: 'ask', question: 'Di mana?' })).body.status,
      ).toBe('needs_information');
      const archived = await mine().post(`/v1/triage/${id}`, {
        action: 'archive',
        reasonCode: 'court',
        text: 'Sedang disidangkan',
        referral: 'nat.ma',
      });
      expect(archived).toMatchObject({ status: 200, body: { status: 'archived' } });
    });

    test('refuses what is not in the directory, and says where a body is wrong', async () => {
      const id = await waiting();
      const path = `/v1/triage/${id}`;
      const codeOf = async (body: object) => {
        const answer = await mine().post(path, body);
        return [answer.status, answer.body.code, answer.body.errors?.[0]?.pointer];
      };
      expect(await codeOf({ action: 'route', organisation: 'gov.99', reason: 'x' })).toEqual([
        422,
        'unknown-organisation',
        undefined,
      ]);
      expect(
        await codeOf({
          action: 'route',
          organisation: 'gov.34',
          unit: 'gov.34.71/dinas-sosial',
          reason: 'x',
        }),
      ).toEqual([422, 'unknown-unit', undefined]);
      expect(await codeOf({ action: 'ask', question: 'x', category: 'alien' })).toEqual([
        422,
        'unknown-category',
        undefined,
      ]);
      expect(await codeOf({ action: 'ask', question: 'x', more: 1 })).toEqual([400, 'invalid-body', '/more']);
      expect(await codeOf({ action: 'route', organisation: 'gov.34' })).toEqual([
        400,
        'invalid-body',
        '/reason',
      ]);
      expect(
        (await mine().post(`/v1/triage/${idOf('nobody')}`, { action: 'ask', question: 'x' })).status,
      ).toBe(404);
      expect((await mine().post('/v1/triage/nonsense', { action: 'ask', question: 'x' })).status).toBe(404);
    });
  });

  test('a quarrel of three bodies ends with the tier above, whose decision is carried out', async () => {
    const id = await filed({ text: 'jalan rusak parah berlubang' }, { region: '32.04' });
    await decisions(id, 'offered');
    for (const [hop, body] of ['gov.32.73', 'gov.32.05'].entries()) {
      await decline(id, hop, body);
      await decisions(id, 'triage', hop + 1);
      await national().post(`/v1/triage/${id}`, { action: 'route', organisation: body, reason: 'Diusulkan' });
    }
    await decline(id, 2, 'gov.32.04');
    const body = await decisions(id, 'arbitration');
    expect(body).toMatchObject({ status: 'arbitration', owner: 'gov.32' });
    expect(body.hops).toHaveLength(3);
    const tier = stand.as('coordinator', 'gov.32');
    expect((await tier.get('/v1/arbitrations')).body.items).toMatchObject([
      { complaintId: id, status: 'arbitration', hop: 2 },
    ]);
    expect(
      (
        await stand
          .as('coordinator', 'gov.32.04')
          .post(`/v1/arbitrations/${id}`, { organisation: 'gov.32.73', reason: 'x' })
      ).status,
    ).toBe(404);
    const decided = await tier.post(`/v1/arbitrations/${id}`, {
      organisation: 'gov.32.04',
      reason: 'Jalan kabupaten',
    });
    expect(decided).toMatchObject({ status: 200, body: { dispositionId: idOf(`offer:${id}:3:lead`) } });
    expect((await decisions(id, 'offered', 4)).items.at(-1)).toMatchObject({
      organisation: 'gov.32.04',
      final: true,
    });
    expect((await tier.get('/v1/arbitrations')).body.items).toEqual([]);
  });

  test('suggests while a person types; nothing is filed', async () => {
    const anybody = stand.as('channel', 'gov.32.73');
    const answer = await anybody.post('/v1/routing/suggestions', { text: 'listrik padam terus, PLN tolong' });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        decision: 'route',
        suggestions: [{ organisation: 'nat.pln' }],
        class: 'complaint',
        place: null,
        policyVersion: 'routing-2026.2',
        modelVersion: null,
      },
    });
    expect(answer.body.suggestions[0].reasons[0]).toMatchObject({
      kind: 'topic',
      text: expect.any(String),
      textEn: expect.any(String),
    });
    expect(
      (await anybody.post('/v1/routing/suggestions', { text: 'x', place: { regionCode: '32.99' } })).body
        .code,
    ).toBe('unknown-region');
    expect((await anybody.post('/v1/routing/suggestions', { text: ' ' })).status).toBe(400);
  });

  test('shows who is who', async () => {
    const anybody = stand.as('ops', 'nat.panrb');
    const one = await anybody.get('/v1/organisations/gov.32.04');
    expect(one).toMatchObject({
      status: 200,
      body: {
        name: 'Pemerintah Kabupaten Bandung',
        parent: 'gov.32',
        connection: 'connected',
        timeZone: 'Asia/Jakarta',
      },
    });
    expect(one.body.units).toContainEqual({
      code: 'gov.32.04/dinas-kesehatan',
      name: 'Dinas Kesehatan',
      affairs: ['1.02'],
    });
    const first = await anybody.get('/v1/organisations?kind=province&limit=30');
    const second = await anybody.get(`/v1/organisations?kind=province&limit=30&cursor=${first.body.next}`);
    expect([first.body.items.length, second.body.items.length, second.body.next]).toEqual([30, 8, null]);
    expect((await anybody.get('/v1/organisations?q=menpan')).body.items[0].code).toBe('nat.panrb');
    expect((await anybody.get('/v1/organisations/gov.99')).status).toBe(404);
    expect((await anybody.get('/v1/organisations?kind=village')).status).toBe(400);
  });
});
