import { type Case, caseFold } from '@satupintu/domain';
import { testPostgres } from '@satupintu/embedded';
import { COMPLAINTS, fact, idOf, REFERENCE } from '@satupintu/events';
import { rebuild } from '@satupintu/log';
import { Stand } from '@satupintu/service/testing';
import { router } from '../definition';
import { project } from '../project';
import { type Candidate } from './candidate';
import { trainCandidate } from './train-candidate';

const postgres = testPostgres();
const rule = { role: 'rule' } as const;
const region = '32.04';
const government = 'gov.32.04';
const tourism = `${government}/dinas-pariwisata`;
const sport = `${government}/dinas-kepemudaan-dan-olahraga`;
let stand: Stand;
let count = 0;

/** The n-th hour after the first complaint: later complaints are held out to measure with. */
const at = (hour: number): string => new Date(Date.UTC(2026, 2, 2, hour)).toISOString();
const offered = (complaintId: string, hop = 0) => idOf(`offer:${complaintId}:${hop}:lead`);
const national = () => stand.as('national', 'nat.panrb');

/** A complaint whose words no rule knows; somebody must look at it. */
async function filed(text: string): Promise<string> {
  const n = (count += 1);
  const complaintId = idOf(`complaint:learning:${n}`);
  const sealed = await stand.sealFiling(complaintId, { text });
  await stand.say(
    fact('ComplaintFiled', `filed:${complaintId}`, { subject: complaintId, at: at(n), by: rule }, {
      trackingId: `SP-L-${n}`, channel: 'web', anonymous: false, confidential: false, attachments: [], region, ...sealed,
    }),
  ); // prettier-ignore
  return complaintId;
}

/** What the router decided on its own: by the time that a test goes on, it has. */
async function decided(complaintId: string): Promise<string> {
  const deadline = Date.now() + 45_000;
  for (;;) {
    const { body } = await national().get(`/v1/routing/decisions/${complaintId}`);
    const last = body.items?.at(-1)?.kind;
    if (last === 'offered' || last === 'triage') return last;
    if (Date.now() > deadline) throw new Error(JSON.stringify(body));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Decides as the coordinator does, where the router has asked. */
async function routed(complaintId: string, unit: string): Promise<void> {
  if ((await decided(complaintId)) !== 'triage') return;
  const body = { action: 'route', organisation: government, unit, reason: 'Urusan kami' };
  const answer = await stand.as('coordinator', government).post(`/v1/triage/${complaintId}`, body);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

const accepted = (complaintId: string) =>
  stand.say(
    fact('DispositionAccepted', `accept:${complaintId}`, { subject: complaintId, at: at(count), by: rule }, {
      dispositionId: offered(complaintId),
    }),
  ); // prettier-ignore

/** A body corrects which of its units it is for. */
const assigned = (complaintId: string, unit: string) =>
  stand.say(
    fact('UnitAssigned', `assign:${complaintId}`, { subject: complaintId, at: at(count), by: rule }, {
      dispositionId: offered(complaintId), unit,
    }),
  ); // prettier-ignore

const handled = async (text: string, unit: string): Promise<string> => {
  const complaintId = await filed(text);
  await routed(complaintId, unit);
  await accepted(complaintId);
  return complaintId;
};

/** Two subjects of which no rule will ever know a word. */
const parades = [
  'belgudri santrokel wekdur',
  'santrokel belgudri',
  'wekdur belgudri santrokel',
  'santrokel wekdur',
];
const courts = [
  'primpolo kuslanger',
  'dremo primpolo kuslanger',
  'kuslanger primpolo dremo',
  'primpolo kuslanger',
];
const teach = async (times: number): Promise<void> => {
  for (let n = 0; n < times; n += 1) {
    await handled(`${parades[n % 4]!} ${n}`, tourism);
    await handled(`${courts[n % 4]!} ${n}`, sport);
  }
};

const examples = async () =>
  (await stand.running.deps.pool.query('select * from example order by filed_at, complaint_id')).rows;
const models = async () => (await national().get('/v1/routing/models')).body.items;
const train = () => national().post('/v1/routing/models', {});
const bytesKept = async () =>
  (await stand.running.deps.pool.query('select distinct digest from model')).rows.map(({ digest }) => digest);

async function modelFactsOnLog(): Promise<string[]> {
  const found: string[] = [];
  for await (const { records } of stand.running.deps.log.read(REFERENCE)) {
    for (const { value } of records) if (value.includes('model-published')) found.push(JSON.parse(value).id);
  }
  return found;
}

/** The version that decisions of a process use; undefined: rules alone. */
const inUse = async (by: Stand): Promise<string | undefined> =>
  (await by.as('national', 'nat.panrb').get('/v1/routing/models')).body.items.find((each: any) => each.inUse)
    ?.version;

const suggested = async (text: string) => {
  const body = { text, place: { regionCode: region } };
  return (await stand.as('channel', government).post('/v1/routing/suggestions', body)).body;
};

async function candidate(): Promise<Candidate> {
  const trained = await trainCandidate(stand.running.deps);
  if (trained.kind !== 'candidate') throw new Error(trained.kind);
  return trained.candidate;
}

async function rebuilt(): Promise<void> {
  const { deps } = stand.running;
  await rebuild<Case>({
    log: deps.log,
    pool: deps.pool,
    logger: deps.logger,
    handle: project(deps),
    views: router.views,
    service: 'router',
    topic: COMPLAINTS,
    fold: caseFold,
  });
}

describe('learning', () => {
  beforeAll(async () => {
    stand = await Stand.start(router, await postgres.database(), at(20), { modelExamples: 12 });
  }, 120_000);
  afterAll(() => stand.stop());

  describe('what the router learns from', () => {
    test('a refusal is a counter-example, the last word is the example', async () => {
      const id = await filed('kuslanger belgudri');
      await routed(id, sport);
      expect(await examples()).toMatchObject([{ complaint_id: id, said: 'routed', unit: sport, weight: 2 }]);
      const words = await stand.running.deps.vault.seal(id, 'narrative', 'note', { text: 'bukan kami' });
      await stand.say(
      fact('DispositionDeclined', `decline:${id}`, { subject: id, at: at(2), by: rule }, {
        dispositionId: offered(id), ground: 'UU 23/2014', proposed: 'gov.32', words,
      }),
    ); // prettier-ignore
      expect(await examples()).toMatchObject([
        { said: 'declined', organisation: null, against: [{ organisation: government, unit: sport }] },
      ]);
      await routed(id, tourism);
      expect(await examples()).toMatchObject([
        { said: 'routed', unit: tourism, against: [{ organisation: government, unit: sport }] },
      ]);
    });

    test('there is no word of the reporter in it', async () => {
      expect(JSON.stringify(await examples())).not.toContain('belgudri');
    });

    test('nothing is trained on a handful of cases, and only national may ask for it', async () => {
      expect(await train()).toMatchObject({ status: 422, body: { code: 'too-few-examples' } });
      expect((await stand.as('coordinator', government).post('/v1/routing/models', {})).status).toBe(403);
    });
  });

  describe('training', () => {
    beforeAll(() => teach(10), 120_000);

    test('bytes that were saved before a crash are found again by the next training, once', async () => {
      const { digest } = await candidate();
      expect(await bytesKept()).toEqual([digest]);
      expect([await models(), await modelFactsOnLog()]).toEqual([[], []]);
      expect(await inUse(stand)).toBeUndefined();

      const trained = await train();
      expect(trained).toMatchObject({
        status: 201,
        body: { digest, published: true, position: expect.any(String) },
      });
      expect(trained.body.gate.candidate).toBeGreaterThanOrEqual(trained.body.gate.rules);
      expect(await bytesKept()).toEqual([digest]);
      expect(await modelFactsOnLog()).toHaveLength(1);
    });

    test('the model decides from then on, and decisions say so', async () => {
      const [{ version }] = await models();
      expect(await inUse(stand)).toBe(version);
      const answer = await suggested('kuslanger primpolo');
      expect(answer.modelVersion).toBe(version);
      expect(answer.suggestions[0].unit).toBe(sport);
      expect((await suggested('santrokel belgudri wekdur')).suggestions[0].unit).toBe(tourism);
    });

    test('the same log gives the same bytes, also when everything was made anew from it', async () => {
      const [{ digest }] = await models();
      await rebuilt();
      expect((await candidate()).digest).toBe(digest);
      expect((await train()).body.digest).toBe(digest);
      expect(await modelFactsOnLog()).toHaveLength(1);
    });

    test('a repeat with the same key gets the same answer, whatever was decided since', async () => {
      const headers = { 'idempotency-key': 'tonight' };
      const first = await national().post('/v1/routing/models', {}, headers);
      await handled('belgudri santrokel kemarin', tourism);
      expect(await national().post('/v1/routing/models', {}, headers)).toEqual(first);
      const page = await national().get('/v1/routing/models?limit=1');
      expect(page.body).toMatchObject({ items: [{ version: first.body.version }], next: null });
    });

    test('two that train at once write one fact', async () => {
      await handled('belgudri santrokel lagi', tourism);
      const answers = await Promise.all([train(), train()]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(new Set(await modelFactsOnLog()).size).toBe(2);
    });

    test('another process of the router uses what this one has trained', async () => {
      await stand.beside(async (other) => {
        await handled('primpolo kuslanger lagi', sport);
        const { version, position } = (await train()).body;
        const path = `/v1/routing/models?after=${position}`;
        const { body } = await other.as('national', 'nat.panrb').get(path);
        expect(body.items[0]).toMatchObject({ version, inUse: true });
      });
    });

    test('what was erased is not learned from again', async () => {
      const before = Number((await models())[0].examples);
      const id = await handled('santrokel rahasia belgudri', tourism);
      for (let n = 0; n < 12; n += 1) await handled(`kuslanger primpolo baru ${n}`, sport);
      await stand.destroyKeys(id);
      await stand.say(
        fact(
          'PersonErased',
          `erase:${id}`,
          { subject: id, at: at(count), by: { role: 'reporter' } },
          { scope: 'all' },
        ),
      );
      expect((await examples()).map(({ complaint_id }) => complaint_id)).not.toContain(id);
      const { rows } = await stand.running.deps.pool.query('select from filing where complaint_id = $1', [
        id,
      ]);
      expect(rows).toEqual([]);
      const learned = (await candidate()).examples!;
      // Twelve more, of which one more than before is held out.
      expect(learned).toBe(before + 12 - 1);
    });

    test('where the bytes are lost, rules decide alone until they are trained again', async () => {
      const published = (await train()).body;
      await stand.running.deps.pool.query('delete from model');
      await stand.beside(async (other) => {
        expect(await inUse(other)).toBeUndefined();
        const again = await other.as('national', 'nat.panrb').post('/v1/routing/models', {});
        expect(again.body.version).toBe(published.version);
        expect(await inUse(other)).toBe(published.version);
      });
    });

    test('a model that does worse on the latest cases is kept out, and that is on record', async () => {
      const good = await inUse(stand);
      const learned = await examples();
      for (const { complaint_id, unit } of learned) if (unit === sport) await assigned(complaint_id, tourism);
      // As many as are held out: what was corrected is learned, what came last speaks against it.
      const latest = Math.floor(learned.length / 9);
      for (let n = 0; n < latest; n += 1) await handled(`primpolo kuslanger ${n}`, sport);
      const { status, body } = await train();
      expect(status).toBe(201);
      expect(body).toMatchObject({ published: false, reason: { kind: 'worse-than-in-use' } });
      expect(body.gate.candidate).toBeLessThan(body.gate.current);
      expect(await inUse(stand)).toBe(good);
      expect((await models())[0]).toMatchObject({ version: body.version, published: false, inUse: false });
      expect(await bytesKept()).not.toContain(body.digest);
    });
  });
});
