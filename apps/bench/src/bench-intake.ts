import { fork } from 'node:child_process';
import { join } from 'node:path';
import { Client, firstOffer, load, steady } from './client';
import { complaint } from './complaints';
import { quantile, report } from './report';
import { freePort, type Options, startSystem, type System } from './system';

const LANES = 64;
const WARM = 3_000;
const MS = 10_000;

async function rate(client: Client, ms: number): Promise<{ perSecond: number; samples: number[] }> {
  return load(LANES, ms, async (n) => {
    await client.must('POST', '/v1/complaints', complaint(n));
  });
}

/** What bare Fastify with the same group commit does here and now, on the same Postgres. */
async function floorOf(system: System): Promise<number> {
  const port = await freePort();
  const child = fork(join(__dirname, 'bare-server.js'), [String(port), system.runtime().databaseUrl], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await new Promise((done) => child.once('message', done));
  const client = new Client(`http://127.0.0.1:${port}`);
  await rate(client, WARM);
  const { perSecond } = await rate(client, MS);
  client.close();
  child.kill();
  return perSecond;
}

/** From the POST to the disposition that its agency can see. */
async function visible(client: Client, perSecond: number): Promise<number[]> {
  const coordinator = await client.token('coordinator', 'gov.32.04');
  return steady(perSecond, MS, async (n) => {
    const { complaintId } = await client.must('POST', '/v1/complaints', complaint(n));
    await firstOffer(client, String(complaintId), coordinator);
  });
}

/** Complaints accepted per second through the front door, and how soon the agency sees one at a quarter of that. */
export async function benchIntake(options: Options): Promise<void> {
  const system = await startSystem(options);
  try {
    const client = new Client(system.address);
    await rate(client, WARM);
    const { perSecond, samples } = await rate(client, MS);
    await client.must('POST', '/v1/dev/settle');
    const latency = await visible(client, perSecond / 4);
    const floor = await floorOf(system);
    client.close();
    report({
      name: 'intake.accepted',
      value: perSecond,
      unit: '1/s',
      floor,
      detail: { lanes: LANES, p99Ms: quantile(samples, 0.99) },
    });
    report({
      name: 'intake.visible',
      value: quantile(latency, 0.99),
      unit: 'ms p99',
      detail: { perSecond: perSecond / 4, p50Ms: quantile(latency, 0.5), aim: 250 },
    });
  } finally {
    await system.stop();
  }
}
