import { type PoolClient } from 'pg';
import { type View } from './applied';
import { caseState } from './view';

/** What two fillings of a view are compared by. */
export interface Checksum {
  readonly view: string;
  readonly rows: number;
  readonly md5: string;
}

/** Text forms must not depend on whose session it is. */
const plainSession = `set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'iso_8601'; set local extra_float_digits = 1`;

/** A row as text. A state is compared as a value: the order of its members depends on the way it came about. */
const rowText = (view: View): string => {
  const cells = Object.entries(view.columns).map(([name, type]) =>
    view === caseState && type === 'jsonb' ? `t.${name}::jsonb` : `t.${name}`,
  );
  return `row(${cells.join(', ')})::text`;
};
const keyOrder = (view: View): string => view.key.map((name) => `t.${name}`).join(', ');

/** Checksums of all views of a schema and of the states behind them, within the caller's transaction. */
export async function checksums(
  client: PoolClient,
  schema: string,
  views: readonly View[],
): Promise<Checksum[]> {
  await client.query(plainSession);
  const sums: Checksum[] = [];
  for (const view of [caseState, ...views]) {
    const { rows } = await client.query<{ rows: string; md5: string }>(
      `select count(*) as rows, md5(coalesce(string_agg(md5(${rowText(view)}), '' order by ${keyOrder(view)}), '')) as md5
       from ${schema}.${view.name} t`,
    );
    sums.push({ view: view.name, rows: Number(rows[0]?.rows ?? 0), md5: rows[0]?.md5 ?? '' });
  }
  return sums;
}

/** Each row's key and checksum, to find out which ones differ. */
export async function rowSums(client: PoolClient, schema: string, view: View): Promise<Map<string, string>> {
  await client.query(plainSession);
  const { rows } = await client.query<{ key: string; md5: string }>(
    `select jsonb_build_array(${keyOrder(view)})::text as key, md5(${rowText(view)}) as md5 from ${schema}.${view.name} t`,
  );
  return new Map(rows.map((row) => [row.key, row.md5]));
}
