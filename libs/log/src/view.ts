import { createHash } from 'node:crypto';
import { type Pool, type PoolClient } from 'pg';
import { type View } from './applied';
import { transaction } from './transaction';

/** The state of each subject and the facts it has seen. Rebuilt, checked and swapped with the views. */
export const caseState: View = {
  name: 'case_state',
  columns: { complaint_id: 'uuid', state: 'jsonb', seen: 'jsonb' },
  key: ['complaint_id'],
};

/** `json`, so that writing need not take it apart; inline and uncompressed, because it is read and written whole. */
const caseStateSql = (schema: string): string => `
  create table ${schema}.case_state (complaint_id uuid primary key, state json, seen json not null)
    with (fillfactor = 70, toast_tuple_target = 8160);
  alter table ${schema}.case_state alter column state set storage external, alter column seen set storage external;`;

const declarationSql = (schema: string): string =>
  `create table ${schema}.declaration (view text primary key, digest text not null);`;

/** Equal declarations have equal digests; anything that changes the table or its rows' order changes it. */
export const digestOf = ({ name, columns, key, indexes = [] }: View): string =>
  createHash('sha256')
    .update(JSON.stringify([name, Object.entries(columns), key, indexes]))
    .digest('hex');

const tableSql = (schema: string, view: View): string => {
  const columns = Object.entries(view.columns).map(([name, type]) => `${name} ${type}`);
  return `create table ${schema}.${view.name} (${[...columns, `primary key (${view.key.join(', ')})`].join(', ')});`;
};

/** What the tables of a service's schema hold: its views, and the states of a version of its fold. */
export interface Declared {
  readonly views: readonly View[];
  readonly fold: { readonly version: number };
}

const declarationsOf = ({ views, fold }: Declared): Map<string, string> =>
  new Map([
    ...views.map((view): [string, string] => [view.name, digestOf(view)]),
    [caseState.name, `${fold.version}`],
  ]);

/** Makes an empty schema with all views, without their indexes: filling is faster before. */
export async function createViews(client: PoolClient, schema: string, declared: Declared): Promise<void> {
  await client.query(
    [
      `create schema ${schema};`,
      declarationSql(schema),
      caseStateSql(schema),
      ...declared.views.map((view) => tableSql(schema, view)),
    ].join('\n'),
  );
  await declare(client, schema, declarationsOf(declared));
}

export async function createIndexes(
  client: PoolClient,
  schema: string,
  views: readonly View[],
): Promise<void> {
  for (const { name, indexes = [] } of views) {
    for (const index of indexes) await client.query(`create index on ${schema}.${name} ${index}`);
  }
}

/** Writes down what tables of a schema were declared as. */
async function declare(
  client: PoolClient,
  schema: string,
  declarations: ReadonlyMap<string, string>,
): Promise<void> {
  for (const declaration of declarations) {
    await client.query(
      `insert into ${schema}.declaration values ($1, $2) on conflict (view) do update set digest = excluded.digest`,
      declaration,
    );
  }
}

/** The same for views that were made anew beside states and other views that stay. */
export const declareViews = (client: PoolClient, schema: string, views: readonly View[]): Promise<void> =>
  declare(client, schema, new Map(views.map((view) => [view.name, digestOf(view)])));

/**
 * Compares declarations with what is there. Where the service has read nothing of the log yet, the views are made.
 *
 * @returns `ready`, or `rebuild`: a view is new, gone or declared differently, or the states are of another
 *   version, and the service has facts behind it.
 *   Then `rebuild` must run before the loop; the old views keep serving until it swaps.
 */
export function ensureViews(pool: Pool, service: string, declared: Declared): Promise<'ready' | 'rebuild'> {
  const schema = `${service}_view`;
  return transaction(pool, async (client) => {
    // Processes of a service may start at the same time; the loops of those that run keep out as well.
    await client.query(`lock table ${service}.checkpoint in exclusive mode`);
    if (await isDeclared(client, schema, declared)) return 'ready';
    const { rowCount: begun } = await client.query(
      `select from ${service}.checkpoint where next_offset > 0 limit 1`,
    );
    if (begun) return 'rebuild';
    await client.query(`drop schema if exists ${schema} cascade`);
    await createViews(client, schema, declared);
    await createIndexes(client, schema, declared.views);
    return 'ready';
  });
}

async function isDeclared(client: PoolClient, schema: string, declared: Declared): Promise<boolean> {
  const { rows: tables } = await client.query<{ table_name: string }>(
    'select table_name from information_schema.tables where table_schema = $1',
    [schema],
  );
  const there = new Set(tables.map((row) => row.table_name));
  const expected = declarationsOf(declared);
  if (!['declaration', ...expected.keys()].every((name) => there.has(name))) return false;
  const { rows } = await client.query<{ view: string; digest: string }>(
    `select view, digest from ${schema}.declaration`,
  );
  return rows.length === expected.size && rows.every(({ view, digest }) => expected.get(view) === digest);
}
