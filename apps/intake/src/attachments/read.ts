import { type Vault } from '@satupintu/vault';
import { type Pool } from 'pg';
import { type AttachmentType } from './kind';
import { openContent } from './seal';

interface Row {
  type: AttachmentType;
  sealed_key: string;
  content: Buffer;
}

export interface Attachment {
  readonly type: AttachmentType;
  readonly content: Buffer;
}

/** An attachment of a complaint, opened; undefined where there is none, or where it was erased. */
export async function readAttachment(
  { pool, vault }: { pool: Pool; vault: Vault },
  complaintId: string,
  id: string,
): Promise<Attachment | undefined> {
  const { rows } = await pool.query<Row>(
    `select type, sealed_key, content from attachment where id = $1 and complaint_id = $2`,
    [id, complaintId],
  );
  const [row] = rows;
  if (!row) return undefined;
  const [key] = await vault.open([{ complaintId, sealed: row.sealed_key, purpose: 'attachment' }]);
  if (typeof key !== 'string') return undefined;
  return { type: row.type, content: openContent(Buffer.from(key, 'base64url'), id, row.content) };
}
