import { COMPLAINTS, REFERENCE } from '@satupintu/events';
import { type Log } from '@satupintu/log';
import { topics } from '@satupintu/service';
import { type Pool } from 'pg';
import { keptTables } from './export';
import { BrokenExport, type Line, type RecordLine, type RowLine } from './lines';
import { patiently } from './patience';

export interface Target {
  readonly log: Log;
  readonly owner: Pool;
}

export interface Imported {
  readonly records: number;
  readonly rows: number;
}

const atOnce = 500;

/**
 * Fills an empty installation from an export. Kept tables say where services stood on the log; offsets on the new log
 * may differ (Kafka may leave gaps, Postgres leaves none), so they are translated. Views are not touched: rebuild them.
 * @throws where the log is not empty, or the export is not whole
 */
export async function importLines(lines: AsyncIterable<Line>, { log, owner }: Target): Promise<Imported> {
  await patiently(() => log.ensure(topics));
  await patiently(() => refuseUnlessEmpty(log));
  const tables = new Set([...(await keptTables(owner)), 'vault.key']);
  const records = new Batches<RecordLine>((batch) => log.append(batch));
  const rows: RowLine[] = [];
  const offsets = new Offsets();
  for await (const line of lines) {
    if (line.kind === 'record') {
      offsets.add(line);
      await records.add(line);
    } else if (line.kind === 'row') {
      if (!tables.has(line.table)) throw new BrokenExport(`there is no kept table ${line.table} here`);
      rows.push(line);
    }
  }
  await records.flush();
  await offsets.agreeWith(log);
  await insertRows(
    owner,
    rows.map((line) => translated(line, offsets)),
  );
  return { records: records.count, rows: rows.length };
}

async function refuseUnlessEmpty(log: Log): Promise<void> {
  for (const topic of [COMPLAINTS, REFERENCE]) {
    const ends = [...(await log.end(topic)).values()];
    if (ends.some((end) => end > 0)) throw new Error(`${topic} is not empty: import into a new installation`);
  }
}

/** Collects, and hands on in order. */
class Batches<T> {
  count = 0;
  private batch: T[] = [];
  constructor(private readonly write: (batch: readonly T[]) => Promise<void>) {}

  async add(item: T): Promise<void> {
    this.batch.push(item);
    this.count += 1;
    if (this.batch.length >= atOnce) await this.flush();
  }

  async flush(): Promise<void> {
    const { batch } = this;
    this.batch = [];
    if (batch.length > 0) await this.write(batch);
  }
}

/** Where records stood on the old log, and so where they stand on the new one: as many places from the start. */
class Offsets {
  private readonly old = new Map<string, number[]>();

  add({ topic, partition, offset }: RecordLine): void {
    const place = `${topic} ${partition}`;
    const offsets = this.old.get(place) ?? [];
    offsets.push(offset);
    this.old.set(place, offsets);
  }

  /** How many records of the partition came before the offset. */
  translate(topic: string, partition: number, offset: number): number {
    const offsets = this.old.get(`${topic} ${partition}`) ?? [];
    let [low, high] = [0, offsets.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((offsets[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @throws where the new log spreads keys over partitions otherwise than the old one did */
  async agreeWith(log: Log): Promise<void> {
    for (const topic of [COMPLAINTS, REFERENCE]) {
      for (const [partition, end] of await log.end(topic)) {
        const expected = this.old.get(`${topic} ${partition}`)?.length ?? 0;
        if (end !== expected)
          throw new Error(`partition ${partition} of ${topic} holds ${end} records, not ${expected}`);
      }
    }
  }
}

function translated({ table, row, kind }: RowLine, offsets: Offsets): RowLine {
  const { topic, partition } = row;
  if (typeof topic !== 'string' || typeof partition !== 'number') return { kind, table, row };
  const moved = (name: 'next_offset' | 'offset_') =>
    typeof row[name] === 'number' ? { [name]: offsets.translate(topic, partition, row[name]) } : {};
  return { kind, table, row: { ...row, ...moved('next_offset'), ...moved('offset_') } };
}

/** All rows in one transaction: an import that breaks off leaves kept tables empty, and can be begun again elsewhere. */
async function insertRows(owner: Pool, lines: readonly RowLine[]): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query('begin');
    const tables = [...new Set(lines.map(({ table }) => table))];
    for (const table of tables) {
      const rows = lines.filter((line) => line.table === table).map(({ row }) => row);
      for (let from = 0; from < rows.length; from += atOnce) {
        await client.query(
          `insert into ${table} overriding system value
           select * from json_populate_recordset(null::${table}, $1::json) on conflict do nothing`,
          [JSON.stringify(rows.slice(from, from + atOnce))],
        );
      }
    }
    for (const { place, sequence, column } of await sequencesOf(client, tables)) {
      await client.query(`select setval($1, greatest((select max(${column}) from ${place}), 1))`, [sequence]);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

interface NumberedColumn {
  readonly place: string;
  readonly column: string;
  readonly sequence: string;
}

/** Numbered columns, whose next number must come after those that were imported. */
async function sequencesOf(
  client: { query: Pool['query'] },
  tables: readonly string[],
): Promise<NumberedColumn[]> {
  const { rows } = await client.query<NumberedColumn>(
    `select t.place, a.attname as column, pg_get_serial_sequence(t.place, a.attname) as sequence
     from unnest($1::text[]) as t (place)
     join pg_attribute a on a.attrelid = t.place::regclass and a.attidentity <> ''`,
    [tables],
  );
  return rows;
}
