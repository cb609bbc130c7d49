import { type Pool } from 'pg';
import { isOpenSql } from '../desk/is-open';
import { type InboxScope } from '../desk/scope';

/** A thread in which another body spoke last. */
export interface ThreadNews {
  readonly complaintId: string;
  readonly dispositionId: string;
  readonly lastAt: string;
  readonly by: { readonly organisation?: string; readonly unit?: string };
}

interface Row {
  complaint_id: string;
  disposition_id: string;
  at: Date;
  organisation: string | null;
  unit: string | null;
}

/**
 * Threads of a body’s (or unit’s) open cases in which somebody else spoke last, latest first, as far as the reader sees
 * the cases. Who has read what is not kept: news is what nobody here has answered.
 */
export async function threadsWithNews(
  pool: Pool,
  { organisation, unit }: { readonly organisation: string; readonly unit?: string },
  scope: Pick<InboxScope, 'unit' | 'sees'>,
  limit: number,
): Promise<ThreadNews[]> {
  const { rows } = await pool.query<Row>(
    `select d.complaint_id, d.disposition_id, t.at, t.organisation, t.unit
     from disposition d cross join lateral (
       select at, organisation, unit from thread where complaint_id = d.complaint_id order by offset_ desc limit 1
     ) t
     where d.organisation = $1 and ($2::text is null or coalesce(d.unit, '') = $2) and takes_part and ${isOpenSql}
       and ($4 <> 'unrestricted' or not d.restricted)
       and t.organisation is distinct from $1
     order by t.at desc, d.disposition_id limit $3`,
    [organisation, unit ?? scope.unit, limit, scope.sees],
  );
  return rows.map((row) => ({
    complaintId: row.complaint_id,
    dispositionId: row.disposition_id,
    lastAt: row.at.toISOString(),
    by: {
      ...(row.organisation !== null && { organisation: row.organisation }),
      ...(row.unit !== null && { unit: row.unit }),
    },
  }));
}
