import { type Pool } from 'pg';
import { type CaseRecord } from './case-list';

const joinedSql = `
with recursive joined as (
  select complaint_id as lead, complaint_id from unnest($1::uuid[]) as l (complaint_id)
  union
  select j.lead, c.complaint_id from joined j join case_row c on c.merged_into = j.complaint_id
)
select lead, count(*)::integer as reporters from joined group by lead`;

/**
 * Cases with the reporters of all that follow them: a case that others follow may follow another one later, and its
 * reporters count there, each once. Where nobody follows, the row says it all.
 */
export async function withReporters<R extends CaseRecord>(pool: Pool, rows: readonly R[]): Promise<R[]> {
  const leads = rows.filter(({ reporters }) => reporters > 1).map(({ complaint_id }) => complaint_id);
  if (leads.length === 0) return [...rows];
  const counted = await pool.query<{ lead: string; reporters: number }>(joinedSql, [leads]);
  const reporters = new Map(counted.rows.map((row) => [row.lead, row.reporters]));
  return rows.map((row) => ({ ...row, reporters: reporters.get(row.complaint_id) ?? row.reporters }));
}
