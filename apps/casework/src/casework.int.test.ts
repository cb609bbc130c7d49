import { readFileSync } from 'node:fs';
import { testPostgres } from '@satupintu/embedded';
import { agencyTopic, type Data, decode, DISPOSITIONS, fact, type Fact, idOf } from '@satupintu/events';
import { directoryPublished, Stand } from '@satupintu/service/testing';
import { casework } from './definition';
import { at, filed } from './lives.fixture';

const postgres = testPostgres();
const health = 'gov.32.04/dinas-kesehatan';
const text = 'Puskesmas tutup sejak Senin';
let stand: Stand;

const policyPublished = decode(
  readFileSync('libs/events/src/fixtures/routing-policy-published.1.json', 'utf8'),
);

const rule = { role: 'rule' } as const;
const offer = (complaintId: string, organisation: string, hop = 0, unit?: string): Fact =>
  fact('DispositionOffered', `${complaintId}:${hop}`, { subject: complaintId, at: at(1 + hop), by: rule }, {
    dispositionId: idOf(`offer:${complaintId}:${hop}:lead`), hop, organisation, ...(unit === undefined ? {} : { unit }),
    decidedBy: 'rule', final: false, class: 'complaint', reasons: [], versions: {},
  }); // prettier-ignore

let count = 0;
/** A complaint that was filed and offered to a body. */
async function brought(organisation = 'gov.32.04', over: { confidential?: boolean; unit?: string } = {}) {
  const complaintId = idOf(`complaint:int:${(count += 1)}`);
  const sealed = await stand.sealFiling(complaintId, { text, title: 'Puskesmas' });
  const { unit, ...marks } = over;
  const filing = filed({ trackingId: `SP-${count}`, ...sealed, ...marks }, complaintId);
  await stand.say({ ...filing, id: idOf(`filed:${complaintId}`) }, offer(complaintId, organisation, 0, unit));
  return { complaintId, dispositionId: idOf(`offer:${complaintId}:0:lead`) };
}

const coordinator = () => stand.as('coordinator', 'gov.32.04');
const liaison = (unit = health) => stand.as('liaison', 'gov.32.04', unit);

/** Resolves when all that was decided is on the log. */
async function relayed(): Promise<void> {
  const { pool } = stand.running.deps;
  for (;;) {
    const { rows } = await pool.query<{ open: string }>('select count(*) as open from outbox');
    if (rows[0]?.open === '0') return;
  }
}

async function recordsOf(topic: string): Promise<{ subject: string }[]> {
  const records: { subject: string }[] = [];
  for await (const batch of stand.running.deps.log.read(topic))
    records.push(...batch.records.map(({ value }) => JSON.parse(value)));
  return records;
}

describe('casework', () => {
  beforeAll(async () => {
    stand = await Stand.start(casework, await postgres.database(), at(20));
    await stand.publish(directoryPublished, policyPublished);
  }, 60_000);
  afterAll(() => stand.stop());

  describe('the desk of a body', () => {
    test('shows what was offered, with words opened, to who may see it and to nobody else', async () => {
      const { complaintId, dispositionId } = await brought('gov.32.04', { unit: health });
      const path = `/v1/dispositions/${dispositionId}`;
      const shown = await coordinator().get(path);
      expect(shown).toMatchObject({
        status: 200,
        body: {
          complaintId,
          text,
          title: 'Puskesmas',
          status: 'offered',
          unit: health,
          place: { regionCode: '32.04' },
        },
      });
      const list = await liaison().get('/v1/dispositions?status=offered&limit=200');
      expect(list.body.items.map((item: any) => item.dispositionId)).toContain(dispositionId);
      const unknown = await coordinator().get(`/v1/dispositions/${idOf('nobody')}`);
      expect(unknown.status).toBe(404);
      for (const stranger of [
        stand.as('coordinator', 'gov.33.74'),
        liaison('gov.32.04/dinas-pendidikan'),
        stand.as('analyst', 'ombudsman', 'ombudsman/33'),
      ]) {
        expect(await stranger.get(path)).toEqual(unknown);
        const listed = await stranger.get('/v1/dispositions?limit=200');
        expect(JSON.stringify(listed.body)).not.toContain(dispositionId);
      }
      expect(
        (await stand.as('coordinator', 'gov.33.74').get('/v1/dispositions?organisation=gov.32.04')).status,
      ).toBe(403);
      expect(
        (await stand.as('coordinator', 'gov.33.74').get('/v1/dispositions?organisation=gov.99')).status,
      ).toBe(403);
      expect((await stand.as('ops', 'nat.panrb').get('/v1/dispositions')).status).toBe(403);
    });

    test('takes a case from offer to answer, and tells why a late claim is void', async () => {
      const { complaintId, dispositionId } = await brought();
      const path = `/v1/dispositions/${dispositionId}`;
      expect(await coordinator().post(`${path}/accept`, { unit: 'gov.33.74/x' })).toMatchObject({
        status: 422,
        body: { code: 'unknown-unit' },
      });
      const accepted = await coordinator().post(`${path}/accept`, { unit: health });
      expect(accepted).toMatchObject({
        status: 200,
        body: { status: 'accepted', unit: health, caseStatus: 'in_progress' },
      });
      expect(await coordinator().post(`${path}/accept`, {})).toMatchObject({
        status: 409,
        body: { code: 'already-accepted' },
      });
      expect((await liaison().post(`${path}/assign`, { unit: health })).status).toBe(403);
      expect(await liaison().post(`${path}/answers`, { kind: 'first', text: 'Kami periksa.' })).toMatchObject(
        { status: 200 },
      );
      const answered = await liaison().post(`${path}/answers?after=${accepted.body.position}`, {
        kind: 'substantive',
        text: 'Sudah buka.',
      });
      expect(answered).toMatchObject({
        status: 200,
        body: { status: 'answered', caseStatus: 'answered', complaintId },
      });
      expect(answered.body.answerId).toMatch(/^[0-9a-f-]{36}$/);
      expect(JSON.stringify(answered.body)).not.toContain('buka');
    });

    test('declines with a ground and an owner that exists', async () => {
      const { dispositionId } = await brought();
      const path = `/v1/dispositions/${dispositionId}/decline`;
      const wish = { ground: 'UU 23/2014', note: 'Bukan kami', proposed: 'gov.32' };
      expect(await coordinator().post(path, { ...wish, proposed: 'gov.99' })).toMatchObject({
        status: 422,
        body: { code: 'unknown-organisation' },
      });
      expect((await coordinator().post(path, { ...wish, extra: 1 })).body.errors[0].pointer).toBe('/extra');
      expect(await coordinator().post(path, wish)).toMatchObject({
        status: 200,
        body: { status: 'declined' },
      });
    });

    test('gives the same bytes for the same key, and of two officers one', async () => {
      const { dispositionId } = await brought();
      const path = `/v1/dispositions/${dispositionId}/questions`;
      await coordinator().post(`/v1/dispositions/${dispositionId}/accept`, {});
      const key = { 'idempotency-key': 'tanya-1' };
      const first = await coordinator().post(path, { text: 'Alamat?' }, key);
      expect(first.status).toBe(200);
      expect(await coordinator().post(path, { text: 'Alamat?' }, key)).toEqual(first);
      expect(await coordinator().post(path, { text: 'Lain?' }, key)).toMatchObject({
        status: 422,
        body: { code: 'idempotency-key-reused' },
      });
      const { dispositionId: other } = await brought();
      const both = await Promise.all(
        [1, 2].map(() => coordinator().post(`/v1/dispositions/${other}/accept`, {})),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    });

    test('keeps confidential cases to their handlers and the supervisors', async () => {
      const { complaintId, dispositionId } = await brought('gov.32.04', { confidential: true });
      const path = `/v1/dispositions/${dispositionId}`;
      const province = stand.as('executive', 'gov.32');
      expect((await province.get(path)).status).toBe(404);
      expect(JSON.stringify((await province.get('/v1/dispositions?limit=200')).body)).not.toContain(
        complaintId,
      );
      expect(JSON.stringify((await province.get('/v1/feeds/gov.32.04?limit=200')).body)).not.toContain(
        complaintId,
      );
      for (const may of [
        coordinator(),
        stand.as('national', 'nat.panrb'),
        stand.as('analyst', 'ombudsman'),
      ]) {
        expect((await may.get(path)).status).toBe(200);
      }
    });

    test('pages through an inbox without a gap while new cases arrive', async () => {
      const seen = new Set<string>();
      const all = (await coordinator().get('/v1/dispositions?limit=200')).body.items.length as number;
      let next: string | null = '';
      while (next !== null) {
        const page = await coordinator().get(
          `/v1/dispositions?limit=2${next === '' ? '' : `&cursor=${next}`}`,
        );
        for (const { dispositionId } of page.body.items) seen.add(dispositionId);
        if (seen.size === 2) await brought();
        next = page.body.next;
      }
      expect(seen.size).toBeGreaterThanOrEqual(all);
      expect(await coordinator().get('/v1/dispositions?cursor=eA')).toMatchObject({
        status: 400,
        body: { code: 'invalid-cursor' },
      });
      const forged = Buffer.from(JSON.stringify(['2026-99-99T00:00:00.000Z', idOf('x')])).toString(
        'base64url',
      );
      expect((await coordinator().get(`/v1/dispositions?cursor=${forged}`)).status).toBe(400);
    });
  });

  describe('several bodies on a case', () => {
    test('talk in a thread that ends for who is released', async () => {
      const { complaintId, dispositionId } = await brought();
      await coordinator().post(`/v1/dispositions/${dispositionId}/accept`, {});
      const province = stand.as('coordinator', 'gov.32');
      const thread = `/v1/cases/${complaintId}/thread`;
      expect((await province.get(thread)).status).toBe(404);
      const invited = await coordinator().post(`/v1/dispositions/${dispositionId}/contributors`, {
        organisation: 'gov.32',
        task: 'Data jalan',
      });
      expect(invited).toMatchObject({
        status: 201,
        body: { part: 'contributor', organisation: 'gov.32', status: 'offered' },
      });
      expect((await province.post(thread, { text: 'Kami bantu' })).status).toBe(201);
      expect((await coordinator().get(thread)).body.items).toMatchObject([
        { kind: 'task', text: 'Data jalan', dispositionId: invited.body.dispositionId },
        { kind: 'message', text: 'Kami bantu', by: { organisation: 'gov.32' } },
      ]);
      expect(
        (
          await province.post(`/v1/dispositions/${invited.body.dispositionId}/contributors`, {
            organisation: 'gov.33',
            task: 'x',
          })
        ).body.code,
      ).toBe('not-lead');
      await coordinator().post(`/v1/dispositions/${invited.body.dispositionId}/release`, {
        reason: 'not-needed',
      });
      expect((await province.get(thread)).status).toBe(404);
    });
  });

  describe('a lead with contributors', () => {
    const province = () => stand.as('coordinator', 'gov.32');
    /** A case that the regency leads, with the province (and perhaps others) asked. */
    async function led(...bodies: string[]) {
      const { complaintId, dispositionId } = await brought();
      await coordinator().post(`/v1/dispositions/${dispositionId}/accept`, {});
      const parts: string[] = [];
      for (const organisation of bodies) {
        const wish = { organisation, task: `Data dari ${organisation}` };
        const asked = await coordinator().post(`/v1/dispositions/${dispositionId}/contributors`, wish);
        parts.push(asked.body.dispositionId);
      }
      return { complaintId, lead: `/v1/dispositions/${dispositionId}`, dispositionId, parts };
    }

    test('waits for the contribution, reads it in the thread, and answers for all', async () => {
      const { complaintId, lead, parts } = await led('gov.32');
      const part = `/v1/dispositions/${parts[0]}`;
      expect((await province().get(part)).body).toMatchObject({ task: 'Data dari gov.32', required: true });
      const wish = { kind: 'substantive', text: 'Sudah kami perbaiki.' };
      const early = await coordinator().post(`${lead}/answers`, wish);
      expect(early).toMatchObject({
        status: 409,
        body: {
          code: 'contribution-open',
          detail: expect.stringContaining('gov.32'),
          allowed: expect.arrayContaining(['answers:first', 'answers:reasoned', 'release', 'thread']),
          last: { fact: 'ContributorInvited', by: { organisation: 'gov.32.04' } },
        },
      });
      expect(early.body.allowed).not.toContain('answers:substantive');
      await province().post(`${part}/accept`, {});
      await province().post(`${part}/answers`, { kind: 'substantive', text: 'Data terlampir.' });
      const shown = (await coordinator().get(lead)).body;
      expect(shown.contributions).toMatchObject([
        { organisation: 'gov.32', status: 'answered', required: true, answerId: expect.any(String) },
      ]);
      const thread = (await coordinator().get(`/v1/cases/${complaintId}/thread`)).body.items;
      expect(thread.at(-1)).toMatchObject({
        kind: 'contribution',
        text: 'Data terlampir.',
        dispositionId: parts[0],
        messageId: shown.contributions[0].answerId,
      });
      expect(await coordinator().post(`${lead}/answers`, wish)).toMatchObject({ status: 200 });
    });

    test('says why it does not wait: to the bodies, in the thread', async () => {
      const { complaintId, lead } = await led('gov.32');
      const wish = { kind: 'substantive', text: 'Kami jawab.', reason: 'Data sudah ada di kantor kami.' };
      expect((await coordinator().post(`${lead}/answers`, wish)).status).toBe(200);
      const { items } = (await province().get(`/v1/cases/${complaintId}/thread`)).body;
      expect(items.at(-1)).toMatchObject({ kind: 'reason', text: wish.reason });
      const first = { kind: 'first', text: 'Kami periksa.', reason: 'x' };
      expect((await coordinator().post(`${lead}/answers`, first)).body.code).toBe('reason-not-asked');
    });

    test('gets another body in the place of one that declines, or the task back', async () => {
      const { complaintId, lead, parts } = await led('gov.32');
      const refuse = (proposed: string) => ({ ground: 'UU 23/2014', note: 'Bukan kami', proposed });
      const { loop } = stand.running.deps;
      await province().post(`/v1/dispositions/${parts[0]}/decline`, refuse('gov.33'));
      const key = `replacement:${parts[0]}`;
      await loop.verdicts(complaintId, [idOf(`ContributorInvited:${key}`)], 10_000);
      const next = idOf(`contribution:${key}`);
      const shown = (await coordinator().get(lead)).body;
      expect(shown.contributions).toMatchObject([
        { dispositionId: next, organisation: 'gov.33', required: true },
      ]);
      expect(shown.refusedContributions).toBeUndefined();
      const other = stand.as('coordinator', 'gov.33');
      expect((await other.get(`/v1/dispositions/${next}`)).body).toMatchObject({
        task: 'Data dari gov.32',
        decidedBy: 'rule',
        replaces: parts[0],
      });
      await other.post(`/v1/dispositions/${next}/decline`, refuse('gov.32'));
      const back = (await coordinator().get(lead)).body;
      expect(back.contributions).toBeUndefined();
      expect(back.refusedContributions).toMatchObject([
        { dispositionId: next, organisation: 'gov.33', proposed: 'gov.32' },
      ]);
    });

    test('hands the case over to one that takes it on, and contributes from then on', async () => {
      const { lead, dispositionId, parts } = await led('gov.32');
      const [to = ''] = parts;
      const part = `/v1/dispositions/${to}`;
      const wish = { to, reason: 'Jalannya milik kota.' };
      expect((await coordinator().post(`${lead}/handover`, wish)).body.code).toBe('not-accepted');
      await province().post(`${part}/accept`, {});
      expect((await province().post(`${part}/lead`, {})).body.code).toBe('not-offered');
      const offered = await coordinator().post(`${lead}/handover`, wish);
      expect(offered).toMatchObject({ status: 200, body: { part: 'lead', leadOffer: { to } } });
      const taken = await province().post(`${part}/lead`, {});
      expect(taken).toMatchObject({ status: 200, body: { part: 'lead', status: 'accepted' } });
      expect(
        await coordinator().post(`${lead}/contributors`, { organisation: 'gov.33', task: 'x' }),
      ).toMatchObject({
        status: 409,
        body: { code: 'not-lead', allowed: expect.arrayContaining(['answers:first', 'thread']) },
      });
      expect((await coordinator().get(lead)).body).toMatchObject({ part: 'contributor', required: false });
      const release = await province().post(`/v1/dispositions/${dispositionId}/release`, {
        reason: 'not-needed',
      });
      expect(release).toMatchObject({ status: 200, body: { status: 'withdrawn' } });
    });

    test('goes on leading where it takes its offer back, or the other will not', async () => {
      const { lead, complaintId, parts } = await led('gov.32');
      const [to = ''] = parts;
      const part = `/v1/dispositions/${to}`;
      await province().post(`${part}/accept`, {});
      const offer = () => coordinator().post(`${lead}/handover`, { to, reason: 'Jalannya milik provinsi.' });
      const early = await province().post(`${part}/lead/refuse`, { reason: 'Bukan kami' });
      expect(early).toMatchObject({
        status: 409,
        body: { code: 'not-offered', allowed: expect.not.arrayContaining(['lead', 'lead:refuse']) },
      });
      await offer();
      expect((await province().post(`${part}/handover/withdraw`, { reason: 'x' })).body.code).toBe(
        'not-lead',
      );
      const back = await coordinator().post(`${lead}/handover/withdraw`, { reason: 'Kami teruskan.' });
      expect(back).toMatchObject({ status: 200, body: { part: 'lead', status: 'accepted' } });
      expect(back.body.leadOffer).toBeUndefined();
      expect((await province().post(`${part}/lead`, {})).body.code).toBe('not-offered');
      await offer();
      const refused = await province().post(`${part}/lead/refuse`, { reason: 'Anggarannya tidak ada.' });
      expect(refused).toMatchObject({ status: 200, body: { part: 'contributor', status: 'accepted' } });
      const said = (await province().get(`/v1/cases/${complaintId}/thread`)).body.items;
      expect(said.slice(-3).map(({ kind, text }: any) => [kind, text])).toEqual([
        ['handover', 'Kami teruskan.'],
        ['handover', 'Jalannya milik provinsi.'],
        ['refusal', 'Anggarannya tidak ada.'],
      ]);
    });

    test('shows what goes on between the bodies to those on the case alone', async () => {
      const { lead, parts } = await led('gov.32', 'gov.33');
      const wish = { ground: 'UU 23/2014', note: 'Bukan kami', proposed: 'gov.33' };
      await province().post(`/v1/dispositions/${parts[0]}/decline`, wish);
      const seen = await province().get(lead);
      expect(seen.status).toBe(200);
      expect(seen.body.contributions).toBeUndefined();
      expect((await province().get(`/v1/dispositions/${parts[1]}`)).body.task).toBeUndefined();
      const late = await province().post(`/v1/dispositions/${parts[0]}/accept`, {});
      expect(late).toMatchObject({ status: 409, body: { code: 'already-declined', allowed: [] } });
      expect(late.body.last).toBeUndefined();
    });
  });

  test('nothing is asked of a body that is not connected', async () => {
    const directory = directoryPublished.data as Data<'DirectoryPublished'>;
    const organisations = directory.organisations.map((each) =>
      each.code === 'gov.33.74' ? { ...each, connection: 'unconnected' as const } : each,
    );
    const cut = { ...directory, version: 'test-2', organisations };
    const by = { role: 'rule' } as const;
    await stand.publish(
      fact('DirectoryPublished', 'test-2', { subject: 'directory', at: '2026-01-02T00:00:00.000Z', by }, cut),
    );
    const { dispositionId } = await brought();
    await coordinator().post(`/v1/dispositions/${dispositionId}/accept`, {});
    const invite = (organisation: string) =>
      coordinator().post(`/v1/dispositions/${dispositionId}/contributors`, { organisation, task: 'Data' });
    expect(await invite('gov.33.74')).toMatchObject({
      status: 422,
      body: { code: 'organisation-unconnected' },
    });
    expect((await invite('gov.33')).status).toBe(201);
  });

  describe('duplicates', () => {
    test('follow another case, and go apart again', async () => {
      const lead = await brought();
      const follower = await brought();
      const path = `/v1/cases/${follower.complaintId}`;
      const { loop } = stand.running.deps;
      const unknown = { into: idOf('nobody'), reason: 'sama' };
      expect((await coordinator().post(`${path}/merge`, unknown)).body.code).toBe('unknown-complaint');
      const wish = { into: lead.complaintId, reason: 'Satu kejadian' };
      expect((await stand.as('coordinator', 'gov.33.74').post(`${path}/merge`, wish)).status).toBe(404);
      const asked = await coordinator().post(`${path}/merge`, wish);
      expect(asked.status).toBe(200);
      await loop.verdicts(
        follower.complaintId,
        [idOf(`MergeAccepted:merge:${asked.body.mergeId}:follower`)],
        10_000,
      );
      expect(await loop.state(follower.complaintId)).toMatchObject({
        status: 'merged',
        merge: { into: lead.complaintId },
      });
      expect((await loop.state(lead.complaintId))?.merge.followers).toEqual([follower.complaintId]);
      const undone = await coordinator().post(`${path}/unmerge`, { reason: 'Ternyata lain' });
      expect(undone).toMatchObject({ status: 200, body: { status: 'dispositioned', merge: 'none' } });
      await loop.verdicts(
        lead.complaintId,
        [idOf(`MergeUndone:merge:${undone.body.mergeId}:undone`)],
        10_000,
      );
      expect((await loop.state(lead.complaintId))?.merge.followers).toEqual([]);
    });
  });

  describe('feeds', () => {
    test('tell each body what concerns it, resumable, over HTTP and on its topic', async () => {
      const { complaintId, dispositionId } = await brought('gov.33.74');
      const city = stand.as('coordinator', 'gov.33.74');
      const first = await city.get('/v1/feeds/gov.33.74?limit=1');
      expect(first.body.items).toMatchObject([
        { type: 'id.satupintu.disposition-offered', subject: complaintId, data: { dispositionId } },
      ]);
      const end = await city.get(`/v1/feeds/gov.33.74?cursor=${first.body.next}`);
      expect(end.body.items).toEqual([]);
      const accepted = await city.post(`/v1/dispositions/${dispositionId}/accept`, {});
      const more = await city.get(
        `/v1/feeds/gov.33.74?cursor=${end.body.next}&after=${accepted.body.position}`,
      );
      expect(more.body.items.map(({ type }: any) => type)).toEqual(['id.satupintu.disposition-accepted']);
      expect((await city.get('/v1/feeds/gov.32')).status).toBe(403);
      expect((await city.get('/v1/feeds/nowhere')).status).toBe(403);
      await relayed();
      for (const topic of [agencyTopic('gov.33.74'), DISPOSITIONS]) {
        expect((await recordsOf(topic)).filter(({ subject }) => subject === complaintId)).toHaveLength(2);
      }
    });
  });

  test('a feed takes back from lookers-on what became confidential, and leaves it to its body', async () => {
    const { complaintId } = await brought('gov.33.74');
    const feed = async (role: 'executive' | 'coordinator', organisation: string) =>
      JSON.stringify((await stand.as(role, organisation).get('/v1/feeds/gov.33.74?limit=200')).body.items);
    expect(await feed('executive', 'gov.33')).toContain(complaintId);
    const about = { subject: complaintId, at: at(3), by: rule };
    await stand.say(fact('ComplaintCorrected', `hide:${complaintId}`, about, { confidential: true }));
    expect(await feed('executive', 'gov.33')).not.toContain(complaintId);
    expect(await feed('coordinator', 'gov.33.74')).toContain(complaintId);
  });

  describe('appointments', () => {
    test('are made for the own house, and end the right when they end', async () => {
      const wish = {
        subject: 'pegawai-1',
        role: 'liaison',
        organisation: 'gov.32.04',
        unit: health,
        from: at(0),
      };
      expect(
        (await coordinator().post('/v1/appointments', { ...wish, organisation: 'gov.32', unit: undefined }))
          .status,
      ).toBe(403);
      expect((await coordinator().post('/v1/appointments', { ...wish, role: 'analyst' })).status).toBe(403);
      const made = await coordinator().post('/v1/appointments', wish);
      expect(made.status).toBe(201);
      const ended = await coordinator().post('/v1/appointments', { ...wish, to: at(10) });
      expect(ended.body.appointmentId).toBe(made.body.appointmentId);
      expect((await coordinator().get('/v1/appointments')).body.items).toMatchObject([
        { ...wish, to: at(10) },
      ]);
      expect((await stand.as('coordinator', 'gov.33.74').get('/v1/appointments')).body.items).toEqual([]);
    });
  });
});
