import { type Pool } from 'pg';

/** What was last said between the bodies on a case, and how much in all; no words. */
export interface ThreadSummary {
  readonly messages: number;
  readonly lastAt: string;
  readonly by: { readonly organisation?: string; readonly unit?: string };
}

interface Row {
  complaint_id: string;
  messages: number;
  at: Date;
  organisation: string | null;
  unit: string | null;
}

const summaryOf = ({ messages, at, organisation, unit }: Row): ThreadSummary => ({
  messages,
  lastAt: at.toISOString(),
  by: { ...(organisation !== null && { organisation }), ...(unit !== null && { unit }) },
});

/** Of the cases of a page; one in which nobody said anything is absent. */
export async function lastMessages(
  pool: Pool,
  complaintIds: readonly string[],
): Promise<Map<string, ThreadSummary>> {
  const { rows } = await pool.query<Row>(
    `select distinct on (complaint_id) complaint_id, at, organisation, unit,
       count(*) over (partition by complaint_id)::integer as messages
     from thread where complaint_id = any($1::uuid[]) order by complaint_id, offset_ desc`,
    [complaintIds],
  );
  return new Map(rows.map((row) => [row.complaint_id, summaryOf(row)]));
}
