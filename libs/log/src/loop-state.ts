import { LRUCache } from 'lru-cache';
import { type Pool, type PoolClient } from 'pg';
import { type Known, type Seen } from './loop-fold';

interface Row<S> {
  complaint_id: string;
  state: S | null;
  seen: Seen;
}

const copyOf = <S>(known: Known<S>): Known<S> => ({
  state: known.state,
  seen: { ...known.seen },
  changed: false,
});

const isUuid = (subject: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(subject);

/** The stored states of some subjects. One that no fact was ever about is absent, and what is no subject at all too. */
export async function loadStates<S>(
  client: Pool | PoolClient,
  subjects: readonly string[],
  schema?: string,
): Promise<Map<string, Known<S>>> {
  const ids = subjects.filter(isUuid);
  if (ids.length === 0) return new Map();
  const table = schema === undefined ? 'case_state' : `${schema}.case_state`;
  const { rows } = await client.query<Row<S>>({
    name: `state-load ${table}`,
    text: `select complaint_id, state, seen from ${table} where complaint_id = any($1::uuid[])`,
    values: [ids],
  });
  return new Map(
    rows.map(({ complaint_id, state, seen }) => [
      complaint_id,
      { state: state ?? undefined, seen, changed: false },
    ]),
  );
}

/** The same without the ids that were seen, which are most of what is stored: for whoever only shows a state. */
export async function readStates<S>(pool: Pool, subjects: readonly string[]): Promise<Map<string, S>> {
  const ids = subjects.filter(isUuid);
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<{ complaint_id: string; state: S }>({
    name: 'state-read',
    text: `select complaint_id, state from case_state
      where complaint_id = any($1::uuid[]) and state is not null`,
    values: [ids],
  });
  return new Map(rows.map(({ complaint_id, state }) => [complaint_id, state]));
}

/** Stores states, with one statement. `schema` where the connection's own path will not do. */
export async function saveStates<S>(
  client: PoolClient,
  known: Iterable<readonly [string, Known<S>]>,
  schema?: string,
): Promise<void> {
  const rows = [...known].map(([complaint_id, { state, seen }]) => ({ complaint_id, state, seen }));
  if (rows.length === 0) return;
  const table = schema === undefined ? 'case_state' : `${schema}.case_state`;
  await client.query({
    name: `state-save ${table}`,
    text: `
      insert into ${table} (complaint_id, state, seen)
      select * from json_to_recordset($1::json) as r (complaint_id uuid, state json, seen json)
      on conflict (complaint_id) do update set state = excluded.state, seen = excluded.seen`,
    values: [JSON.stringify(rows)],
  });
}

/**
 * The states this process used last, per partition, as they were committed. Only who holds a partition may trust
 * them: `forget` when it is begun again, when a save failed, and when another process was faster.
 *
 * A swap of the views by a rebuild needs no forgetting: it happens at one and the same position, and the same facts
 * in the same order fold to the same state. (A rebuild made because `evolve` itself changed comes with new processes.)
 */
export class StateCache<S> {
  private readonly partitions = new Map<number, LRUCache<string, Known<S>>>();

  /**
   * `most`: per partition. Enough for the facts that follow each other within seconds; what is older is read back
   * with one query per step, and the collector does not walk through ten thousand states at each turn.
   */
  constructor(private readonly most = 100) {}

  /** Copies to work on, of cached states; the names of the others are left in `missing`. */
  take(subjects: ReadonlyMap<string, number>): { found: Map<string, Known<S>>; missing: string[] } {
    const found = new Map<string, Known<S>>();
    const missing: string[] = [];
    for (const [subject, partition] of subjects) {
      const known = this.partitions.get(partition)?.get(subject);
      if (known) found.set(subject, copyOf(known));
      else missing.push(subject);
    }
    return { found, missing };
  }

  /** Takes over what was committed. A blocked subject is not kept: an operator may move its state behind our back. */
  put(
    subjects: ReadonlyMap<string, number>,
    known: ReadonlyMap<string, Known<S>>,
    blocked: ReadonlySet<string>,
  ): void {
    for (const [subject, partition] of subjects) {
      const mine = known.get(subject);
      if (mine && !blocked.has(subject)) this.of(partition).set(subject, mine);
      else this.partitions.get(partition)?.delete(subject);
    }
  }

  /** What is known of a subject right now, if it is here. */
  peek(subject: string): Known<S> | undefined {
    for (const states of this.partitions.values()) {
      const known = states.peek(subject);
      if (known) return known;
    }
    return undefined;
  }

  forget(partition: number): void {
    this.partitions.delete(partition);
  }

  private of(partition: number): LRUCache<string, Known<S>> {
    const states = this.partitions.get(partition) ?? new LRUCache<string, Known<S>>({ max: this.most });
    this.partitions.set(partition, states);
    return states;
  }
}
