import { type MasterKey } from '@satupintu/vault';
import { type Pool, type PoolClient } from 'pg';

interface Unclaimed {
  id: string;
  master_key: string;
  wrapped: Buffer;
}

/** Of the ids those that the complaint may use: uploaded and nobody's yet, or its own already. */
export async function usableAttachments(
  pool: Pool,
  complaintId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from attachment where id = any($1::uuid[]) and coalesce(complaint_id, $2) = $2`,
    [ids, complaintId],
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * Makes uploads a complaint's own, within the caller's transaction: their keys are sealed with its words from now on,
 * so that an erasure of the words takes them along.
 */
export async function claimAttachments(
  client: PoolClient,
  complaintId: string,
  ids: readonly string[],
  { master, seal }: { master: MasterKey; seal: (key: Buffer) => string | Promise<string> },
): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await client.query<Unclaimed>(
    `select id, master_key, wrapped from attachment where id = any($1::uuid[]) and complaint_id is null for update`,
    [ids],
  );
  for (const { id, master_key, wrapped } of rows) {
    const sealed = await seal(await master.unwrap(wrapped, master_key));
    await client.query(
      `update attachment set complaint_id = $2, sealed_key = $3, master_key = null, wrapped = null where id = $1`,
      [id, complaintId, sealed],
    );
  }
}
