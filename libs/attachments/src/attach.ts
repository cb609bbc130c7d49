import { transaction } from '@satupintu/log';
import { type Deps, Problem } from '@satupintu/service';
import { type PoolClient } from 'pg';
import { type AttachedBy, claimAttachments, usableAttachments } from './claim';

export interface Attaching {
  readonly complaintId: string;
  readonly ids: readonly string[];
  readonly by: AttachedBy;
}

/**
 * Makes uploads the case's own: sealed with its words, gone with them. Before the facts that name them, so that none
 * names what nobody can open; a repeat finds them claimed.
 * @throws Problem 422 `unknown-attachment`
 */
export async function attach(
  { pool, vault, master }: Pick<Deps, 'pool' | 'vault' | 'master'>,
  { complaintId, ids, by }: Attaching,
): Promise<void> {
  if (ids.length === 0) return;
  const seal = (key: Buffer) => vault.seal(complaintId, 'narrative', 'attachment', key.toString('base64url'));
  await transaction(pool, async (client) => {
    await claimAttachments(client, { complaintId, ids, by, master, seal });
    // Looked at afterwards: of two complaints that want one upload at once, one is refused.
    const refusal = await attachmentRefusal(client, complaintId, ids);
    if (refusal) throw refusal;
  });
}

/** 422 where one of them is no upload, or another complaint's; undefined where the complaint may use all. */
export async function attachmentRefusal(
  database: Pick<PoolClient, 'query'>,
  complaintId: string,
  ids: readonly string[],
): Promise<Problem | undefined> {
  if (ids.length === 0) return undefined;
  const usable = await usableAttachments(database, complaintId, ids);
  const index = ids.findIndex((id) => !usable.has(id));
  if (index < 0) return undefined;
  const detail = 'There is no such attachment, or it belongs to another complaint.';
  return new Problem(422, 'unknown-attachment', detail, {
    errors: [{ pointer: `/attachments/${index}`, detail }],
  });
}
