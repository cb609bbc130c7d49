import { type Case } from '@satupintu/domain';
import { type Deps } from '@satupintu/service';
import { project } from '../project';
import { clockViews } from '../views';
import { Database, type Handled, type Table } from './database';
import { type Truth } from './truth';

/** A rebuild needs no reference: it decides nothing. To ask for one is a fault. */
const none = { reference: undefined } as unknown as Pick<Deps, 'reference'>;

export interface Rebuilt {
  readonly tables: ReadonlyMap<string, Table>;
  readonly states: ReadonlyMap<string, Case>;
}

/** Views and states as the log gives them up to where the service stands, by its own projection, deciding nothing. */
export async function replayed(database: Database, truth: Truth): Promise<Rebuilt> {
  const aside = new Database(clockViews, undefined);
  const states = new Map<string, Case>();
  const react = project(none);
  for (const { record, fact, verdict, after } of truth.told) {
    const { partition, offset } = record;
    if (offset >= (database.checkpoint.get(partition) ?? 0)) continue;
    const before = states.get(fact.subject);
    const applied: Handled = { fact, verdict, before, after, position: { partition, offset } };
    const { rows, facts, outgoing } = await react([applied], { live: false });
    if (facts.length + outgoing.length > 0) throw new Error('a rebuild says something');
    for (const change of rows) {
      if ('set' in change) aside.table(change.view).set(aside.keyOf(change.view, change.set), change.set);
      else aside.table(change.view).delete(aside.keyOf(change.view, change.remove));
    }
    if (after) states.set(fact.subject, after);
  }
  return { tables: aside.views, states };
}

/** Swaps the views for those that a replay gives, as an operator may at any time. */
export async function rebuilt(database: Database, truth: Truth): Promise<void> {
  const { tables } = await replayed(database, truth);
  for (const [name, table] of tables) database.views.set(name, table);
}
