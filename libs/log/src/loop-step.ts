import { type Pool, type PoolClient } from 'pg';
import { type BatchContext, type Fold, type Handle, type View } from './applied';
import { type Positions } from './loop-checkpoint';
import { keepRows } from './kept-rows';
import { type Item } from './loop-decode';
import { type Folded, foldItems, type Known } from './loop-fold';
import { blockedOf, park, parkedRecord } from './loop-parking';
import { loadStates, saveStates, type StateCache } from './loop-state';
import { Outbox, recordOf } from './outbox';
import { transaction } from './transaction';
import { PendingRows, ViewStatements } from './view-writer';

export interface StepOptions<S> {
  readonly consumer: string;
  readonly topic: string;
  readonly pool: Pool;
  readonly fold: Fold<S>;
  readonly views: readonly View[];
  readonly handle: Handle<S>;
}

/** What a step has committed. */
export interface Stepped<S> {
  readonly known: ReadonlyMap<string, Known<S>>;
  readonly blocked: ReadonlySet<string>;
  readonly parked: Folded<S>['parked'];
  /** something was put into the outbox */
  readonly said: boolean;
}

const live: BatchContext = { live: true };

/** Handles some facts: everything that follows from them and the new position are saved in one transaction, or nothing. */
export class Step<S> {
  private readonly statements: ViewStatements;

  constructor(
    private readonly options: StepOptions<S>,
    private readonly positions: Positions,
    private readonly cache: StateCache<S>,
  ) {
    this.statements = new ViewStatements(options.views);
  }

  /**
   * Facts of any number of partitions, those of each in order, from where the position stands.
   *
   * @throws Fenced; an outage (`isOutage`); or what a handler or the database has against one of the facts
   */
  async run(items: readonly Item[]): Promise<Stepped<S>> {
    const subjects = new Map(items.map((item) => [item.subject, item.partition]));
    const { moves, stepped } = await transaction(this.options.pool, async (client) => {
      const { moves, anyParked } = await this.positions.move(client, items);
      const blocked = anyParked ? await blockedOf(client, [...subjects.keys()]) : new Set<string>();
      return { moves, stepped: await this.apply(client, items, await this.load(client, subjects), blocked) };
    });
    this.positions.moved(moves);
    this.cache.put(subjects, stepped.known, stepped.blocked);
    return stepped;
  }

  /** Takes up facts again whose position was passed long ago. The caller holds their partition's checkpoint. */
  async again(client: PoolClient, items: readonly Item[]): Promise<Stepped<S>> {
    const known = await loadStates<S>(client, [...new Set(items.map((item) => item.subject))]);
    return this.apply(client, items, known, new Set());
  }

  private async load(
    client: PoolClient,
    subjects: ReadonlyMap<string, number>,
  ): Promise<Map<string, Known<S>>> {
    const { found, missing } = this.cache.take(subjects);
    for (const [subject, known] of await loadStates<S>(client, missing)) found.set(subject, known);
    return found;
  }

  private async apply(
    client: PoolClient,
    items: readonly Item[],
    known: Map<string, Known<S>>,
    blocked: Set<string>,
  ): Promise<Stepped<S>> {
    const { consumer, topic, fold, handle } = this.options;
    const { applied, parked } = foldItems(items, { fold, known, blocked });
    const outcome = applied.length === 0 ? undefined : await handle(applied, live);
    await new PendingRows(this.statements).add(outcome?.rows ?? []).write(client);
    await saveStates(
      client,
      [...known].filter(([, { changed }]) => changed),
    );
    await park(client, topic, parked);
    const records = parked.map((item) => parkedRecord(consumer, topic, item));
    if (outcome) records.push(...outcome.facts.map(recordOf), ...outcome.outgoing);
    await Outbox.add(client, records);
    await keepRows(client, outcome?.kept ?? []);
    return { known, blocked, parked, said: records.length > 0 };
  }
}
