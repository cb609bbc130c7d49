import { type MasterKey } from '@satupintu/vault';
import { type PoolClient } from 'pg';

/** Whose it is in the case: the reporter’s, of the answer to the reporter, or of what a contributor gave the lead. */
export type AttachedBy = 'reporter' | 'lead' | 'contributor';

interface Unclaimed {
  id: string;
  master_key: string;
  wrapped: Buffer;
}

/** Of the ids those that the complaint may use: uploaded and nobody's yet, or its own already. */
export async function usableAttachments(
  database: Pick<PoolClient, 'query'>,
  complaintId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await database.query<{ id: string }>(
    `select id from files.attachment
     where id = any($1::uuid[]) and stored and not gone and coalesce(complaint_id, $2) = $2`,
    [ids, complaintId],
  );
  return new Set(rows.map(({ id }) => id));
}

export interface Claim {
  readonly complaintId: string;
  readonly ids: readonly string[];
  readonly by: AttachedBy;
  readonly master: MasterKey;
  /** seals an attachment's key with the words of the complaint */
  readonly seal: (key: Buffer) => string | Promise<string>;
}

/**
 * Makes uploads a complaint's own, within the caller's transaction: their keys are sealed with its words from now on,
 * so that an erasure of the words takes them along.
 */
export async function claimAttachments(
  client: PoolClient,
  { complaintId, ids, by, master, seal }: Claim,
): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await client.query<Unclaimed>(
    `select id, master_key, wrapped from files.attachment
     where id = any($1::uuid[]) and complaint_id is null and not gone order by id for update`,
    [ids],
  );
  for (const { id, master_key, wrapped } of rows) {
    const sealed = await seal(await master.unwrap(wrapped, master_key));
    await client.query(
      `update files.attachment
       set complaint_id = $2, sealed_key = $3, attached_by = $4, master_key = null, wrapped = null where id = $1`,
      [id, complaintId, sealed, by],
    );
  }
}
