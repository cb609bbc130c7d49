import { type Pool, type PoolClient } from 'pg';
import { type LeftOut } from './replay';
import { withClient } from './transaction';

const LOCK = 0x0b0d;

/** One rebuild or verification of a service at a time, over all processes; others wait their turn. */
export function exclusively<T>(
  pool: Pool,
  service: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return withClient(pool, async (client) => {
    await client.query('select pg_advisory_lock($1, hashtext($2))', [LOCK, service]);
    const result = await work(client);
    await client.query('select pg_advisory_unlock($1, hashtext($2))', [LOCK, service]);
    return result;
  });
}

/** Positions that the live loops left out, as the caller's transaction sees them. */
export async function readLeftOut(
  client: Pool | PoolClient,
  service: string,
  topic: string,
): Promise<LeftOut> {
  const { rows } = await client.query<{ place: string; dropped: boolean }>(
    `select partition || ':' || offset_ as place, dropped_at is not null as dropped from ${service}.parked where topic = $1`,
    [topic],
  );
  const places = (dropped: boolean): Set<string> =>
    new Set(rows.filter((row) => row.dropped === dropped).map((row) => row.place));
  return { parked: places(false), dropped: places(true) };
}

/** Did the replay leave out exactly what the live loops left out? */
export const agree = (leftOut: LeftOut, parked: ReadonlySet<string>): boolean =>
  leftOut.parked.size === parked.size && [...parked].every((place) => leftOut.parked.has(place));
