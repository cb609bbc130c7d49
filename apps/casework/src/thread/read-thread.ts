import { type Actor } from '@satupintu/events';
import { type Vault } from '@satupintu/vault';
import { type Pool } from 'pg';
import { type EntryKind } from './thread-row';

export interface Message {
  readonly messageId: string;
  readonly at: string;
  readonly by: Actor;
  readonly kind: EntryKind;
  /** the part in the case that it is about */
  readonly dispositionId?: string;
  /** null: erased */
  readonly text: string | null;
  readonly attachments: readonly string[];
}

interface Row {
  offset_: string;
  message_id: string;
  kind: EntryKind;
  disposition_id: string | null;
  attachments: string[] | null;
  at: Date;
  role: Actor['role'];
  organisation: string | null;
  unit: string | null;
  words: string;
}

const byOf = ({ role, organisation, unit }: Row): Actor => ({
  role,
  ...(organisation === null ? {} : { organisation }),
  ...(unit === null ? {} : { unit }),
});
const textOf = (opened: unknown): string | null => (opened as { text?: string } | undefined)?.text ?? null;

/** Messages of a case after an offset of its partition, oldest first, with their words opened. */
export async function readThread(
  pool: Pool,
  vault: Vault,
  complaintId: string,
  after: number,
  limit: number,
): Promise<{ offset: number; message: Message }[]> {
  const { rows } = await pool.query<Row>(
    `select offset_, message_id, kind, disposition_id, attachments, at, role, organisation, unit, words from thread
     where complaint_id = $1 and offset_ > $2 order by offset_ limit $3`,
    [complaintId, after, limit],
  );
  const opened = await vault.open(
    rows.map(({ words }) => ({ complaintId, sealed: words, purpose: 'thread' })),
  );
  return rows.map((row, n) => ({ offset: Number(row.offset_), message: messageOf(row, textOf(opened[n])) }));
}

const messageOf = (row: Row, text: string | null): Message => ({
  messageId: row.message_id,
  at: row.at.toISOString(),
  by: byOf(row),
  kind: row.kind,
  ...(row.disposition_id !== null && { dispositionId: row.disposition_id }),
  text,
  attachments: row.attachments ?? [],
});
