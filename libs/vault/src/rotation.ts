import { type Pool, type PoolClient } from 'pg';
import { type MasterKey } from './port';

interface Wrapped {
  ctid: string;
  master_key: string;
  wrapped: Buffer;
}

const batch = 1000;

/**
 * Wraps every key anew with the current key of `to`; `from` unwraps. Works beside running services, in small
 * transactions, and can be broken off and repeated. Needs the right to update `vault.key`.
 * @returns how many keys were wrapped anew
 */
export async function rotateMaster(pool: Pool, from: MasterKey, to: MasterKey): Promise<number> {
  for (let rewrapped = 0; ;) {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const count = await rewrap(client, from, to);
      await client.query('commit');
      client.release();
      if (count === 0) return rewrapped;
      rewrapped += count;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }
}

async function rewrap(client: PoolClient, from: MasterKey, to: MasterKey): Promise<number> {
  const { rows } = await client.query<Wrapped>(
    `select ctid::text, master_key, wrapped from vault.key where master_key <> $1 limit ${batch} for update`,
    [to.current],
  );
  const wrapped = await Promise.all(
    rows.map(async (row) => (await to.wrap(await from.unwrap(row.wrapped, row.master_key))).wrapped),
  );
  await client.query(
    `update vault.key k set master_key = $1, wrapped = n.wrapped
      from unnest($2::text[]::tid[], $3::bytea[]) as n (id, wrapped) where k.ctid = n.id`,
    [to.current, rows.map(({ ctid }) => ctid), wrapped],
  );
  return rows.length;
}
