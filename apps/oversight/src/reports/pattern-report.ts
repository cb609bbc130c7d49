import { type Pool } from 'pg';
import { type CaseScope, scopeSql, scopeValues } from '../scope';
import { type ReportPeriod } from './agency-report';

/** Most rows of each part: what repeats most comes first. */
const most = 200;

/** The same topic in the same regency or city in the same month, more than once. */
const repeatsSql = `
select c.category, left(c.region, 5) as region, to_char(c.filed_at at time zone 'Asia/Jakarta', 'YYYY-MM') as month, count(*)::int as count
from case_row c
where c.filed_at >= $1 and c.filed_at < $2 and c.filed_at <= $3 and c.category is not null and c.region is not null and ${scopeSql(4)}
group by 1, 2, 3 having count(*) > 1
order by count(*) desc, 3 desc, 1, 2 limit $7`;

/** Who refuses to whom. */
const refusalsSql = `
select h.organisation, h.proposed, count(*)::int as count
from handling h join case_row c using (complaint_id)
where h.declined_at >= $1 and h.declined_at < $2 and h.declined_at <= $3 and ${scopeSql(4)}
group by 1, 2 order by count(*) desc, 1, 2 limit $7`;

/** Answered, but the reporter says it is not solved. */
const disputedSql = `
with answer as (
  select h.organisation,
    exists (select from jsonb_array_elements_text(h.disputed_at) as dispute(at) where at::timestamptz <= $3) as disputed
  from handling h join case_row c using (complaint_id)
  where h.substantive_at >= $1 and h.substantive_at < $2 and h.substantive_at <= $3 and ${scopeSql(4)}
)
select organisation, count(*)::int as answered, (count(*) filter (where disputed))::int as disputed
from answer group by 1 having bool_or(disputed)
order by disputed desc, 1 limit $7`;

/** Bodies that were asked and did nothing at all. */
const silentSql = `
select h.organisation, count(*)::int as received, min(h.offered_at) as since
from handling h join case_row c using (complaint_id)
where h.offered_at >= $1 and h.offered_at < $2 and h.offered_at <= $3 and ${scopeSql(4)}
group by 1
having bool_and(coalesce(least(h.accepted_at, h.first_answer_at, h.substantive_at, h.declined_at) > $3, true))
order by received desc, 1 limit $7`;

interface Repeat {
  category: string;
  region: string;
  month: string;
  count: number;
}
interface Refusal {
  organisation: string;
  proposed: string;
  count: number;
}
interface Disputed {
  organisation: string;
  answered: number;
  disputed: number;
}
interface Silent {
  organisation: string;
  received: number;
  since: Date;
}

/** What repeats, who refuses to whom, what was answered but disputed, who is silent. */
export async function patternReport(pool: Pool, { from, before, asOf }: ReportPeriod, scope: CaseScope) {
  const values = [from, before, asOf, ...scopeValues(scope), most];
  const [repeats, refusals, disputed, silent] = await Promise.all([
    pool.query<Repeat>(repeatsSql, values),
    pool.query<Refusal>(refusalsSql, values),
    pool.query<Disputed>(disputedSql, values),
    pool.query<Silent>(silentSql, values),
  ]);
  return {
    repeats: repeats.rows,
    refusals: refusals.rows,
    disputed: disputed.rows,
    silent: silent.rows.map((row) => ({ ...row, since: row.since.toISOString() })),
  };
}
