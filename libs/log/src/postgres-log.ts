import { type Pool } from 'pg';
import { BATCH_BYTES, BATCH_SIZE } from './batch-limit';
import { PATIENCE, UnknownTopic, within } from './log-fault';
import { partitionOf } from './partition';
import { type Batch, type Log, type Outgoing, type Running, type Stored, type Subscription } from './port';
import { asLogFault } from './postgres-fault';
import { PostgresPages } from './postgres-pages';
import { timed } from './postgres-query';
import { PostgresSubscription } from './postgres-subscription';
import { Pumps } from './pumps';
import { Turns } from './turns';

const APPEND = 'select log.append($1::text[], $2::int[], $3::text[], $4::text[])';

const ENDS =
  'select partition, next_offset::float8 as next from log.head where topic = $1 order by partition';

/** One batch, cut off before it grows beyond $6 bytes; the sizes are known without reading the large values. */
const PAGE = `
select offset_::float8 as "offset", key, value from (
  select offset_, key, value, sum(octet_length(value)) over (order by offset_) - octet_length(value) as before
  from log.record where topic = $1 and partition = $2 and offset_ >= $3 and offset_ < $4
  order by offset_ limit $5
) page where before < $6 order by offset_`;

const READ_SIZE = 2_000;

/**
 * The log in a Postgres database (see `postgres-log-sql`). Queries go through the pool; each subscription has a
 * connection of its own besides.
 */
export class PostgresLog implements Log {
  private readonly pool: Pool;
  private readonly partitionCounts = new Map<string, number>();
  private readonly turns = new Turns();
  private readonly running = new Set<PostgresSubscription>();

  constructor(options: { readonly pool: Pool }) {
    this.pool = options.pool;
  }

  async append(records: readonly Outgoing[]): Promise<void> {
    const partitions: number[] = [];
    for (const { topic, key } of records) partitions.push(partitionOf(key, await this.partitionsOf(topic)));
    const topics = records.map(({ topic }) => topic);
    const keys = records.map(({ key }) => key);
    const values = records.map(({ value }) => value);
    await this.query(APPEND, [topics, partitions, keys, values], 'log_append');
  }

  async subscribe(subscription: Subscription): Promise<Running> {
    await this.partitionsOf(subscription.topic);
    const { topic, batchSize = BATCH_SIZE } = subscription;
    const pages = new PostgresPages(topic, batchSize, (text, values, name) => this.query(text, values, name));
    const pumps = new Pumps(subscription, pages, this.turns);
    const running = new PostgresSubscription(this.pool.options, subscription, pumps);
    try {
      await running.start();
    } catch (error) {
      throw asLogFault(error);
    }
    this.running.add(running);
    return running;
  }

  async *read(topic: string, from: ReadonlyMap<number, number> = new Map()): AsyncIterable<Batch> {
    const ends = await this.end(topic);
    for (const [partition, until] of ends) {
      for (let at = from.get(partition) ?? 0; at < until;) {
        const records = await this.page(topic, partition, { from: at, until, size: READ_SIZE });
        const last = records.at(-1);
        if (last === undefined) break;
        at = last.offset + 1;
        yield { topic, partition, records };
      }
    }
  }

  async end(topic: string): Promise<ReadonlyMap<number, number>> {
    const heads = await this.query<{ partition: number; next: number }>(ENDS, [topic]);
    if (heads.length === 0) throw new UnknownTopic(topic);
    return new Map(heads.map(({ partition, next }) => [partition, next]));
  }

  async ensure(topics: readonly { readonly topic: string; readonly partitions: number }[]): Promise<void> {
    for (const { topic, partitions } of topics)
      await this.query('select log.ensure($1, $2)', [topic, partitions]);
  }

  /** Stops what is subscribed. The pool stays its owner's to end. */
  async close(): Promise<void> {
    await Promise.all([...this.running].map((running) => running.stop()));
    this.running.clear();
  }

  private async page(
    topic: string,
    partition: number,
    range: { readonly from: number; readonly until: number; readonly size: number },
  ): Promise<readonly Stored[]> {
    const values = [topic, partition, range.from, range.until, range.size, BATCH_BYTES];
    const rows = await this.query<{ offset: number; key: string; value: string }>(PAGE, values, 'log_page');
    return rows.map(({ offset, key, value }) => ({ partition, offset, key, value }));
  }

  private async partitionsOf(topic: string): Promise<number> {
    const known = this.partitionCounts.get(topic) ?? (await this.end(topic)).size;
    this.partitionCounts.set(topic, known);
    return known;
  }

  private async query<R extends object>(text: string, values: unknown[], name?: string): Promise<R[]> {
    try {
      const { rows } = await within(PATIENCE, 'Postgres', this.pool.query<R>(timed(text, values, name)));
      return rows;
    } catch (error) {
      throw asLogFault(error);
    }
  }
}
