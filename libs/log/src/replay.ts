import { setTimeout as delay } from 'node:timers/promises';
import { type Pool } from 'pg';
import { type Fold, type Handle, type View } from './applied';
import { decodeBatch, type Item, spoiled } from './loop-decode';
import { foldItems, type Known } from './loop-fold';
import { loadStates, saveStates } from './loop-state';
import { type Batch, type Log, LogUnavailable } from './port';
import { transaction } from './transaction';
import { PendingRows, ViewStatements } from './view-writer';

export interface ReplayOptions<S> {
  readonly log: Log;
  readonly pool: Pool;
  /** the schema of the kept tables; that of the views is `<service>_view` */
  readonly service: string;
  readonly topic: string;
  readonly fold: Fold<S>;
  readonly views: readonly View[];
  readonly handle: Handle<S>;
}

/** Positions as `partition:offset`. */
export interface LeftOut {
  /** parked, so that everything later about their subject waits too */
  readonly parked: ReadonlySet<string>;
  /** given up by an operator */
  readonly dropped: ReadonlySet<string>;
}

const placeOf = ({ partition, offset }: { partition: number; offset: number }): string =>
  `${partition}:${offset}`;

/** Rows and states that are gathered before they are written together. */
const MOST_PENDING = 4_000;
/** States kept in memory; beyond that the oldest are read back from the tables when they are needed. */
const MOST_KNOWN = 20_000;

/** How long the log may be away in the middle, and how long to wait before it is asked again (milliseconds). */
const PATIENCE_AWAY = 60_000;
const PAUSE = 200;

/**
 * Fills the tables of a schema with what the log says: folds and projects, decides nothing and says nothing. Nobody
 * else knows the tables yet, so rows and states are gathered over many batches, written while the next ones are
 * being folded, and not waited for to reach the disk.
 */
export class Replay<S> {
  facts = 0;
  private readonly positions = new Map<number, number>();
  private readonly known = new Map<string, Known<S>>();
  private readonly blocked = new Set<string>();
  private readonly parkedPlaces = new Set<string>();
  private readonly statements: ViewStatements;
  private rows: PendingRows;
  private dirty = new Map<string, Known<S>>();
  private writing: Promise<void> = Promise.resolve();
  private evicted = false;

  constructor(
    private readonly options: ReplayOptions<S>,
    private readonly schema: string,
  ) {
    this.statements = new ViewStatements(options.views, schema);
    this.rows = new PendingRows(this.statements);
  }

  /** Positions of the facts that this replay had to leave out because they, or one before them, cannot be handled. */
  get parked(): ReadonlySet<string> {
    return this.parkedPlaces;
  }

  /** Goes on to exactly the given offsets, and writes everything. */
  async to(target: ReadonlyMap<number, number>, leftOut: LeftOut): Promise<void> {
    const behind = [...target].filter(([partition, offset]) => offset > this.at(partition));
    if (behind.length > 0) await this.read(target, new Set(behind.map(([partition]) => partition)), leftOut);
    for (const [partition, offset] of target)
      this.positions.set(partition, Math.max(offset, this.at(partition)));
    await this.flush();
    await this.writing;
  }

  private at(partition: number): number {
    return this.positions.get(partition) ?? 0;
  }

  private async read(
    target: ReadonlyMap<number, number>,
    behind: Set<number>,
    leftOut: LeftOut,
  ): Promise<void> {
    const { log, topic } = this.options;
    for await (const batch of steadily(() => log.read(topic, new Map(this.positions)))) {
      const end = target.get(batch.partition) ?? 0;
      await this.take(batch, end, leftOut);
      if (this.at(batch.partition) >= end) behind.delete(batch.partition);
      if (behind.size === 0) return;
    }
  }

  private async take(batch: Batch, end: number, leftOut: LeftOut): Promise<void> {
    const within = batch.records.filter(({ offset }) => offset < end);
    const last = within.at(-1);
    if (last === undefined) return;
    const items = decodeBatch({ ...batch, records: within }, this.at(batch.partition)).filter(
      (item) => !leftOut.dropped.has(placeOf(item)),
    );
    await this.recall(items);
    await this.project(
      items.map((item) => (leftOut.parked.has(placeOf(item)) ? spoiled(item, new Error('parked')) : item)),
    );
    this.positions.set(batch.partition, last.offset + 1);
    this.facts += items.length;
    if (this.rows.size + this.dirty.size >= MOST_PENDING) await this.flush();
  }

  private async project(items: readonly Item[]): Promise<void> {
    const { fold, handle } = this.options;
    const { applied, parked } = foldItems(items, { fold, known: this.known, blocked: this.blocked });
    for (const { item } of parked) this.parkedPlaces.add(placeOf(item));
    if (applied.length === 0) return;
    this.rows.add((await handle(applied, { live: false })).rows);
    for (const { fact, verdict } of applied) {
      const known = verdict.kind === 'repeated' ? undefined : this.known.get(fact.subject);
      if (known) this.dirty.set(fact.subject, known);
    }
  }

  /** Reads back states that are no longer in memory. */
  private async recall(items: readonly Item[]): Promise<void> {
    if (!this.evicted) return;
    const missing = new Set(items.map((item) => item.subject).filter((subject) => !this.known.has(subject)));
    if (missing.size === 0) return;
    await this.writing;
    for (const [subject, known] of await loadStates<S>(this.options.pool, [...missing], this.schema)) {
      this.known.set(subject, known);
    }
  }

  /** Begins to write what was gathered; waits only for the write before. */
  private async flush(): Promise<void> {
    await this.writing;
    this.evict();
    const { rows, dirty } = this;
    this.rows = new PendingRows(this.statements);
    this.dirty = new Map();
    this.writing = this.write(rows, dirty);
    // Whoever waits for the write hears of its failure; meanwhile it is not unhandled.
    this.writing.catch(() => undefined);
  }

  private write(rows: PendingRows, dirty: ReadonlyMap<string, Known<S>>): Promise<void> {
    return transaction(
      this.options.pool,
      async (client) => {
        await rows.write(client);
        await saveStates(client, dirty, this.schema);
      },
      'begin; set local synchronous_commit = off',
    );
  }

  /** Forgets the states that were first met longest ago, as far as they are written. */
  private evict(): void {
    let surplus = this.known.size - MOST_KNOWN;
    for (const subject of this.known.keys()) {
      if (surplus <= 0) return;
      if (this.dirty.has(subject)) continue;
      this.known.delete(subject);
      this.evicted = true;
      surplus--;
    }
  }
}

/** Reads on where the reader stands when the log was away: hours of work are not lost to seconds of an outage. */
async function* steadily(read: () => AsyncIterable<Batch>): AsyncIterable<Batch> {
  for (let until = performance.now() + PATIENCE_AWAY; ;) {
    try {
      for await (const batch of ahead(read())) {
        yield batch;
        until = performance.now() + PATIENCE_AWAY;
      }
      return;
    } catch (error) {
      if (!(error instanceof LogUnavailable) || performance.now() > until) throw error;
      await delay(PAUSE);
    }
  }
}

/** Fetches the next batch while the current one is being worked on. */
async function* ahead(batches: AsyncIterable<Batch>): AsyncIterable<Batch> {
  const iterator = batches[Symbol.asyncIterator]();
  try {
    let next = iterator.next();
    for (;;) {
      const result = await next;
      if (result.done === true) return;
      next = iterator.next();
      next.catch(() => undefined);
      yield result.value;
    }
  } finally {
    await iterator.return?.();
  }
}
