import { COMPLAINTS, REFERENCE } from '@satupintu/events';
import { type Log } from '@satupintu/log';
import { FILES_SCHEMA, schemaOf, services } from '@satupintu/service';
import { type Pool } from 'pg';
import { type Line } from './lines';

export interface ExportOptions {
  readonly log: Log;
  readonly owner: Pool;
  /** with the wrapped keys of the vault; the master key that opens them is never part of an export */
  readonly withKeys: boolean;
}

const topics = [REFERENCE, COMPLAINTS] as const;
const rowsAtOnce = 500;

/**
 * Everything that makes an installation what it is, but for its key files: facts, and kept tables. Views are left out,
 * they follow from the facts; so are topics for agencies (`satupintu.dispositions` and the like), which are news.
 *
 * Works beside running services. Positions and what is still to be said are read before the log, so that a fact said
 * meanwhile is there twice rather than never.
 */
export async function* exportLines({ log, owner, withKeys }: ExportOptions): AsyncGenerator<Line> {
  let lines = 1;
  const count = function* (line: Line) {
    lines += 1;
    yield line;
  };
  yield { kind: 'header', format: 1, keys: withKeys };
  const kept = await keptTables(owner);
  const first = kept.filter((table) => /\.(checkpoint|outbox)$/.test(table));
  for (const table of first) for await (const line of rowsOf(owner, table)) yield* count(line);
  for (const topic of topics) for await (const line of recordsOf(log, topic)) yield* count(line);
  const rest = [...kept.filter((table) => !first.includes(table)), ...(withKeys ? ['vault.key'] : [])];
  for (const table of rest) for await (const line of rowsOf(owner, table)) yield* count(line);
  yield { kind: 'end', lines: lines + 1 };
}

/** Kept tables of all services, `intake.outbox` first. */
export async function keptTables(owner: Pool): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema = any($1) and table_type = 'BASE TABLE' order by 1`,
    [[...services.map(schemaOf), FILES_SCHEMA]],
  );
  return rows.map(({ name }) => name);
}

async function* recordsOf(log: Log, topic: string): AsyncGenerator<Line> {
  for await (const { partition, records } of log.read(topic)) {
    for (const { offset, key, value } of records)
      yield { kind: 'record', topic, partition, offset, key, value };
  }
}

async function* rowsOf(owner: Pool, table: string): AsyncGenerator<Line> {
  const client = await owner.connect();
  try {
    await client.query(`begin; declare rows no scroll cursor for select to_jsonb(t) as row from ${table} t`);
    for (;;) {
      const { rows } = await client.query<{ row: Record<string, unknown> }>(`fetch ${rowsAtOnce} from rows`);
      for (const { row } of rows) yield { kind: 'row', table, row };
      if (rows.length === 0) break;
    }
    await client.query('commit');
  } finally {
    client.release();
  }
}
