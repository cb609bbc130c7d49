import { type PoolClient } from 'pg';
import { type Cell, type Row, type RowChange, type View } from './applied';

interface Statements {
  readonly key: readonly string[];
  readonly set: { name: string; text: string };
  readonly remove: { name: string; text: string };
}

type Changes = Map<string, RowChange>;

/** A word vector is given as plain text, whose words are split without the grammar of any language. */
const recordType = (type: string): string => (type === 'tsvector' ? 'text' : type);
const value = (column: string, type: string): string =>
  type === 'tsvector' ? `to_tsvector('simple', r.${column})` : `r.${column}`;

function statementsOf(view: View, prefix: string): Statements {
  const table = `${prefix}${view.name}`;
  const columns = Object.entries(view.columns);
  const names = columns.map(([name]) => name);
  const record = (of: readonly string[]): string =>
    columns.flatMap(([name, type]) => (of.includes(name) ? [`${name} ${recordType(type)}`] : [])).join(', ');
  const rest = names.filter((name) => !view.key.includes(name));
  const conflict =
    rest.length === 0
      ? 'nothing'
      : `update set ${rest.map((name) => `${name} = excluded.${name}`).join(', ')}`;
  return {
    key: view.key,
    set: {
      name: `set ${table}`,
      text: `
        insert into ${table} (${names.join(', ')})
        select ${columns.map(([name, type]) => value(name, type)).join(', ')} from json_to_recordset($1::json) as r (${record(names)})
        on conflict (${view.key.join(', ')}) do ${conflict}`,
    },
    remove: {
      name: `remove ${table}`,
      text: `
        delete from ${table} t using json_to_recordset($1::json) as r (${record(view.key)})
        where ${view.key.map((name) => `t.${name} = r.${name}`).join(' and ')}`,
    },
  };
}

const keyText = (row: Row, key: readonly string[]): string => {
  const cells = key.map((name): Cell | undefined => row[name]);
  const [only] = cells;
  return typeof only === 'string' && cells.length === 1 ? only : JSON.stringify(cells);
};

/**
 * The statements that write declared views: into `schema`, or without one where the connection's path leads.
 */
export class ViewStatements {
  private readonly statements: ReadonlyMap<string, Statements>;

  constructor(views: readonly View[], schema?: string) {
    const prefix = schema === undefined ? '' : `${schema}.`;
    this.statements = new Map(views.map((view) => [view.name, statementsOf(view, prefix)]));
  }

  of(view: string): Statements {
    const statements = this.statements.get(view);
    if (!statements) throw new Error(`no view is declared under the name ${view}`);
    return statements;
  }
}

/** Gathers changes of rows and writes them with one statement per view. Of several changes of one row the last counts. */
export class PendingRows {
  private readonly changes = new Map<string, Changes>();
  private count = 0;

  constructor(private readonly statements: ViewStatements) {}

  /** Rows that wait to be written. */
  get size(): number {
    return this.count;
  }

  add(rows: readonly RowChange[]): this {
    for (const change of rows) {
      const changes = this.changesOf(change.view);
      const key = keyText('set' in change ? change.set : change.remove, this.statements.of(change.view).key);
      if (!changes.has(key)) this.count++;
      changes.set(key, change);
    }
    return this;
  }

  async write(client: PoolClient): Promise<void> {
    for (const [view, changes] of this.changes) await writeView(client, this.statements.of(view), changes);
  }

  private changesOf(view: string): Changes {
    const changes = this.changes.get(view) ?? new Map<string, RowChange>();
    this.changes.set(view, changes);
    return changes;
  }
}

async function writeView(client: PoolClient, { set, remove }: Statements, changes: Changes): Promise<void> {
  const sets: Row[] = [];
  const removes: Row[] = [];
  // One order of keys for everybody, so that two transactions never wait for each other in a circle.
  for (const [, change] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if ('set' in change) sets.push(change.set);
    else removes.push(change.remove);
  }
  if (removes.length > 0) await client.query({ ...remove, values: [JSON.stringify(removes)] });
  if (sets.length > 0) await client.query({ ...set, values: [JSON.stringify(sets)] });
}
