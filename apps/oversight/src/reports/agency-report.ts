import { type Pool } from 'pg';
import { type CaseScope, scopeSql, scopeValues } from '../scope';

/** What a report covers: dispositions offered in `from` ≤ t < `before`, as it was known at `asOf`. */
export interface ReportPeriod {
  readonly from: string;
  readonly before: string;
  readonly asOf: string;
}

/** How a body did. Days are from the naming of the unit (else the offer) to the first answer in substance. */
export interface AgencyFigures {
  readonly organisation: string;
  readonly received: number;
  readonly answeredInTime: number;
  readonly late: number;
  readonly openOverdue: number;
  readonly untouched: number;
  readonly medianDays: number | null;
  readonly p90Days: number | null;
  readonly declined: number;
  readonly disputed: number;
  readonly escalated: number;
}

/** Instants after `asOf` had not happened yet; due times are those of the calendar that is known now. */
const figuresSql = `
with known as (
  select h.organisation, h.disposition_id, h.due_at,
    extract(epoch from h.substantive_at - coalesce(h.unit_named_at, h.offered_at)) / 86400 as days,
    h.substantive_at <= $3 as answered,
    coalesce(least(h.declined_at, h.withdrawn_at, h.case_ended_at) <= $3, false) as ended,
    coalesce(h.declined_at <= $3, false) as declined,
    coalesce(least(h.accepted_at, h.first_answer_at, h.substantive_at) <= $3, false) as touched,
    coalesce(h.substantive_at <= h.due_at, true) as in_time,
    exists (select from jsonb_array_elements_text(h.disputed_at) as disputed(at) where at::timestamptz <= $3) as disputed,
    exists (select from escalation e where e.disposition_id = h.disposition_id and e.escalated_at <= $3) as escalated
  from handling h join case_row c using (complaint_id)
  where h.offered_at >= $1 and h.offered_at < $2 and h.offered_at <= $3
    and ($5::text[] is null or h.organisation = any($5)) and ${scopeSql(4)}
)
select organisation,
  count(*)::int as "received",
  count(*) filter (where answered and in_time)::int as "answeredInTime",
  count(*) filter (where answered and not in_time)::int as "late",
  count(*) filter (where answered is not true and not ended and due_at < $3)::int as "openOverdue",
  count(*) filter (where not touched and not ended)::int as "untouched",
  percentile_cont(0.5) within group (order by days) filter (where answered) as "medianDays",
  percentile_cont(0.9) within group (order by days) filter (where answered) as "p90Days",
  count(*) filter (where declined)::int as "declined",
  count(*) filter (where disputed)::int as "disputed",
  count(*) filter (where escalated)::int as "escalated"
from known group by organisation order by organisation`;

const tenths = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);

export async function agencyReport(
  pool: Pool,
  period: ReportPeriod,
  scope: CaseScope,
): Promise<AgencyFigures[]> {
  const { rows } = await pool.query<AgencyFigures>(figuresSql, [
    period.from,
    period.before,
    period.asOf,
    ...scopeValues(scope),
  ]);
  return rows.map((row) => ({ ...row, medianDays: tenths(row.medianDays), p90Days: tenths(row.p90Days) }));
}
