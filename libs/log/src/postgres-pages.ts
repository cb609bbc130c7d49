import { BATCH_BYTES } from './batch-limit';
import { type Stored } from './port';

/** Runs a query on the log's database; rejects with the faults of the port. */
export type Query = <R extends object>(text: string, values: unknown[], name?: string) => Promise<R[]>;

interface Wanted {
  readonly partition: number;
  readonly from: number;
  readonly resolve: (records: readonly Stored[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** The next page of each partition asked for, cut off before it grows beyond its share of the bytes. */
const PAGES = `
select w.partition, page.offset_::float8 as "offset", page.key, page.value
from unnest($2::int[], $3::bigint[]) as w (partition, from_)
cross join lateral (
  select offset_, key, value, sum(octet_length(value)) over (order by offset_) - octet_length(value) as before
  from (
    select offset_, key, value from log.record
    where topic = $1 and partition = w.partition and offset_ >= w.from_
    order by offset_ limit $4
  ) first
) page
where page.before < $5
order by w.partition, page.offset_`;

/**
 * Reads on in many partitions with one query: an append wakes all the partitions that it wrote to at once, and a
 * query for each of a dozen would cost more than handling what it brings.
 */
export class PostgresPages {
  private wanted: Wanted[] = [];

  constructor(
    private readonly topic: string,
    private readonly size: number,
    private readonly query: Query,
  ) {}

  /** At most one page of a partition, from an offset on; none when there is nothing now. */
  next(partition: number, from: number): Promise<readonly Stored[]> {
    return new Promise((resolve, reject) => {
      // Those who are woken by the same notification ask in the same turn of the event loop.
      if (this.wanted.length === 0) setImmediate(() => void this.read(this.wanted.splice(0)));
      this.wanted.push({ partition, from, resolve, reject });
    });
  }

  private async read(wanted: readonly Wanted[]): Promise<void> {
    try {
      const found = await this.pages(wanted);
      for (const { partition, resolve } of wanted) resolve(found.get(partition) ?? []);
    } catch (error) {
      for (const { reject } of wanted) reject(error);
    }
  }

  private async pages(wanted: readonly Wanted[]): Promise<Map<number, Stored[]>> {
    const partitions = wanted.map(({ partition }) => partition);
    const offsets = wanted.map(({ from }) => from);
    const bytes = Math.ceil(BATCH_BYTES / wanted.length);
    const values = [this.topic, partitions, offsets, this.size, bytes];
    const pages = new Map<number, Stored[]>();
    for (const record of await this.query<Stored>(PAGES, values, 'log_pages')) {
      const page = pages.get(record.partition) ?? [];
      page.push(record);
      pages.set(record.partition, page);
    }
    return pages;
  }
}
