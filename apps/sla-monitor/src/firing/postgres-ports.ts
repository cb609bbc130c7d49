import { type ComplaintFact, COMPLAINTS, encode } from '@satupintu/events';
import { type Deps } from '@satupintu/service';
import { type Pool } from 'pg';
import { isPublished, refsNow } from '../refs';
import { readDue } from './due-timers';
import { ifFree, locks } from './locks';
import { type FiringPorts, type SweepBook, type SweepPorts } from './ports';
import { readOn } from './read-on';

const recordsOf = (facts: readonly ComplaintFact[]) =>
  facts.map((fact) => ({ topic: COMPLAINTS, key: fact.subject, value: encode(fact) }));

/** A page of the cases whose due times a new version may move. */
async function readMovable(pool: Pool, after: string, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ complaint_id: string }>({
    name: 'cases-movable',
    text: `select distinct complaint_id from clock where movable and complaint_id > $1 order by complaint_id limit $2`,
    values: [after, limit],
  });
  return rows.map((row) => row.complaint_id);
}

const commonPorts = (deps: Deps, stopped: AbortSignal, lock: (typeof locks)[keyof typeof locks]) => ({
  readOn: () => readOn(deps, stopped),
  states: (complaintIds: readonly string[]) => deps.loop.states(complaintIds),
  refs: () => refsNow(deps),
  now: () => deps.clock.now(),
  append: (facts: readonly ComplaintFact[]) => deps.appender.append(recordsOf(facts)),
  alone: <T>(work: () => Promise<T>) => ifFree(deps.pool, lock, work),
});

const sweepBook = (pool: Pool): SweepBook => ({
  async read() {
    const { rows } = await pool.query<{ versions: string; after: string | null }>(
      'select versions, after from sweep',
    );
    return rows.map(({ versions, after }) => ({ versions, ...(after !== null && { after }) }))[0];
  },
  async write({ versions, after }) {
    await pool.query({
      name: 'sweep-place',
      text: `insert into sweep (versions, after) values ($1, $2)
        on conflict (one) do update set versions = excluded.versions, after = excluded.after, moved_at = now()`,
      values: [versions, after ?? null],
    });
  },
});

/** Firing on the views, the lock and the log of the running service. */
export const firingPorts = (deps: Deps, stopped: AbortSignal): FiringPorts => ({
  ...commonPorts(deps, stopped, locks.firing),
  due: (upTo, after, limit) => readDue(deps.pool, upTo, after, limit),
});

/** Sweeping on the views, the lock and the log of the running service. */
export const sweepPorts = (deps: Deps, stopped: AbortSignal): SweepPorts => ({
  ...commonPorts(deps, stopped, locks.sweeping),
  movable: (after, limit) => readMovable(deps.pool, after, limit),
  published: () => isPublished(deps),
  book: sweepBook(deps.pool),
});
