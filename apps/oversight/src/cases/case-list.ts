import { type Pool } from 'pg';
import { type CaseScope, scopeSql, scopeValues } from '../scope';
import { withReporters } from './reporters';
import { searchQuery } from './search-words';
import { type PageStart, type Sorting } from './case-sort';

export interface CaseFilter {
  readonly overdue?: boolean | undefined;
  readonly escalated?: boolean | undefined;
  readonly organisation?: string | undefined;
  readonly class?: string | undefined;
  readonly category?: string | undefined;
  /** a region and all that lies in it */
  readonly region?: string | undefined;
  readonly status?: string | undefined;
  readonly filedFrom?: string | undefined;
  /** up to this instant, itself not included */
  readonly filedBefore?: string | undefined;
  /** words of the complaint, or its tracking ID */
  readonly q?: string | undefined;
}

/** A row of `case_row` as Postgres gives it. */
export interface CaseRecord {
  complaint_id: string;
  tracking_id: string;
  status: string;
  closed_reason: string | null;
  class: string;
  category: string | null;
  region: string | null;
  organisation: string;
  unit: string | null;
  filed_at: Date;
  ended_at: Date | null;
  due_at: Date | null;
  overdue: boolean;
  escalation_level: number;
  hops: number;
  disputes: number;
  reporters: number;
  paused_for: number;
  paused_since: Date | null;
}
export type Listed = CaseRecord & { readonly sort_key: Date | number };

/** The key of a row for a cursor. Postgres' infinities come as numbers. */
export function sortKeyOf({ sort_key: key }: Listed): string | number {
  if (key instanceof Date) return key.toISOString();
  return Number.isFinite(key) ? key : key > 0 ? 'infinity' : '-infinity';
}

/** Bounds that are null fall away when the statement is planned. */
const filterSql = `
  $1::timestamptz is not null
  and ($2::boolean is null or c.overdue = $2)
  and ($3::boolean is null or (c.escalation_level > 0) = $3)
  and ($4::text is null or c.organisation = $4)
  and ($5::text is null or c.class = $5)
  and ($6::text is null or c.category = $6)
  and ($7::text is null or c.region = $7 or starts_with(c.region, $7 || '.'))
  and ($8::text is null or c.status = $8)
  and ($9::timestamptz is null or c.filed_at >= $9)
  and ($10::timestamptz is null or c.filed_at < $10)
  and ($11::text is null or c.complaint_id in (
    select complaint_id from case_words where words @@ $11::tsquery
    union all select complaint_id from case_row where tracking_id = $12))
  and ${scopeSql(13)}`;

function pageSql({ sql, type, descending }: Sorting): string {
  const direction = descending ? 'desc' : 'asc';
  return `
    select c.*, ${sql} as sort_key from case_row c
    where ${filterSql}
      and ($16::${type} is null or (${sql}, c.complaint_id) ${descending ? '<' : '>'} ($16::${type}, $17::uuid))
    order by ${sql} ${direction}, c.complaint_id ${direction}
    limit $18`;
}

/** Cases of a scope that pass the filter, one page in the order of the sorting. */
export async function listCases(
  pool: Pool,
  filter: CaseFilter,
  scope: CaseScope,
  sorting: Sorting,
  { now, after }: PageStart,
  limit: number,
): Promise<Listed[]> {
  const { overdue, escalated, organisation, category, region, status, filedFrom, filedBefore, q } = filter;
  const bounds = [
    overdue,
    escalated,
    organisation,
    filter.class,
    category,
    region,
    status,
    filedFrom,
    filedBefore,
  ];
  const asked = q === undefined ? [undefined, undefined] : [searchQuery(q), q.trim().toUpperCase()];
  const values = [now, ...bounds, ...asked, ...scopeValues(scope), after?.key, after?.complaintId, limit];
  const { rows } = await pool.query<Listed>(pageSql(sorting), values);
  return withReporters(pool, rows);
}
