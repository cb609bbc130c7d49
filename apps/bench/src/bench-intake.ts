import { Client, load, steady } from './client';
import { complaint } from './complaints';
import { cpuMs, startIntakeAlone, type Target } from './intake-alone';
import { quantile, report } from './report';
import { type Options, startSystem } from './system';
import { OfferWatch } from './watch-offers';

const LANES = 64;
const WARM = 4_000;
const MS = 4_000;
const ROUNDS = 3;

/** What rounds of load came to. */
class Tally {
  readonly samples: number[] = [];
  private seconds = 0;
  private cpu = 0;

  constructor(private readonly target: Target) {}

  async round(ms: number, counted = true): Promise<void> {
    const client = new Client(this.target.address);
    const before = cpuMs(this.target.pid);
    const from = performance.now();
    const { samples } = await load(LANES, ms, async (n) => {
      await client.must('POST', '/v1/complaints', complaint(n));
    });
    const seconds = (performance.now() - from) / 1000;
    client.close();
    if (!counted) return;
    this.samples.push(...samples);
    this.seconds += seconds;
    this.cpu += (cpuMs(this.target.pid) ?? Number.NaN) - (before ?? Number.NaN);
  }

  get perSecond(): number {
    return this.samples.length / this.seconds;
  }

  /** of the server's process, milliseconds per request: hardly depends on who else uses the machine */
  get cpuEach(): number {
    return this.cpu / this.samples.length;
  }
}

/** Intake by itself and bare Fastify with the same group commit, in turns, so that both meet the same neighbours. */
async function accepted(): Promise<void> {
  const alone = await startIntakeAlone();
  try {
    const [intake, bare] = [new Tally(alone.intake), new Tally(alone.bare)];
    for (const each of [intake, bare]) await each.round(WARM, false);
    for (let round = 0; round < ROUNDS; round++) for (const each of [bare, intake]) await each.round(MS);
    const detail = {
      of: 'the service by itself, its relay and its own reading of the log included; no proxy, nobody who follows',
      lanes: LANES,
      p99Ms: quantile(intake.samples, 0.99),
    };
    report({ name: 'intake.accepted', value: intake.perSecond, unit: '1/s', floor: bare.perSecond, detail });
    report({
      name: 'intake.cpu',
      value: intake.cpuEach,
      unit: 'ms each',
      floor: bare.cpuEach,
      detail: { of: 'the process under load' },
    });
  } finally {
    await alone.stop();
  }
}

/** From the POST to the disposition that its agency can see. */
async function visible(client: Client, databaseUrl: string, perSecond: number): Promise<number[]> {
  const watch = new OfferWatch(databaseUrl);
  try {
    return await steady(perSecond, 10_000, async (n) => {
      const { complaintId } = await client.must('POST', '/v1/complaints', complaint(n));
      await watch.seen(String(complaintId));
    });
  } finally {
    await watch.close();
  }
}

/** Through the front door, with all services following on the same cores. */
async function whole(options: Options): Promise<void> {
  const system = await startSystem(options);
  try {
    const door = new Tally({ address: system.address, pid: system.runtime().processes['intake'] ?? 0 });
    await door.round(WARM, false);
    await door.round(10_000);
    const client = new Client(system.address);
    await client.must('POST', '/v1/dev/settle');
    const detail = {
      lanes: LANES,
      of: 'the front proxy, five services following on the same cores',
      p99Ms: quantile(door.samples, 0.99),
    };
    report({ name: 'intake.whole', value: door.perSecond, unit: '1/s', detail });
    const latency = await visible(client, system.runtime().databaseUrl, door.perSecond / 4);
    report({
      name: 'intake.visible',
      value: quantile(latency, 0.99),
      unit: 'ms p99',
      detail: { perSecond: door.perSecond / 4, p50Ms: quantile(latency, 0.5), aim: 250 },
    });
    client.close();
  } finally {
    await system.stop();
  }
}

/** Complaints accepted per second, and how soon the agency sees one at a quarter of what the whole takes. */
export async function benchIntake(options: Options): Promise<void> {
  await accepted();
  await whole(options);
}
