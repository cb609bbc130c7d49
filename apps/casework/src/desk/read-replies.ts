import { type Vault } from '@satupintu/vault';
import { type Pool } from 'pg';

/** How much the reporter of a case has said since the filing, and when last. */
export interface ReplyCount {
  readonly replies: number;
  readonly lastAt: string;
}

/** Of the cases of a page; one that nothing was said about is absent. */
export async function countReplies(
  pool: Pool,
  complaintIds: readonly string[],
): Promise<Map<string, ReplyCount>> {
  const { rows } = await pool.query<{ complaint_id: string; replies: number; last_at: Date }>({
    name: 'reply-count',
    text: `select complaint_id, count(*)::integer as replies, max(at) as last_at
      from reply where complaint_id = any($1::uuid[]) group by complaint_id`,
    values: [complaintIds],
  });
  return new Map(
    rows.map((row) => [row.complaint_id, { replies: row.replies, lastAt: row.last_at.toISOString() }]),
  );
}

/** One thing that a reporter said; `text` null: erased. */
export interface Reply {
  readonly complaintId: string;
  readonly at: string;
  readonly kind: string;
  readonly text?: string | null;
  readonly rating?: number;
  readonly attachments: readonly string[];
}

interface Row {
  complaint_id: string;
  kind: string;
  at: Date;
  words: string | null;
  rating: number | null;
  attachments: string[];
}

const textIn = (opened: unknown): string | null =>
  typeof opened === 'object' && opened !== null && 'text' in opened && typeof opened.text === 'string'
    ? opened.text
    : null;

/** What the reporters of some cases said, oldest first, with words opened. */
export async function readReplies(
  pool: Pool,
  vault: Vault,
  complaintIds: readonly string[],
): Promise<Reply[]> {
  const { rows } = await pool.query<Row>(
    `select complaint_id, kind, at, words, rating, attachments from reply
     where complaint_id = any($1::uuid[]) order by at, complaint_id, offset_`,
    [complaintIds],
  );
  const said = rows.flatMap(({ complaint_id: complaintId, words }) =>
    words === null ? [] : [{ complaintId, sealed: words, purpose: 'handling' }],
  );
  const opened = await vault.open(said);
  let next = 0;
  return rows.map(({ complaint_id: complaintId, at, kind, words, rating, attachments }) => ({
    complaintId,
    at: at.toISOString(),
    kind,
    ...(words !== null && { text: textIn(opened[next++]) }),
    ...(rating !== null && { rating }),
    attachments,
  }));
}
