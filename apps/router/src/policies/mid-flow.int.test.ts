import { testPostgres } from '@satupintu/embedded';
import { caseFold } from '@satupintu/domain';
import { COMPLAINTS, decode, encode, type Fact, fact, idOf } from '@satupintu/events';
import { LogUnavailable, verify } from '@satupintu/log';
import { Config, type Deps, type ServiceDefinition, startService } from '@satupintu/service';
import { Stand } from '@satupintu/service/testing';
import { router } from '../definition';
import { project } from '../project';
import { routerViews } from '../views';

const now = '2026-03-02T20:00:00.000Z';
const text = 'Jalan rusak parah berlubang di Kecamatan Cileunyi Kabupaten Bandung';
const rule = { role: 'rule' } as const;
const postgres = testPostgres();

/** A router whose process dies after it has decided and before it could save that, as often as it is told to. */
const dying = { now: false, decided: [] as Fact[] };
const mortal: ServiceDefinition = {
  ...router,
  handle: (deps) => {
    const handle = project(deps);
    return async (batch, context) => {
      const outcome = await handle(batch, context);
      if (!dying.now) return outcome;
      dying.decided.push(...outcome.facts);
      throw new LogUnavailable('died before saving');
    };
  },
};

describe('policy that changes in mid-flow', () => {
  let stand: Stand;
  let count = 0;
  beforeAll(async () => {
    stand = await Stand.start(mortal, await postgres.database(), now);
    // The gazetteer is built at the first question, and takes its time.
    await stand.as('national', 'nat.panrb').post('/v1/routing/suggestions', { text });
  }, 60_000);
  afterAll(() => stand.stop());

  /** Puts a complaint on the log; nobody waits for it. */
  async function filed(): Promise<string> {
    const complaintId = idOf(`complaint:mid-flow:${(count += 1)}`);
    const sealed = await stand.sealFiling(complaintId, { text });
    const filing = fact('ComplaintFiled', `filed:${complaintId}`, { subject: complaintId, at: now, by: rule }, {
      trackingId: `SP-M-${count}`, channel: 'web', anonymous: false, confidential: false, attachments: [], ...sealed,
    }); // prettier-ignore
    await stand.running.deps.log.append([{ topic: COMPLAINTS, key: complaintId, value: encode(filing) }]);
    return complaintId;
  }

  /** What the log says about a complaint. */
  async function said(complaintId: string): Promise<Fact[]> {
    const facts: Fact[] = [];
    for await (const { records } of stand.running.deps.log.read(COMPLAINTS))
      facts.push(...records.filter(({ key }) => key === complaintId).map(({ value }) => decode(value)));
    return facts;
  }

  async function until<T>(what: () => Promise<T | undefined> | T | undefined): Promise<T> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const found = await what();
      if (found !== undefined) return found;
      if (Date.now() > deadline) throw new Error('it never came');
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  const decisions = async (complaintId: string) => (await said(complaintId)).slice(1);
  const afterDecision = (complaintId: string) =>
    until(async () => ((await decisions(complaintId)).length > 0 ? decisions(complaintId) : undefined));
  const threshold = async (complaint: number): Promise<string> => {
    const body = { effectiveFrom: '2026-03-03', thresholds: { complaint, oversight_complaint: 1 } };
    const answer = await stand.as('national', 'nat.panrb').post('/v1/routing/policies', body);
    expect(answer.status).toBe(201);
    return answer.body.version;
  };
  const checked = (deps: Deps) => {
    const { log, pool } = deps;
    const fold = caseFold;
    return verify({
      log, pool, fold, views: routerViews, service: 'router', topic: COMPLAINTS, handle: project(deps),
    }); // prettier-ignore
  };

  test('what was decided but never saved is decided once, by what is in force then', async () => {
    dying.now = true;
    const id = await filed();
    await until(() => dying.decided.find(({ subject }) => subject === id));
    expect(dying.decided.find(({ subject }) => subject === id)?.type).toBe('DispositionOffered');
    expect(await decisions(id)).toEqual([]);

    const policy = await threshold(1);
    dying.now = false;
    expect(await afterDecision(id)).toMatchObject([
      { type: 'TriageRequested', data: { versions: { policy } } },
    ]);
  });

  test('what was saved but never said is said as it was decided, by whichever process comes next', async () => {
    const policy = await threshold(0.6);
    await stand.running.deps.relay.stop();
    const id = await filed();
    const { pool } = stand.running.deps;
    await until(async () => (await pool.query('select 1 from outbox where key = $1', [id])).rows[0]);
    await threshold(1);
    expect(await decisions(id)).toEqual([]);

    const { config } = stand.running.deps;
    const other = await startService(router, Object.assign(new Config(), config, { port: 0 }));
    try {
      await other.ready;
      expect(await afterDecision(id)).toMatchObject([
        { type: 'DispositionOffered', data: { versions: { policy } } },
      ]);
      const { items } = (await stand.as('national', 'nat.panrb').get(`/v1/routing/decisions/${id}`)).body;
      expect(items).toMatchObject([{ kind: 'offered', versions: { policy } }]);
    } finally {
      await other.close();
    }
  });

  test('a replay under a later policy gives what is there, and says nothing', async () => {
    const { deps } = stand.running;
    const end = await deps.log.end(COMPLAINTS);
    expect(await checked(deps)).toMatchObject({ differences: [], parkedDiffers: false });
    expect(await deps.log.end(COMPLAINTS)).toEqual(end);
  });
});
