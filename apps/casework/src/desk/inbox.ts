import { isId } from '@satupintu/events';
import { invalidCursor, parseCursor } from '@satupintu/service';
import { type Pool } from 'pg';
import { goesOnSql } from './is-open';
import { type InboxScope } from './scope';

export interface InboxFilter {
  readonly organisation?: string | undefined;
  readonly unit?: string | undefined;
  readonly status?: string | undefined;
  readonly dueUpTo?: string | undefined;
  readonly part?: string | undefined;
  readonly class?: string | undefined;
  /** `jalan` means `jalan/berlubang` too */
  readonly category?: string | undefined;
  readonly emergency?: boolean | undefined;
  readonly waitsFor?: string | undefined;
  /** of cases that are not over, or only of those that are */
  readonly open?: boolean | undefined;
}

/** Sort key of a row: due time (`infinity` where nothing is due), then id. */
export interface InboxKey {
  readonly due: string;
  readonly dispositionId: string;
}

export interface InboxRow {
  readonly disposition_id: string;
  readonly complaint_id: string;
  readonly due_at: Date | null;
}

export const firstKey: InboxKey = { due: '-infinity', dispositionId: '00000000-0000-0000-0000-000000000000' };
export const keyOf = (row: InboxRow): [string, string] => [
  row.due_at?.toISOString() ?? 'infinity',
  row.disposition_id,
];

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const isDue = (value: unknown): value is string =>
  value === 'infinity' ||
  (typeof value === 'string' && instant.test(value) && !Number.isNaN(Date.parse(value)));

/** @throws Problem 400 `invalid-cursor` */
export function parseKey(cursor: string): InboxKey {
  const [due, dispositionId] = parseCursor(cursor, 2);
  if (isDue(due) && isId(dispositionId)) return { due, dispositionId };
  throw invalidCursor();
}

/** Which rows somebody asks for, of those that they may see. Bounds that are null fall away when it is planned. */
const wanted = `
      ($1::text is null or organisation = $1)
  and ($2::text is null or coalesce(unit, '') = $2)
  and ($3::text is null or status = $3)
  and ($4::timestamptz is null or coalesce(due_at, 'infinity') <= $4)
  and ($5::text is null or part = $5)
  and ($6::text is null or class = $6)
  and ($7::text is null or category = $7 or starts_with(category, $7 || '/'))
  and ($8::boolean is null or emergency = $8)
  and ($9::text is null or waits_for = $9)
  and ($10::text[] is null or organisation = any($10))
  and ($11::text is null or province = $11 or unit = $12)
  and ($13 = 'all' or not restricted or ($13 = 'its part' and takes_part))
  and ($13 = 'all' or takes_part or status <> 'withdrawn')
  and ($14::boolean is null or (${goesOnSql}) = $14)`;

/** One page of an inbox, what is due first. */
const pageSql = `
select disposition_id, complaint_id, due_at from disposition
where ${wanted}
  and (coalesce(due_at, 'infinity'), disposition_id) > ($15::timestamptz, $16::uuid)
order by coalesce(due_at, 'infinity'), disposition_id
limit $17`;

/** What a body has to do in each state, and whose turn it is there. */
const countSql = `
select status, waits_for, count(*)::integer as cases,
  count(*) filter (where due_at <= $15)::integer as overdue,
  count(*) filter (where due_at > $15 and due_at <= $16)::integer as due_today
from disposition where ${wanted} group by status, waits_for`;

function valuesOf(filter: InboxFilter, scope: InboxScope): unknown[] {
  const { status, dueUpTo, part, category, emergency, waitsFor } = filter;
  const { organisations, province, office, sees } = scope;
  // Whoever sees one body, or one unit, reads along its own index without having to name it. It is said once: the
  // planner would take the same bound said twice for two, and expect next to nothing.
  const own = organisations?.length === 1 ? organisations[0] : undefined;
  const organisation = filter.organisation ?? own;
  const others = own !== undefined && organisation === own ? null : organisations;
  const unit = filter.unit ?? scope.unit;
  // It is nobody's turn in a case that is over: said, so that what is over need not be looked through.
  const open = filter.open ?? (waitsFor === undefined || waitsFor === 'nobody' ? undefined : true);
  const wish = [organisation, unit, status, dueUpTo, part, filter.class, category, emergency, waitsFor];
  return [...wish, others, province, office, sees, open];
}

export async function readInbox(
  pool: Pool,
  filter: InboxFilter,
  scope: InboxScope,
  after: InboxKey,
  limit: number,
): Promise<InboxRow[]> {
  const values = [...valuesOf(filter, scope), after.due, after.dispositionId, limit];
  const { rows } = await pool.query<InboxRow>(pageSql, values);
  return rows;
}

export interface InboxCount {
  readonly status: string;
  readonly waits_for: string;
  readonly cases: number;
  readonly overdue: number;
  readonly due_today: number;
}

/** Of cases that are not over. `endOfDay`: of the body’s own day. */
export async function countInbox(
  pool: Pool,
  filter: Omit<InboxFilter, 'open'>,
  scope: InboxScope,
  now: string,
  endOfDay: string,
): Promise<InboxCount[]> {
  const { rows } = await pool.query<InboxCount>(countSql, [
    ...valuesOf({ ...filter, open: true }, scope),
    now,
    endOfDay,
  ]);
  return rows;
}
