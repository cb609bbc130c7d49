import { type Pool } from 'pg';

/** First key of the advisory locks of this service. */
const family = 0x0c10c;
export const locks = { firing: 1, sweeping: 2, publishing: 3 } as const;
type Lock = (typeof locks)[keyof typeof locks];

/**
 * Does the work if no other process does it now. The database frees the lock with the connection, so a process that
 * dies in the middle hands over.
 * @returns what the work gave, or undefined where another process holds the lock
 */
export async function ifFree<T>(pool: Pool, lock: Lock, work: () => Promise<T>): Promise<T | undefined> {
  const client = await pool.connect();
  let broken = true;
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, $2) as mine', [
      family,
      lock,
    ]);
    const done = rows[0]?.mine ? await work() : undefined;
    if (rows[0]?.mine) await client.query('select pg_advisory_unlock($1, $2)', [family, lock]);
    broken = false;
    return done;
  } finally {
    // A connection that may still hold the lock must not go back into the pool.
    client.release(broken);
  }
}

/** Does the work alone, after whoever does it now. */
export async function alone<T>(pool: Pool, lock: Lock, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('select pg_advisory_lock($1, $2)', [family, lock]);
    const done = await work();
    await client.query('select pg_advisory_unlock($1, $2)', [family, lock]);
    broken = false;
    return done;
  } finally {
    client.release(broken);
  }
}
