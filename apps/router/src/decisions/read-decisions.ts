import { type Actor } from '@satupintu/events';
import { type Pool } from 'pg';

interface Row {
  at: Date;
  kind: string;
  by: Actor;
  said: Record<string, unknown>;
}

/** All decisions on a complaint, in the order of the log. */
export async function readDecisions(pool: Pool, complaintId: string): Promise<object[]> {
  const { rows } = await pool.query<Row>(
    `select at, kind, by, said from decision where complaint_id = $1 order by offset_`,
    [complaintId],
  );
  return rows.map(({ at, kind, by, said }) => ({ ...said, at: at.toISOString(), kind, by }));
}
