import { COMPLAINTS, ID_NAMESPACE } from '@satupintu/events';
import { type Log } from '@satupintu/log';
import { type Client } from 'pg';
import { appendAll } from './append-all';
import { type Example } from './sla-examples';

const schema = 'sla_monitor_view';
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const ofCase = ['verify_and_forward', 'acknowledge'];
const ofDisposition = ['first_follow_up', 'resolve', 'decide'];

/**
 * Every id that the rows of a case hold, each made from ids before it: name, and the natural key as SQL. `c` is the
 * complaint itself.
 */
const ids: readonly (readonly [name: string, key: string])[] = [
  ['d', `'offer:' || c || ':0:lead'`],
  ...ofCase.map((kind) => [kind, `'clock:' || c || ':${kind}:0'`] as const),
  ...ofDisposition.map((kind) => [kind, `'clock:' || d || ':${kind}:0'`] as const),
  ['filed', `'ComplaintFiled:filed:' || c`],
  ['offered', `'DispositionOffered:offer:' || c || ':0:lead'`],
  ['accepted', `'DispositionAccepted:accept:' || c`],
  ...[...ofCase, ...ofDisposition].map((kind) => [`${kind}_started`, `'ClockStarted:' || ${kind}`] as const),
];

/** Ids of the examples, in the order of the arguments of `format`. */
async function idsOf(database: Client, table: string): Promise<Map<string, number>> {
  const { rows } = await database.query<Record<string, string>>(`select * from ${table}`);
  const names = ['c', ...ids.map(([name]) => name)];
  return new Map(rows.flatMap((row) => names.map((name, at) => [String(row[name]), at + 1] as const)));
}

const v5 = (key: string) => `uuid_generate_v5('${ID_NAMESPACE}', ${key})`;

/** Makes a table of all ids of some complaints; `complaints`: a query of `n`, `example` and `key` or `c`. */
async function makeIds(database: Client, table: string, complaints: string): Promise<void> {
  const laterals = ids.map(
    ([name, key]) => `cross join lateral (select ${v5(key)}::text as ${name} offset 0) as of_${name}`,
  );
  await database.query(
    `create unlogged table ${table} as select n, example, c::text as c, ${ids.map(([name]) => name).join(', ')} from (${complaints}) as all_ ${laterals.join(' ')}`,
  );
}

/** A text with its ids as places of `format`. @throws where it holds an id that a copy would not know */
function templateOf(text: string, places: ReadonlyMap<string, number>): string {
  return text
    .replaceAll('%', '%%')
    .replace(/LP-[0-9a-f]{8}/g, () => `LP-%${ids.length + 2}$s`)
    .replace(uuid, (id) => {
      const place = places.get(id);
      if (place === undefined) throw new Error(`the copies cannot know what ${id} is made from`);
      return `%${place}$s`;
    });
}

interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

async function tables(database: Client): Promise<Table[]> {
  const { rows } = await database.query<{ name: string; column: string; type: string }>(
    `select c.relname as name, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = '${schema}'::regnamespace and c.relkind = 'r' and c.relname <> 'declaration'
     order by c.relname, a.attnum`,
  );
  return [...new Set(rows.map(({ name }) => name))].map((name) => ({
    name,
    columns: rows.filter((row) => row.name === name).map(({ column, type }) => ({ name: column, type })),
  }));
}

const args = ['c', ...ids.map(([name]) => name), 'left(c, 8)'].join(', ');

/** Copies the rows that the examples have in a table, for every copy, in its order. */
async function copyTable(database: Client, { name, columns }: Table, places: ReadonlyMap<string, number>) {
  const cells = columns.map((column) => `t.${column.name}::text`).join(', ');
  const { rows } = await database.query<{ n: number; cells: (string | null)[] }>(
    `select e.n, array[${cells}] as cells from ${schema}.${name} t join bench_example e on e.c = t.complaint_id::text`,
  );
  const templates = rows.map((row) =>
    row.cells.map((cell) => (cell === null ? null : templateOf(cell, places))),
  );
  await database.query('truncate bench_template');
  await database.query(
    'insert into bench_template select example, array(select json_array_elements_text(cells)) from unnest($1::integer[], $2::json[]) as r (example, cells)',
    [rows.map(({ n }) => n), templates.map((cellsOf) => JSON.stringify(cellsOf))],
  );
  const made = columns.map((column, at) => {
    const cell = `t.cells[${at + 1}]`;
    const isSame = templates.every((cellsOf) => cellsOf[at]?.includes('%') !== true);
    return `${isSame ? cell : `format(${cell}, ${args})`}::${column.type}`;
  });
  await database.query(
    `insert into ${schema}.${name} (${columns.map((column) => column.name).join(', ')})
     select ${made.join(', ')} from bench_copy i join bench_template t on t.example = i.example order by i.n`,
  );
}

/** Takes away what makes filling slow. @returns how to make it again */
async function withoutIndexes(database: Client, { name }: Table): Promise<() => Promise<void>> {
  const of = `${schema}.${name}`;
  const { rows: keys } = await database.query<{ name: string; definition: string }>(
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = '${of}'::regclass and contype = 'p'`,
  );
  for (const key of keys) await database.query(`alter table ${of} drop constraint ${key.name}`);
  const { rows: indexes } = await database.query<{ name: string; indexdef: string }>(
    `select indexname as name, indexdef from pg_indexes where schemaname = '${schema}' and tablename = '${name}'`,
  );
  for (const index of indexes) await database.query(`drop index ${schema}.${index.name}`);
  return async () => {
    for (const key of keys)
      await database.query(`alter table ${of} add constraint ${key.name} ${key.definition}`);
    for (const { indexdef } of indexes) await database.query(indexdef);
    await database.query(`vacuum (freeze, analyze) ${of}`);
  };
}

/**
 * Fills states and views of sla-monitor with copies of the examples, under other ids. The examples went through the
 * service itself, so a copy is what the service would have made of the same facts; every `lateEvery`-th is a late one.
 */
export async function copyExamples(
  database: Client,
  { examples, cases, lateEvery }: CopyWish,
): Promise<void> {
  await database.query('create extension if not exists "uuid-ossp"');
  const [fresh, late] = (['fresh', 'late'] as const).map((kind) =>
    examples.flatMap((each, n) => (each.kind === kind ? [n] : [])),
  );
  const list = examples.map(({ complaintId }, n) => `(${n}, ${n}, '${complaintId}'::uuid)`).join(', ');
  await makeIds(database, 'bench_example', `select * from (values ${list}) as v (n, example, c)`);
  const pick = (of: readonly number[] | undefined, by: string) =>
    `(array[${(of ?? []).join(', ')}])[1 + ${by} % ${of?.length ?? 1}]`;
  await makeIds(
    database,
    'bench_copy',
    `select n, case when n % ${lateEvery} = 0 then ${pick(late, `(n / ${lateEvery})`)} else ${pick(fresh, 'n')} end as example,
       ${v5(`'bench:copy:' || n`)} as c from generate_series(0, ${cases - 1}) as n`,
  );
  await database.query('create unlogged table bench_template (example integer, cells text[])');
  await database.query('analyze bench_copy');
  const places = await idsOf(database, 'bench_example');
  for (const table of await tables(database)) {
    const indexAgain = await withoutIndexes(database, table);
    await copyTable(database, table, places);
    await indexAgain();
  }
}

export interface CopyWish {
  readonly examples: readonly Example[];
  readonly cases: number;
  readonly lateEvery: number;
}

/** Says the facts of the copies too, as applied, so that a replay of the log can be compared with the copied rows. */
export async function copyLog(database: Client, log: Log): Promise<void> {
  const places = await idsOf(database, 'bench_example');
  const { rows } = await database.query<{ n: number; value: string }>(
    `select e.n, r.value from log.record r join bench_example e on e.c = r.key where r.topic = $1 order by r.partition, r.offset_`,
    [COMPLAINTS],
  );
  await database.query('create unlogged table bench_record (example integer, nth integer, value text)');
  await database.query(
    'insert into bench_record select * from unnest($1::integer[], $2::integer[], $3::text[])',
    [rows.map(({ n }) => n), rows.map((_, nth) => nth), rows.map(({ value }) => templateOf(value, places))],
  );
  const { rows: said } = await database.query<{ key: string; value: string }>(
    `select i.c as key, format(t.value, ${args}) as value from bench_copy i join bench_record t on t.example = i.example order by i.n, t.nth`,
  );
  await appendAll(
    log,
    said.map((record) => ({ topic: COMPLAINTS, ...record })),
  );
  await database.query(
    `update sla_monitor.checkpoint c set next_offset = h.next_offset from log.head h
     where c.topic = $1 and h.topic = c.topic and h.partition = c.partition`,
    [COMPLAINTS],
  );
}
