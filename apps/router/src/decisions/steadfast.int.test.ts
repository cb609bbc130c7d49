import { caseFold } from '@satupintu/domain';
import { testPostgres } from '@satupintu/embedded';
import { COMPLAINTS, decode, encode, fact, type Fact, idOf, type RoutingPolicy } from '@satupintu/events';
import { LogUnavailable, rebuild } from '@satupintu/log';
import { schemaOf, type ServiceDefinition } from '@satupintu/service';
import { Stand } from '@satupintu/service/testing';
import { generateMasterKey } from '@satupintu/vault';
import { router } from '../definition';
import { shippedPolicy } from '../shipped';

const postgres = testPostgres();
const masterKey = generateMasterKey();
const at = (hour: number): string => new Date(Date.UTC(2026, 2, 2, hour)).toISOString();
const rule = { role: 'rule' } as const;

/** Decides as the router does, and dies before anything of it is saved, as long as it is told to. */
const mortal = { dying: false, decided: [] as Fact[] };
const mortalRouter: ServiceDefinition = {
  ...router,
  handle(deps) {
    const handle = router.handle(deps);
    return async (batch, context) => {
      const produced = await handle(batch, context);
      if (!mortal.dying || produced.facts.length === 0) return produced;
      mortal.decided.push(...produced.facts);
      throw new LogUnavailable('died before saving');
    };
  },
};

describe('a decision, whatever happens around it', () => {
  let stand: Stand;
  let url: string;
  let count = 0;

  const begin = async () => {
    stand = await Stand.start(mortalRouter, url, at(20), { masterKey });
  };
  const restart = async () => {
    await stand.stop();
    mortal.dying = false;
    await begin();
  };
  beforeAll(async () => {
    url = await postgres.database();
    await begin();
  }, 60_000);
  afterAll(() => stand.stop());

  /** A version that would have every case decided by a person. */
  const publishCautious = async (version: string) => {
    const policy: RoutingPolicy = { ...shippedPolicy(), version, effectiveFrom: at(2), thresholds: {} };
    const about = { subject: 'routing-policy', at: at(2), by: rule };
    await stand.publish(fact('RoutingPolicyPublished', `routing-policy:${version}`, about, policy));
  };

  async function file(text: string): Promise<string> {
    const complaintId = idOf(`complaint:steadfast:${(count += 1)}`);
    const sealed = await stand.sealFiling(complaintId, { text });
    const about = { subject: complaintId, at: at(1), by: rule };
    const { log } = stand.running.deps;
    const filing = fact('ComplaintFiled', `filed:${complaintId}`, about, {
      trackingId: `SP-S-${count}`, channel: 'web', anonymous: false, confidential: false, attachments: [], region: '32.04', ...sealed,
    }); // prettier-ignore
    await log.append([{ topic: COMPLAINTS, key: complaintId, value: encode(filing) }]);
    return complaintId;
  }

  /** What the log holds about a complaint, in order. */
  async function onLog(complaintId: string): Promise<Fact[]> {
    const found: Fact[] = [];
    for await (const { records } of stand.running.deps.log.read(COMPLAINTS))
      found.push(...records.filter(({ key }) => key === complaintId).map(({ value }) => decode(value)));
    return found;
  }

  const explain = async (complaintId: string) =>
    (await stand.as('national', 'nat.panrb').get(`/v1/routing/decisions/${complaintId}`)).body;

  async function until<T>(ask: () => Promise<T>, holds: (found: T) => boolean): Promise<T> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const found = await ask();
      if (holds(found)) return found;
      if (Date.now() > deadline) throw new Error(`never: ${JSON.stringify(found)}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  const decisionsIn = (facts: readonly Fact[]) =>
    facts.filter(({ type }) => type === 'DispositionOffered' || type === 'TriageRequested');
  const decided = (complaintId: string) =>
    until(
      () => onLog(complaintId),
      (facts) => decisionsIn(facts).length > 0,
    );

  test('a crash between deciding and saving leaves nothing; what is decided afterwards is the one decision', async () => {
    mortal.dying = true;
    mortal.decided.length = 0;
    const id = await file('Jalan rusak parah berlubang di depan balai desa');
    await until(
      () => Promise.resolve(mortal.decided),
      (facts) => facts.length > 0,
    );
    expect(mortal.decided[0]).toMatchObject({
      type: 'DispositionOffered',
      data: { versions: { policy: shippedPolicy().version } },
    });
    expect(decisionsIn(await onLog(id))).toEqual([]);

    await publishCautious('cautious-1');
    await restart();

    const [decision, ...more] = decisionsIn(await decided(id));
    expect(decision).toMatchObject({
      type: 'TriageRequested',
      data: { versions: { policy: 'cautious-1' } },
    });
    expect(more).toEqual([]);
    expect(await explain(id)).toMatchObject({ status: 'triage', items: [{ kind: 'triage' }] });
  }, 60_000);

  test('a newer version, a restart and a rebuild change no decision and make no second one', async () => {
    const usual: RoutingPolicy = { ...shippedPolicy(), version: 'usual-2', effectiveFrom: at(3) };
    const about = { subject: 'routing-policy', at: at(3), by: rule };
    await stand.publish(fact('RoutingPolicyPublished', 'routing-policy:usual-2', about, usual));
    const id = await file('Jalan kabupaten rusak parah berlubang');
    const facts = await decided(id);
    expect(decisionsIn(facts)).toMatchObject([
      { type: 'DispositionOffered', data: { versions: { policy: 'usual-2' } } },
    ]);
    const before = await until(
      () => explain(id),
      (body) => body.items?.length === 1,
    );

    await publishCautious('cautious-3');
    await restart();
    const { log, pool, logger } = stand.running.deps;
    const views = {
      log, pool, logger, handle: router.handle(stand.running.deps), views: router.views,
      service: schemaOf('router'), topic: COMPLAINTS, fold: caseFold,
    }; // prettier-ignore
    await rebuild(views);

    expect(await explain(id)).toEqual(before);
    expect(await onLog(id)).toEqual(facts);
  }, 60_000);

  test('the same filing twice on the log is decided once', async () => {
    const id = await file('Lampu jalan mati total, gelap kalau malam');
    const facts = await decided(id);
    const [filing] = facts;
    if (!filing) throw new Error('not filed');
    await stand.running.deps.log.append([{ topic: COMPLAINTS, key: id, value: encode(filing) }]);
    const later = await file('Sampah menumpuk di pasar');
    await decided(later);
    expect(decisionsIn(await onLog(id))).toHaveLength(1);
  }, 60_000);
});
