import { randomUUID } from 'node:crypto';
import { testPostgres } from '@satupintu/embedded';
import { fact, type Fact, idOf } from '@satupintu/events';
import { type Caller, directoryPublished, Stand } from '@satupintu/service/testing';
import { casework } from '../definition';
import { at, filed } from '../lives.fixture';

const postgres = testPostgres();
const body = 'gov.32.04';
const now = at(20);
let stand: Stand;
let app: Caller;

const rule = { role: 'rule' } as const;
const offer = (complaintId: string, organisation: string): Fact =>
  fact('DispositionOffered', `${complaintId}:0`, { subject: complaintId, at: at(1), by: rule }, {
    dispositionId: idOf(`offer:${complaintId}`), hop: 0, organisation, decidedBy: 'rule', final: false,
    class: 'complaint', reasons: [], versions: {},
  }); // prettier-ignore

let count = 0;
/** A complaint that the app of one body filed, offered to a body. */
async function brought(organisation = body, over: { confidential?: boolean; filedBy?: string } = {}) {
  const complaintId = idOf(`complaint:partner:${(count += 1)}`);
  const sealed = await stand.sealFiling(complaintId, { text: 'Lampu jalan padam' });
  const filing = filed(
    { trackingId: `SP-P${count}`, channel: 'partner', filedBy: body, ...sealed, ...over },
    complaintId,
  );
  await stand.say({ ...filing, id: idOf(`filed:${complaintId}`) }, offer(complaintId, organisation));
  return complaintId;
}

/** A case that one body leads and another one is asked to contribute to; and the lead, offered to that one. */
async function led(leads: string, asked: string) {
  const complaintId = await brought(leads);
  const lead = `/v1/dispositions/${idOf(`offer:${complaintId}`)}`;
  const officer = stand.as('coordinator', leads);
  await officer.post(`${lead}/accept`, {});
  const wish = { organisation: asked, task: 'Periksa tiangnya' };
  const part: string = (await officer.post(`${lead}/contributors`, wish)).body.dispositionId;
  const offer = () => officer.post(`${lead}/handover`, { to: part, reason: 'Tiangnya milik Anda.' });
  return { complaintId, part, offer };
}

const update = (complaintId: string, sequence: number, kind: string, more: object = {}) => ({
  updateId: randomUUID(),
  complaintId,
  sequence,
  kind,
  ...more,
});
const push = async (...updates: object[]) => {
  const answer = await app.post(`/v1/partners/${body}/updates`, { updates });
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
  return answer.body.items as any[];
};
const states = (items: any[]) =>
  items.map(({ state, code }) => (code === undefined ? state : `${state}: ${code}`));
const reconcile = async (cases: object[], more: object = {}) =>
  (await app.post(`/v1/partners/${body}/reconciliation`, { cases, ...more })).body;
const eventsAfter = async (cursor = '') =>
  (await app.get(`/v1/partners/${body}/events?limit=200${cursor && `&cursor=${cursor}`}`)).body;
const status = async (complaintId: string) =>
  (await stand.running.deps.loop.state(complaintId))?.dispositions[idOf(`offer:${complaintId}`)]?.status;

const accreditation = {
  partner: body,
  ground: 'requirements_met',
  evidence: ['Uji terima antarmuka, 12 Februari 2026'],
  from: at(0),
};

describe('partners', () => {
  beforeAll(async () => {
    stand = await Stand.start(casework, await postgres.database(), now);
    await stand.publish(directoryPublished);
    app = stand.as('channel', body);
    expect((await app.get(`/v1/partners/${body}/events`)).body.code).toBe('not-accredited');
    const given = await stand.as('national', 'nat.panrb').post('/v1/partners', accreditation);
    expect(given).toMatchObject({ status: 201, body: { ...accreditation, version: 1 } });
  }, 60_000);
  afterAll(() => stand.stop());

  describe('accreditation', () => {
    const other = 'gov.32';
    const national = () => stand.as('national', 'nat.panrb');

    test('is given and ended by the national manager, each version a fact with its ground', async () => {
      const first = await national().post('/v1/partners', { ...accreditation, partner: other });
      expect(first).toMatchObject({ status: 201, body: { version: 1, ground: 'requirements_met' } });
      const second = await national().post('/v1/partners', {
        ...accreditation,
        partner: other,
        ground: 'proven_effective',
        evidence: ['92 % terjawab dalam batas waktu, triwulan I 2026'],
      });
      expect(second.body).toMatchObject({ version: 2, ground: 'proven_effective' });
      const read = await stand.as('liaison', body).get(`/v1/partners/${other}`);
      expect(read.body).toMatchObject({ version: 2, inForce: true });
      const end = { to: at(10), reason: 'replaced' };
      expect((await national().post(`/v1/partners/${other}/end`, end)).body).toMatchObject({ to: at(10) });
      expect((await national().post(`/v1/partners/${other}/end`, end)).body.code).toBe('already-ended');
      expect((await stand.as('liaison', body).get(`/v1/partners/${other}`)).status).toBe(404);
      const list = await stand.as('channel', other).get(`/v1/partners?organisation=${other}`);
      expect(list.body.items.map((one: any) => [one.version, one.inForce])).toEqual([
        [1, false],
        [2, false],
      ]);
      const closed = await stand.as('channel', other).get(`/v1/partners/${other}/events`);
      expect([closed.status, closed.body.code]).toEqual([403, 'not-accredited']);
    });

    test('is refused without evidence, for an unknown body, and to all others', async () => {
      expect((await national().post('/v1/partners', { ...accreditation, evidence: [] })).status).toBe(400);
      expect((await national().post('/v1/partners', { ...accreditation, partner: 'gov.99' })).status).toBe(
        422,
      );
      for (const person of [stand.as('coordinator', body), app, stand.as('analyst', 'ombudsman')])
        expect((await person.post('/v1/partners', accreditation)).status).toBe(403);
    });

    test('opens the own body’s door alone; another’s looks the same whether it exists or not', async () => {
      const wish = { updates: [update(idOf('nobody'), 1, 'accept')] };
      for (const code of ['gov.33.74', 'gov.99', 'nonsense']) {
        const answers = [
          await app.get(`/v1/partners/${code}/events`),
          await app.post(`/v1/partners/${code}/updates`, wish),
          await app.post(`/v1/partners/${code}/reconciliation`, { cases: [] }),
        ];
        expect(answers.map((each) => [each.status, each.body.code])).toEqual(
          answers.map(() => [403, 'forbidden']),
        );
      }
      expect((await stand.as('coordinator', body).post(`/v1/partners/${body}/updates`, wish)).status).toBe(
        403,
      );
    });
  });

  describe('updates', () => {
    test('do to a case what its body’s officers would do', async () => {
      const complaintId = await brought();
      const items = await push(
        update(complaintId, 1, 'accept'),
        update(complaintId, 2, 'first_answer', { text: 'Kami periksa.' }),
        update(complaintId, 3, 'thread', { text: 'Regu berangkat besok.' }),
        update(complaintId, 4, 'question', { text: 'Tiang nomor berapa?' }),
        update(complaintId, 5, 'answer', { text: 'Lampu sudah menyala.' }),
      );
      expect(states(items)).toEqual(items.map(() => 'applied'));
      expect(await status(complaintId)).toBe('answered');
      const thread = await stand.as('coordinator', body).get(`/v1/cases/${complaintId}/thread`);
      expect(thread.body.items[0]).toMatchObject({ text: 'Regu berangkat besok.', by: { role: 'channel' } });
    });

    test('that name a file which nobody can open are refused, as the body’s officers would be', async () => {
      const complaintId = await brought();
      const files = { text: 'Lampu sudah menyala.', attachments: [randomUUID()] };
      const items = await push(update(complaintId, 1, 'accept'), update(complaintId, 2, 'answer', files));
      expect(states(items)).toEqual(['applied', 'refused: unknown-attachment']);
    });

    test('count once, however often they come, and answer the same', async () => {
      const complaintId = await brought();
      const accept = update(complaintId, 1, 'accept');
      const [first] = await push(accept);
      const [again, twice] = await push(accept, accept);
      expect([again, twice]).toEqual([first, first]);
      expect(states(await push({ ...accept, kind: 'nothing' }))).toEqual(['refused: update-id-reused']);
      expect(states(await push(update(complaintId, 1, 'nothing')))).toEqual(['refused: sequence-taken']);
      const both = update(complaintId, 2, 'thread', { text: 'Serentak.' });
      const at_once = await Promise.all([push(both), push(both), push(both)]);
      expect(new Set(at_once.map((items) => JSON.stringify(items))).size).toBe(1);
      const thread = await stand.as('coordinator', body).get(`/v1/cases/${complaintId}/thread`);
      expect(thread.body.items).toHaveLength(1);
    });

    test('wait for those before them, and go by their numbers, not by their clocks', async () => {
      const complaintId = await brought();
      const late = at(2);
      const future = '2031-01-01T00:00:00.000Z';
      const accept = update(complaintId, 1, 'accept', { at: future });
      const first = update(complaintId, 2, 'first_answer', { text: 'Ya.', at: late });
      const answer = update(complaintId, 3, 'answer', { text: 'Selesai.', at: late });
      expect(await push(answer)).toEqual([
        expect.objectContaining({ state: 'waiting', code: 'gap', expects: 1 }),
      ]);
      expect(await push(first)).toMatchObject([{ state: 'waiting', code: 'gap', expects: 1 }]);
      expect(await push(accept)).toMatchObject([{ state: 'applied', clock: 'ahead' }]);
      expect(states(await push(first, answer))).toEqual(['applied', 'applied']);
      const state = await stand.running.deps.loop.state(complaintId);
      expect(state?.dispositions[idOf(`offer:${complaintId}`)]).toMatchObject({
        status: 'answered',
        acceptedAt: now,
        substantiveAt: now,
      });
      expect(await push(update(complaintId, 4, 'nothing', { at: at(1) }))).toMatchObject([
        { state: 'applied', clock: 'backwards' },
      ]);
    });

    test('that the life-cycle does not allow are refused with its code, and the next one has its turn', async () => {
      const complaintId = await brought();
      const items = await push(
        update(complaintId, 1, 'answer', { text: 'Terlalu cepat.' }),
        update(complaintId, 2, 'accept', { unit: 'gov.33.74/x' }),
        update(complaintId, 3, 'accept'),
        update(complaintId, 4, 'accept'),
        update(complaintId, 5, 'decline', { ground: 'UU', note: 'Bukan kami', proposed: 'gov.99' }),
      );
      expect(states(items)).toEqual([
        'refused: not-accepted',
        'refused: unknown-unit',
        'applied',
        'refused: already-accepted',
        'refused: unknown-organisation',
      ]);
    });

    test('say what would be applied instead of one that was refused', async () => {
      const complaintId = await brought();
      const [early] = await push(update(complaintId, 1, 'answer', { text: 'Terlalu cepat.' }));
      expect(early).toMatchObject({
        code: 'not-accepted',
        allowed: ['accept', 'assign', 'decline', 'thread'],
      });
    });

    test('answer without a required contribution where they say why, to the bodies', async () => {
      const { complaintId } = await led(body, 'gov.32');
      const text = 'Lampu sudah menyala.';
      const [held] = await push(update(complaintId, 1, 'answer', { text }));
      expect(held).toMatchObject({ code: 'contribution-open', allowed: expect.arrayContaining(['answer']) });
      const reason = 'Provinsi sudah menjawab lisan.';
      expect(states(await push(update(complaintId, 2, 'answer', { text, reason })))).toEqual(['applied']);
      const thread = await stand.as('coordinator', 'gov.32').get(`/v1/cases/${complaintId}/thread`);
      expect(thread.body.items.at(-1)).toMatchObject({
        kind: 'reason',
        text: reason,
      });
    });

    test('take the lead that was offered once, however late, often and out of order they come', async () => {
      const { complaintId, offer, part } = await led('gov.32', body);
      const early = update(complaintId, 2, 'take_lead');
      expect(states(await push(early))).toEqual(['waiting: gap']);
      expect(states(await push(update(complaintId, 1, 'accept'), early))).toEqual([
        'applied',
        'refused: not-offered',
      ]);
      await offer();
      const late = update(complaintId, 4, 'first_answer', { text: 'Kami lanjutkan.' });
      const take = update(complaintId, 3, 'take_lead', { at: at(1) });
      expect(states(await push(late))).toEqual(['waiting: gap']);
      expect(states(await push(take, take))).toEqual(['applied', 'applied']);
      expect(states(await push(late, take, early))).toEqual(['applied', 'applied', 'refused: not-offered']);
      const state = await stand.running.deps.loop.state(complaintId);
      expect(state).toMatchObject({ lead: part, owner: { organisation: body } });
      expect(state?.dispositions[part]?.firstAnswerAt).toBe(now);
    });

    test('refuse the lead that was offered, and say why to the other bodies', async () => {
      const { complaintId, offer, part } = await led('gov.32', body);
      await push(update(complaintId, 1, 'accept'));
      await offer();
      const reason = 'Tiangnya milik provinsi.';
      const items = await push(
        update(complaintId, 2, 'refuse_lead', { reason }),
        update(complaintId, 3, 'take_lead', { dispositionId: part }),
      );
      expect(states(items)).toEqual(['applied', 'refused: not-offered']);
      expect(items[1].allowed).not.toContain('take_lead');
      const thread = await stand.as('coordinator', 'gov.32').get(`/v1/cases/${complaintId}/thread`);
      expect(thread.body.items.at(-1)).toMatchObject({ kind: 'refusal', text: reason });
    });

    test('of cases that are not the body’s, confidential, or nobody’s look the same, and take no number', async () => {
      const strange = await brought('gov.33.74');
      const secret = await brought(body, { confidential: true });
      for (const complaintId of [strange, secret, idOf('nobody')]) {
        expect(states(await push(update(complaintId, 1, 'accept')))).toEqual(['refused: unknown-complaint']);
      }
    });

    test('keep no words in the clear, and none at all once they are applied', async () => {
      const complaintId = await brought();
      await push(update(complaintId, 2, 'answer', { text: 'rahasia-tertunda' }));
      const kept = async () =>
        JSON.stringify((await stand.running.deps.pool.query('select * from partner_update')).rows);
      expect(await kept()).not.toContain('rahasia-tertunda');
      await push(update(complaintId, 1, 'accept'));
      const { rows } = await stand.running.deps.pool.query(
        'select from partner_update where complaint_id = $1 and wish is not null',
        [complaintId],
      );
      expect(rows).toEqual([]);
    });

    test('that wait when the words are erased lose them, and repeats of them count once all the same', async () => {
      const complaintId = await brought();
      const thread = update(complaintId, 2, 'thread', { text: 'Nama tetangganya Contoh.' });
      await push(thread);
      await stand.destroyKeys(complaintId);
      await stand.say(
        fact(
          'PersonErased',
          complaintId,
          { subject: complaintId, at: at(3), by: { role: 'reporter' } },
          { scope: 'all' },
        ),
      );
      expect(states(await push(thread, update(complaintId, 1, 'accept')))).toEqual(['applied', 'applied']);
      const shown = await stand.as('coordinator', body).get(`/v1/cases/${complaintId}/thread`);
      expect(shown.body.items).toMatchObject([{ text: null }]);
    });

    test('that were kept when a process died are applied by the next one', async () => {
      const complaintId = await brought();
      const thread = update(complaintId, 1, 'thread', { text: 'Titip.' });
      const words = await stand.running.deps.vault.seal(complaintId, 'narrative', 'message', {
        text: 'Titip.',
      });
      await stand.running.deps.pool.query(
        `insert into partner_update (partner, update_id, complaint_id, sequence, digest, wish, received_at)
         values ($1, $2, $3, 1, 's1.narrative.1.digest.aa.bb', $4, $5)`,
        [body, thread.updateId, complaintId, JSON.stringify({ kind: 'thread', subject: 'app', words }), now],
      );
      await stand.beside(async () => Promise.resolve());
      const list = await app.get(`/v1/partners/${body}/updates?state=applied&limit=200`);
      expect(list.body.items.map((one: any) => one.updateId)).toContain(thread.updateId);
    });

    test('are read by whoever may, page by page', async () => {
      const seen: string[] = [];
      for (let cursor = ''; ;) {
        const page = await stand
          .as('coordinator', body)
          .get(`/v1/partners/${body}/updates?limit=3${cursor && `&cursor=${cursor}`}`);
        seen.push(...page.body.items.map((one: any) => one.updateId));
        if (page.body.next === null) break;
        cursor = page.body.next;
      }
      expect(seen.length).toBeGreaterThan(10);
      expect(new Set(seen).size).toBe(seen.length);
      expect((await stand.as('coordinator', 'gov.32').get(`/v1/partners/${body}/updates`)).status).toBe(403);
    });
  });

  describe('events', () => {
    test('tell of what was filed and of what is handled, each fact once, in order, on from a cursor', async () => {
      const { next } = await eventsAfter();
      const elsewhere = await brought('gov.32');
      const own = await brought();
      const secret = await brought(body, { confidential: true });
      await push(update(own, 1, 'accept'));
      const page = await eventsAfter(next);
      const told = (id: string) =>
        page.items
          .filter((one: any) => one.subject === id)
          .map(({ type, data }: any) => [type.split('.').pop(), data.part]);
      expect(told(elsewhere)).toEqual([
        ['complaint-filed', 'filed'],
        ['disposition-offered', 'filed'],
      ]);
      expect(told(own)).toEqual([
        ['complaint-filed', 'filed'],
        ['disposition-offered', 'lead'],
        ['disposition-accepted', 'lead'],
      ]);
      expect(told(secret)).toEqual([]);
      expect(JSON.stringify(page)).not.toMatch(/s1\.|Lampu/);
      expect((await eventsAfter(page.next)).items).toEqual([]);
    });
  });

  describe('reconciliation', () => {
    test('finds what is the same, different, unknown here and missing there', async () => {
      const [same, different, missing] = [await brought(), await brought(), await brought('gov.32')];
      const foreign = await brought('gov.33.74', { filedBy: 'gov.33.74' });
      const secret = await brought(body, { confidential: true });
      const result = await reconcile([
        { complaintId: same, externalId: 'a-1', state: 'dispositioned' },
        { complaintId: different, externalId: 'a-2', state: 'closed' },
        { complaintId: foreign, externalId: 'a-3', state: 'dispositioned' },
        { complaintId: secret, externalId: 'a-4', state: 'dispositioned' },
        { complaintId: idOf('nobody'), externalId: 'a-5', state: 'filed' },
        { externalId: 'a-6', state: 'filed' },
      ]);
      const lines = result.items.map((one: any) => [one.externalId ?? one.complaintId, one.outcome]);
      expect(lines.slice(0, 6)).toEqual([
        ['a-1', 'same'],
        ['a-2', 'different'],
        ['a-3', 'unknown_here'],
        ['a-4', 'unknown_here'],
        ['a-5', 'unknown_here'],
        ['a-6', 'unknown_here'],
      ]);
      expect(lines).toContainEqual([missing, 'missing_there']);
      expect(result.items[1]).toMatchObject({
        here: { status: 'dispositioned', dispositionStatus: 'offered', takesPart: true, filed: true },
        nextSequence: 1,
      });
      expect(JSON.stringify(result)).not.toContain(idOf(`offer:${secret}`));
      expect(result.counts.missing_there).toBe(lines.length - 6);
    });

    test('goes stretch by stretch of ids, and refuses cases outside of it', async () => {
      const ids = [await brought(), await brought(), await brought()].sort();
      const [first, second, third] = ids;
      const stretch = await reconcile([{ complaintId: second, externalId: 'b', state: 'dispositioned' }], {
        after: first,
        upTo: third,
      });
      const named = stretch.items.map((one: any) => one.complaintId);
      expect(named).toContain(third);
      expect(named).not.toContain(first);
      expect(named.every((id: string) => id > (first ?? '') && id <= (third ?? ''))).toBe(true);
      const outside = await reconcile([{ complaintId: third, externalId: 'b', state: 'x' }], { upTo: first });
      expect(outside).toMatchObject({
        code: 'outside-stretch',
        errors: [{ pointer: '/cases/0/complaintId' }],
      });
    });

    test('names the number that is missing, and applies what was waiting once it is there', async () => {
      const complaintId = await brought();
      await push(update(complaintId, 2, 'accept'));
      const waiting = (await reconcile([])).waiting.find((one: any) => one.complaintId === complaintId);
      expect(waiting).toEqual({ complaintId, expects: 1, updates: 1 });
      await push(update(complaintId, 1, 'nothing'));
      expect(await status(complaintId)).toBe('accepted');
      const line = (await reconcile([{ complaintId, externalId: 'c', state: 'in_progress' }])).items[0];
      expect(line).toMatchObject({ outcome: 'same', nextSequence: 3 });
    });
  });
});
