import { type Pool, type PoolClient } from 'pg';

/** A pooled client that was lost while it was lent out says so on its own; the query under way rejects as well. */
const heardElsewhere = (): void => undefined;

/**
 * Lends a client for `work`. After a failure the client is thrown away, and with it an open transaction, prepared
 * statements, session settings and locks.
 */
export async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  client.on('error', heardElsewhere);
  let failed = true;
  try {
    const result = await work(client);
    failed = false;
    return result;
  } finally {
    client.removeListener('error', heardElsewhere);
    // The pool destroys a broken client at once and listens to what it still says.
    client.release(failed);
  }
}

/**
 * Runs `work` in one transaction. When it rejects, nothing was saved, with one exception that no client can rule
 * out: the connection was lost while the commit was being confirmed. Callers must be able to tell from what they
 * saved (a checkpoint, an id) whether it was.
 */
export function transaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  begin = 'begin',
): Promise<T> {
  return withClient(pool, async (client) => {
    await client.query(begin);
    const result = await work(client);
    await client.query('commit');
    return result;
  });
}
