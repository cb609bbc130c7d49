import { type Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { finished } from 'node:stream/promises';
import { copiedRow, type Table } from './tables';

/** Adds rows to a table, in the form that `COPY … FROM STDIN` reads. */
export type Write = (table: string, columns: readonly string[], rows: string) => Promise<void>;

/**
 * Empties tables and writes them again, first with the rows that they had, in one transaction: so their rows are
 * written once, and neither to the journal nor again by a vacuum. Indexes and constraints are made when all is there.
 */
export async function writeAnew(
  database: Client,
  tables: readonly Table[],
  work: (write: Write) => Promise<void>,
): Promise<void> {
  const names = tables.map(({ name }) => name);
  await database.query('begin');
  // The log refuses to be emptied, by a trigger that holds for everybody else.
  await database.query(`set local session_replication_role = 'replica'`);
  const again = [
    ...(await pack(database, names)),
    ...(await dropConstraints(database, names)),
    ...(await dropIndexes(database, names)),
  ];
  await database.query(`truncate ${names.join(', ')}`);
  const write: Write = (table, columns, rows) => copyInto(database, table, columns, rows);
  for (const { name, columns, rows } of tables) {
    const all = columns.map((column) => column.name);
    await write(name, all, rows.map(copiedRow).join(''));
  }
  await work(write);
  for (const sql of again.reverse()) await database.query(sql);
  await database.query('commit');
  for (const name of names) await database.query(`vacuum (analyze) ${name}`);
}

async function copyInto(database: Client, table: string, columns: readonly string[], rows: string) {
  if (rows === '') return;
  const names = columns.map((name) => `"${name}"`).join(', ');
  const copy = database.query(copyFrom(`copy ${table} (${names}) from stdin with (freeze)`));
  copy.end(rows);
  await finished(copy);
}

/**
 * States are laid out for being written again and again: with room, and uncompressed. Those of copies seldom change, and
 * a million of them would take as much disk as all the rest; so they are written packed, and all that comes later is not.
 *
 * @returns how to lay them out as before
 */
async function pack(database: Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await database.query<{ table: string; options: string; columns: string[] }>(
    `select c.oid::regclass::text as table, array_to_string(c.reloptions, ', ') as options,
       array(select quote_ident(attname) from pg_attribute where attrelid = c.oid and attnum > 0 and attstorage = 'e') as columns
     from pg_class c where c.oid = any($1::regclass[]) and c.reloptions is not null`,
    [tables],
  );
  const layOut = (table: string, columns: readonly string[], options: string, storage: string): string[] => [
    `alter table ${table} set (${options})`,
    ...columns.map((column) => `alter table ${table} alter column ${column} set storage ${storage}`),
  ];
  for (const { table, columns } of rows) {
    for (const sql of layOut(table, columns, 'fillfactor = 100, toast_tuple_target = 128', 'extended'))
      await database.query(sql);
  }
  return rows.flatMap(({ table, columns, options }) => layOut(table, columns, options, 'external'));
}

/** @returns how to make them again, in the order in which they went: foreign keys first */
async function dropConstraints(database: Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await database.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint
     where contype in ('p', 'u', 'f') and (conrelid = any($1::regclass[]) or confrelid = any($1::regclass[]))
     order by contype <> 'f'`,
    [tables],
  );
  for (const { table, name } of rows) await database.query(`alter table ${table} drop constraint ${name}`);
  return rows.map(
    ({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`,
  );
}

async function dropIndexes(database: Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await database.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = any($1::regclass[])`,
    [tables],
  );
  for (const { name } of rows) await database.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}
