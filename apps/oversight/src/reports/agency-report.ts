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

/** One of the stretches of a column holds `$3`. */
const during = (column: string): string => `
  (${column} is not null and exists (
    select from jsonb_to_recordset(${column}) as span("from" timestamptz, "to" timestamptz)
    where span."from" <= $3 and (span."to" is null or span."to" > $3)))`;

const disputedSql = `
  (h.disputed_at <> '[]' and exists (
    select from jsonb_array_elements_text(h.disputed_at) as dispute(at) where at::timestamptz <= $3))`;

/** A step counts from when it was recorded; a miss that was taken back took its steps along. */
const escalatedSql = `
  exists (
    select from escalation e
    where e.disposition_id = h.disposition_id and e.recorded_at <= $3 and not exists (
      select from fact f
      where f.type = 'MissAnnulled' and f.complaint_id = e.complaint_id and f.verdict = 'applied'
        and f.data ->> 'clockId' = e.clock_id::text and f.offset_ > e.offset_ and f.at <= $3))`;

/** One narrow row for each disposition: what was known of it at `$3`; what came after had not happened yet. */
const knownSql = `
  select h.organisation, answered, declined,
    ${disputedSql} as disputed,
    ${escalatedSql} as escalated,
    answered and h.in_time as in_time,
    ${during('h.overdue')} as overdue,
    not touched and not ended and not ${during('h.followed')} as untouched,
    case when answered then extract(epoch from h.substantive_at - coalesce(h.unit_named_at, h.offered_at)) / 86400 end as days
  from handling h join case_row c using (complaint_id)
  cross join lateral (
    select coalesce(h.substantive_at <= $3, false) as answered,
      coalesce(h.declined_at <= $3, false) as declined,
      coalesce(least(h.declined_at, h.withdrawn_at, h.case_ended_at) <= $3, false) as ended,
      coalesce(least(h.accepted_at, h.first_answer_at, h.substantive_at) <= $3, false) as touched) was
  where h.offered_at >= $1 and h.offered_at < $2 and h.offered_at <= $3
    and ($5::text[] is null or h.organisation = any($5)) and ${scopeSql(4)}`;

const figuresSql = `
with known as materialized (${knownSql})
select organisation,
  count(*)::int as "received",
  count(*) filter (where in_time)::int as "answeredInTime",
  count(*) filter (where answered and not in_time)::int as "late",
  count(*) filter (where overdue)::int as "openOverdue",
  count(*) filter (where untouched)::int as "untouched",
  percentile_cont(0.5) within group (order by days) as "medianDays",
  percentile_cont(0.9) within group (order by days) as "p90Days",
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
