import { withClient } from '@satupintu/log';
import { alone as aloneOn } from '@satupintu/service';
import { type Pool } from 'pg';

/** First key of the advisory locks of this service. */
const family = 0x0c10c;
export const locks = { firing: 1, sweeping: 2, publishing: 3, notices: 4 } as const;
type Lock = (typeof locks)[keyof typeof locks];

/**
 * Does the work if no other process does it now. The database frees the lock with the connection, so a process that
 * dies in the middle hands over, and a connection that may still hold the lock never goes back into the pool.
 * @returns what the work gave, or undefined where another process holds the lock
 */
export function ifFree<T>(pool: Pool, lock: Lock, work: () => Promise<T>): Promise<T | undefined> {
  return withClient(pool, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, $2) as mine', [
      family,
      lock,
    ]);
    if (!rows[0]?.mine) return undefined;
    const done = await work();
    await client.query('select pg_advisory_unlock($1, $2)', [family, lock]);
    return done;
  });
}

/** Does the work alone, after whoever does it now. */
export const alone = <T>(pool: Pool, lock: Lock, work: () => Promise<T>): Promise<T> =>
  aloneOn(pool, [family, lock], work);
