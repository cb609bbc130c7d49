import { COMPLAINTS } from '@satupintu/events';
import { Pool } from 'pg';
import { Client, load } from './client';
import { complaint } from './complaints';
import { report, timed } from './report';
import { type Options, startSystem, type System } from './system';

const services = ['intake', 'router', 'casework', 'sla-monitor', 'oversight'];
const PAGE = 2_000;

/** Files complaints, whose routing and clocks follow by themselves: some six facts each. */
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

/** The least that any replay does: read the log page by page, parse it, insert a row for each fact with `unnest`. */
async function bare(system: System): Promise<number> {
  const pool = new Pool({ connectionString: system.runtime().databaseUrl, max: 2 });
  try {
    await pool.query(
      'drop table if exists bench_replay; create table bench_replay (id uuid primary key, value json)',
    );
    const { ms, value: facts } = await timed(() => copy(pool));
    await pool.query('drop table bench_replay');
    return (facts * 1000) / ms;
  } finally {
    await pool.end();
  }
}

async function copy(pool: Pool): Promise<number> {
  let facts = 0;
  const { rows: heads } = await pool.query<{ partition: number }>(
    'select partition from log.head where topic = $1',
    [COMPLAINTS],
  );
  for (const { partition } of heads) {
    for (let from = 0; ; from += PAGE) {
      const { rows } = await pool.query<{ value: string }>(
        'select value from log.record where topic = $1 and partition = $2 and offset_ >= $3 and offset_ < $4 order by offset_',
        [COMPLAINTS, partition, from, from + PAGE],
      );
      if (rows.length === 0) break;
      const ids = rows.map(({ value }) => (JSON.parse(value) as { id: string }).id);
      const values = rows.map(({ value }) => value);
      await pool.query(
        'insert into bench_replay select * from unnest($1::uuid[], $2::json[]) on conflict do nothing',
        [ids, values],
      );
      facts += rows.length;
    }
  }
  return facts;
}

interface Rebuilt {
  readonly facts: number;
  readonly seconds: number;
}

/** Facts per second that each service's views are made again with, beside plain inserts; and whether they are equal. */
export async function benchReplay(options: Options): Promise<void> {
  const system = await startSystem(options);
  try {
    const client = new Client(system.address);
    await fill(client, options.cases ?? 10_000);
    client.close();
    const floor = options.kafka ? undefined : await bare(system);
    for (const service of services) {
      const { ms, value } = await timed(() => system.replay('rebuild', service));
      const { facts, seconds } = JSON.parse(value) as Rebuilt;
      report({
        name: `replay.${service}`,
        value: facts / seconds,
        unit: '1/s',
        ...(floor !== undefined && { floor }),
        detail: { facts, withProcessStart: Math.round((facts * 1000) / ms) },
      });
    }
    const { ms, value } = await timed(() => system.replay('verify'));
    const differences = (JSON.parse(value) as { differences: unknown[] }[]).flatMap(
      (each) => each.differences,
    );
    report({
      name: 'replay.verify',
      value: ms / 1000,
      unit: 's',
      detail: { services: services.length, differences: differences.length },
    });
  } finally {
    await system.stop();
  }
}
