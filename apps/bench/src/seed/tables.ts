import { schemaOf, services, viewSchemaOf } from '@satupintu/service';
import { type Client } from 'pg';

export interface Column {
  readonly name: string;
  /** filled by the table itself, with a number that no other row has */
  readonly counted: boolean;
}

/** A table with all its rows, cells as text. */
export interface Table {
  /** `casework_view.disposition` */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Where a service stands, what it has yet to say, and what it has answered to whom: of no one case. */
const ofNoCase = new Set(['checkpoint', 'outbox', 'parked', 'idempotency', 'declaration']);

const tablesSql = `
select format('%I.%I', n.nspname, c.relname) as table, c.relname as name, a.attname as column, a.attidentity <> '' as counted
from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
where c.relkind = 'r' and (n.nspname = any($1) or (n.nspname = 'log' and c.relname = 'record'))
order by n.nspname, c.relname, a.attnum`;

/** The log, the views of all services and what they keep: whatever they are declared as. */
export async function readTables(database: Client): Promise<Table[]> {
  const schemas = services.flatMap((service) => [schemaOf(service), viewSchemaOf(service)]);
  const { rows } = await database.query<Column & { table: string; name: string; column: string }>(tablesSql, [
    schemas,
  ]);
  const found = rows.filter(({ name }) => !ofNoCase.has(name));
  const tables: Table[] = [];
  for (const table of new Set(found.map((each) => each.table))) {
    const columns = found
      .filter((each) => each.table === table)
      .map(({ column, counted }) => ({ name: column, counted }));
    tables.push({ name: table, columns, rows: await readRows(database, table, columns) });
  }
  return tables;
}

async function readRows(database: Client, table: string, columns: readonly Column[]): Promise<Table['rows']> {
  const cells = columns.map(({ name }) => `"${name}"::text`).join(', ');
  // Facts in the order in which they were said; of the others none is needed.
  const order = ['partition', 'offset_'].filter((name) => columns.some((column) => column.name === name));
  const sorted = order.length === 0 ? '' : `order by ${order.map((name) => `t.${name}`).join(', ')}`;
  const query = { text: `select ${cells} from ${table} t ${sorted}`, rowMode: 'array' as const };
  return (await database.query<(string | null)[]>(query)).rows;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
/** A cell as `COPY … FROM STDIN` reads it. */
export const copied = (cell: string | null): string =>
  cell === null ? '\\N' : cell.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character);

/** A row in the same form. */
export const copiedRow = (cells: readonly (string | null)[]): string => `${cells.map(copied).join('\t')}\n`;
