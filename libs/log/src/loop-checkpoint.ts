import { type Pool, type PoolClient } from 'pg';
import { type Item } from './loop-decode';

/**
 * The stored position is not where this process left it: another process holds the partition now, or an earlier
 * save of ours took effect though its confirmation was lost. Nothing was saved; read the position again and go on.
 */
export class Fenced extends Error {
  readonly code = 'fenced';
  readonly retryable = true;
  constructor(readonly partitions: ReadonlySet<number>) {
    super(`the checkpoint of partition ${[...partitions].join(', ')} was moved by somebody else`);
  }
}

/** A partition goes on from `from` to `to`, the offset after the last record taken. */
interface Move {
  readonly from: number;
  readonly to: number;
}

/** Stored positions per partition of a topic: the offset to take next. A partition never begun is absent: 0. */
export async function readCheckpoint(
  client: Pool | PoolClient,
  topic: string,
  table = 'checkpoint',
): Promise<Map<number, number>> {
  const { rows } = await client.query<{ partition: number; next_offset: string }>({
    name: `checkpoint-read ${table}`,
    text: `select partition, next_offset from ${table} where topic = $1`,
    values: [topic],
  });
  return new Map(rows.map((row) => [row.partition, Number(row.next_offset)]));
}

const beginSql = `
  with made as (insert into checkpoint values ($1, $2, 0) on conflict do nothing)
  select next_offset from checkpoint where topic = $1 and partition = $2`;

const moveSql = `
  update checkpoint c set next_offset = m.to_
  from unnest($2::integer[], $3::bigint[], $4::bigint[]) as m (partition, from_, to_)
  where c.topic = $1 and c.partition = m.partition and c.next_offset = m.from_
  returning c.partition, exists (select from parked where dropped_at is null) as any_parked`;

/** Where this process stands in the partitions it holds, and the compare-and-set that keeps it honest. */
export class Positions {
  private readonly next = new Map<number, number>();

  constructor(private readonly topic: string) {}

  /** Begins with a partition: reads where the consumer stands in it. */
  async begin(pool: Pool, partition: number): Promise<number> {
    this.next.delete(partition);
    const { rows } = await pool.query<{ next_offset: string }>(beginSql, [this.topic, partition]);
    const offset = Number(rows[0]?.next_offset ?? 0);
    this.next.set(partition, offset);
    return offset;
  }

  /** The offset to take next; undefined while the partition must be begun (again) first. */
  at(partition: number): number | undefined {
    return this.next.get(partition);
  }

  forget(partition: number): void {
    this.next.delete(partition);
  }

  /**
   * Moves the checkpoint to after the items, if it still stands where this process left it. First statement of a
   * transaction: its row locks hold off zombies and a rebuild that wants to swap until we are through.
   *
   * @returns the moves, for `moved` after the commit; and whether the service has parked facts at all
   * @throws Fenced
   */
  async move(
    client: PoolClient,
    items: readonly Item[],
  ): Promise<{ moves: Map<number, Move>; anyParked: boolean }> {
    const moves = this.movesOf(items);
    const values = [...moves.values()];
    const { rows } = await client.query<{ partition: number; any_parked: boolean }>({
      name: 'checkpoint-move',
      text: moveSql,
      values: [this.topic, [...moves.keys()], values.map((move) => move.from), values.map((move) => move.to)],
    });
    const done = new Set(rows.map((row) => row.partition));
    if (done.size < moves.size)
      throw new Fenced(new Set([...moves.keys()].filter((partition) => !done.has(partition))));
    return { moves, anyParked: rows.some((row) => row.any_parked) };
  }

  moved(moves: ReadonlyMap<number, Move>): void {
    for (const [partition, { from, to }] of moves) {
      if (this.next.get(partition) === from) this.next.set(partition, to);
    }
  }

  private movesOf(items: readonly Item[]): Map<number, Move> {
    const moves = new Map<number, Move>();
    for (const { partition, offset } of items) {
      const from = moves.get(partition)?.from ?? this.next.get(partition);
      if (from === undefined) throw new Fenced(new Set([partition]));
      moves.set(partition, { from, to: offset + 1 });
    }
    return new Map([...moves].sort(([a], [b]) => a - b));
  }
}
