import { type PoolClient } from 'pg';
import { type KeptRow, type Row } from './applied';

/**
 * Makes kept rows within the caller's transaction, in the order given, one statement per table. A row whose key is
 * there already is left alone: what was done with it since must not be forgotten. Rows of one table name the same
 * columns; columns that they do not name get their defaults.
 */
export async function keepRows(client: PoolClient, kept: readonly KeptRow[]): Promise<void> {
  const byTable = new Map<string, Row[]>();
  for (const { table, row } of kept) byTable.set(table, [...(byTable.get(table) ?? []), row]);
  for (const [table, rows] of byTable) {
    const columns = Object.keys(rows[0] ?? {}).join(', ');
    await client.query(
      `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1::json)
       on conflict do nothing`,
      [JSON.stringify(rows)],
    );
  }
}
