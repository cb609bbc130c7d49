import { Pool } from 'pg';
import { Client, load } from './client';
import { complaint } from './complaints';
import { report, timed } from './report';
import { type Options, startSystem, type System } from './system';

const services = ['intake', 'router', 'casework', 'sla-monitor', 'oversight'];

/** Files and answers complaints until the log holds as many facts as asked for. */
async function fill(client: Client, cases: number): Promise<void> {
  let left = cases;
  while (left > 0) {
    await load(64, 2_000, async (n) => {
      if (left <= 0) return;
      left -= 1;
      await client.must('POST', '/v1/complaints', complaint(n));
    });
  }
  await client.must('POST', '/v1/dev/settle');
}

async function factsOf(system: System): Promise<number> {
  const pool = new Pool({ connectionString: system.runtime().databaseUrl, max: 1 });
  const { rows } = await pool.query<{ n: string }>(
    'select sum(next_offset)::text as n from casework_view.checkpoint',
  );
  await pool.end();
  return Number(rows[0]?.n ?? 0);
}

/** Facts per second that each service's views are made again with, process start included, beside plain inserts. */
export async function benchReplay(options: Options): Promise<void> {
  const system = await startSystem(options);
  try {
    const client = new Client(system.address);
    await fill(client, options.cases ?? 20_000);
    const facts = await factsOf(system);
    for (const service of services) {
      const { ms, value } = await timed(() => system.replay('rebuild', service));
      report({
        name: service === 'oversight' ? 'replay.rate' : `replay.${service}`,
        value: (facts * 1000) / ms,
        unit: '1/s',
        detail: { service, facts, output: value.trim().split('\n').at(-1) },
      });
    }
    const { ms } = await timed(() => system.replay('verify'));
    report({
      name: 'replay.verify',
      value: ms / 1000,
      unit: 's',
      detail: { facts, services: services.length, checksums: 'equal' },
    });
    client.close();
  } finally {
    await system.stop();
  }
}
