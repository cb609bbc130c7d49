import { likenessOf, marksOf } from '@satupintu/domain';
import { randomUUID } from 'node:crypto';
import { Client as Database } from 'pg';
import { Client } from './client';
import { quantile, report } from './report';
import { type Options, startSystem } from './system';
import { anyRegency, type Invented, inventedAt, numbers, regencies } from './twin-texts';

const chunk = 10_000;
const year = 365 * 86_400_000;
const now = Date.now();
/** Where the complaints are filed whose twins are looked for: the biggest regency, and others. */
const asked = [0, 0, 0, 40, 200, 480];
const subjects = 120;

interface Kept extends Invented {
  readonly id: string;
  readonly filedAt: string;
}

const kept = (next: () => number): Kept => ({
  ...inventedAt(anyRegency(next), next),
  id: randomUUID(),
  filedAt: new Date(now - next() * year).toISOString(),
});

const insertSql = `
  insert into router_view.likeness (complaint_id, filed_at, region, category, marks, problem, rare, way, area, site, whole)
  select id, filed_at, region, category, marks::text[], problem, rare, way, area, site, whole
  from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
    as r (id, filed_at, region, category, marks, problem, rare, way, area, site, whole)`;

async function insert(database: Database, rows: readonly Kept[]): Promise<void> {
  const likenesses = rows.map((row) => likenessOf(row));
  const columns = [
    rows.map(({ id }) => id),
    rows.map(({ filedAt }) => filedAt),
    rows.map(({ region }) => region),
    rows.map(({ category }) => category),
    rows.map((row, n) => `{${marksOf(likenesses[n] ?? likenessOf(row), row).join(',')}}`),
    ...(['problem', 'rare', 'way', 'area', 'site', 'whole'] as const).map((name) =>
      likenesses.map((each) => each[name]),
    ),
  ];
  await database.query({ name: 'bench-likeness', text: insertSql, values: columns });
}

/** Loads what is kept of so many cases, and states of those that can be shown: those of the regencies asked for. */
async function fill(database: Database, cases: number): Promise<void> {
  const { rows: indexes } = await database.query<{ indexdef: string; name: string }>(
    `select indexdef, indexname as name from pg_indexes where schemaname = 'router_view' and tablename = 'likeness' and indexdef like '%gin%'`,
  );
  for (const { name } of indexes) await database.query(`drop index router_view.${name}`);
  const next = numbers(20260317);
  for (let done = 0; done < cases; done += chunk) {
    await insert(
      database,
      Array.from({ length: Math.min(chunk, cases - done) }, () => kept(next)),
    );
  }
  for (const { indexdef } of indexes) await database.query(indexdef);
  await database.query(
    `insert into router_view.case_state (complaint_id, state, seen)
     select l.complaint_id,
       (t.state::jsonb || jsonb_build_object('complaintId', l.complaint_id, 'trackingId', 'SP-' || left(l.complaint_id::text, 8)))::json,
       '{}'::json
     from router_view.likeness l
     cross join (select state from router_view.case_state where state ->> 'status' = 'dispositioned' limit 1) t
     where l.region = any($1) on conflict do nothing`,
    [[...new Set(asked)].map((n) => regencies[n] ?? '')],
  );
  await database.query('vacuum analyze router_view.likeness');
  await database.query('analyze router_view.case_state');
}

/** Files complaints whose twins will be looked for. */
async function file(client: Client): Promise<string[]> {
  const next = numbers(7);
  const ids: string[] = [];
  for (let n = 0; n < subjects; n += 1) {
    const { text, region } = inventedAt(asked[n % asked.length] ?? 0, next);
    const body = { channel: 'web', class: 'complaint', text, place: { regionCode: region } };
    ids.push(String((await client.must('POST', '/v1/complaints', body))['complaintId']));
  }
  await client.must('POST', '/v1/dev/settle');
  return ids;
}

async function timings(
  ids: readonly string[],
  rounds: number,
  ask: (id: string) => Promise<unknown>,
): Promise<number[]> {
  const samples: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const id of ids) {
      const began = performance.now();
      await ask(id);
      samples.push(performance.now() - began);
    }
  }
  return samples;
}

/** Milliseconds to find twins among so many cases, over HTTP, beside a call that only reads the case. */
export async function benchTwins(options: Options): Promise<void> {
  const cases = options.cases ?? 1_000_000;
  const system = await startSystem(options);
  const database = new Database(system.runtime().databaseUrl);
  await database.connect();
  const client = new Client(system.address);
  try {
    const ids = await file(client);
    const began = performance.now();
    await fill(database, cases);
    const loaded = (performance.now() - began) / 1000;
    await measure(client, ids, { cases, loadedSeconds: Math.round(loaded), ...(await sizes(database)) });
  } finally {
    client.close();
    await database.end();
    await system.stop();
  }
}

async function sizes(database: Database): Promise<object> {
  const { rows } = await database.query<{ table: string; index: string }>(
    `select pg_size_pretty(pg_relation_size('router_view.likeness')) as table, pg_size_pretty(pg_indexes_size('router_view.likeness')) as index`,
  );
  return rows[0] ?? {};
}

async function measure(client: Client, ids: readonly string[], detail: object): Promise<void> {
  const headers = await client.token('national', 'nat.panrb');
  const found: number[] = [];
  const twins = async (id: string) => {
    const { items } = (await client.must('GET', `/v1/routing/twins/${id}`, undefined, headers)) as {
      items: object[];
    };
    found.push(items.length);
  };
  const plain = (id: string) => client.must('GET', `/v1/routing/decisions/${id}`, undefined, headers);
  await timings(ids, 1, twins);
  await timings(ids, 1, plain);
  const samples = await timings(ids, 5, twins);
  const floor = await timings(ids, 5, plain);
  const withTwins = Math.round((100 * found.filter((count) => count > 0).length) / found.length);
  for (const [name, q] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const) {
    report({
      name: `twins.${name}`,
      value: quantile(samples, q),
      unit: 'ms',
      floor: quantile(floor, q),
      detail: { ...detail, calls: samples.length, withTwins: `${withTwins} %` },
    });
  }
}
