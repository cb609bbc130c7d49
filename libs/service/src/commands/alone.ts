import { withClient } from '@satupintu/log';
import { type Pool } from 'pg';

/** An advisory lock of the database: a family, which is a service's, and a number in it. */
export type LockName = readonly [family: number, number: number];

/** What this process does alone, one after another, by lock. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Does the work alone, after whoever does it now in this process or another. The database frees the lock with the
 * connection, so a process that dies in the middle hands over. Within a process one waits for the other without a
 * connection: those are for the work.
 */
export function alone<T>(pool: Pool, lock: LockName, work: () => Promise<T>): Promise<T> {
  const name = lock.join(':');
  const done = (turns.get(name) ?? Promise.resolve()).then(() =>
    withClient(pool, async (client) => {
      await client.query('select pg_advisory_lock($1, $2)', [...lock]);
      const result = await work();
      await client.query('select pg_advisory_unlock($1, $2)', [...lock]);
      return result;
    }),
  );
  turns.set(
    name,
    done.catch(() => undefined),
  );
  return done;
}
