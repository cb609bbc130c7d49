import { isId } from '@satupintu/events';
import { invalidCursor, parseCursor } from '@satupintu/service';
import { type Pool } from 'pg';
import { type InboxScope } from './scope';

export interface InboxFilter {
  readonly organisation?: string | undefined;
  readonly unit?: string | undefined;
  readonly status?: string | undefined;
  readonly dueUpTo?: string | undefined;
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

/** One page of an inbox, what is due first. Bounds that are null fall away when the statement is planned. */
const inboxSql = `
select disposition_id, complaint_id, due_at from disposition
where ($1::text is null or organisation = $1)
  and ($2::text is null or unit = $2)
  and ($3::text is null or status = $3)
  and ($4::timestamptz is null or due_at <= $4)
  and ($5::text[] is null or organisation = any($5))
  and ($6::text is null or coalesce(unit, '') = $6)
  and ($7::text is null or province = $7 or unit = $8)
  and ($9 = 'all' or not restricted or ($9 = 'its part' and takes_part))
  and ($9 <> 'its part' or takes_part or status <> 'withdrawn')
  and (coalesce(due_at, 'infinity'), disposition_id) > ($10::timestamptz, $11::uuid)
order by coalesce(due_at, 'infinity'), disposition_id
limit $12`;

export async function readInbox(
  pool: Pool,
  filter: InboxFilter,
  scope: InboxScope,
  after: InboxKey,
  limit: number,
): Promise<InboxRow[]> {
  const { organisation, unit, status, dueUpTo } = filter;
  const bounds = [scope.organisations, scope.unit, scope.province, scope.office, scope.sees];
  const values = [organisation, unit, status, dueUpTo, ...bounds, after.due, after.dispositionId, limit];
  const { rows } = await pool.query<InboxRow>(inboxSql, values);
  return rows;
}
