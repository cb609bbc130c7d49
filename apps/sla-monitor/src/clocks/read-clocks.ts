import { type Clock, clockItem } from '@satupintu/domain';
import { isId } from '@satupintu/events';
import { invalidCursor, parseCursor } from '@satupintu/service';
import { type Pool } from 'pg';
import { type ClockScope } from './scope';

export interface ClockFilter {
  readonly complaintId?: string | undefined;
  readonly state?: string | undefined;
  readonly kind?: string | undefined;
  readonly organisation?: string | undefined;
  readonly dueBefore?: string | undefined;
}

/** Sort key of a row: due time (`infinity` where a year has no list), then id. */
export interface ClockKey {
  readonly due: string;
  readonly clockId: string;
}

export interface ClockRow {
  readonly clock_id: string;
  readonly due_at: Date | null;
  readonly item: ReturnType<typeof clockItem>;
}

interface StoredRow {
  readonly clock_id: string;
  readonly due_at: Date | null;
  readonly complaint_id: string;
  readonly clock: Clock;
}

export const firstKey: ClockKey = { due: '-infinity', clockId: '00000000-0000-0000-0000-000000000000' };
export const keyOf = (row: ClockRow): [string, string] => [
  row.due_at?.toISOString() ?? 'infinity',
  row.clock_id,
];

const isDue = (value: unknown): value is string =>
  value === 'infinity' ||
  (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)));

/** @throws Problem 400 `invalid-cursor` */
export function parseKey(cursor: string): ClockKey {
  const [due, clockId] = parseCursor(cursor, 2);
  if (isDue(due) && isId(clockId)) return { due, clockId };
  throw invalidCursor();
}

/** One page, what is due first. Bounds that are null fall away when the statement is planned. */
const clocksSql = `
select clock_id, due_at, complaint_id,
  (select state -> 'clocks' -> clock_id::text from case_state s where s.complaint_id = page.complaint_id) as clock
from (
select clock_id, due_at, complaint_id from clock
where ($1::uuid is null or complaint_id = $1)
  and ($2::text is null or state = $2)
  and ($3::text is null or kind = $3)
  and ($4::text is null or organisation = $4)
  and ($5::timestamptz is null or due_at < $5)
  and ($6::text[] is null or parties && $6 or deciding = any($7))
  and ($8::text is null or province = $8 or unit = $9)
  and ($10 = 'all' or not restricted or ($10 = 'its part' and (handlers && $6 or deciding = any($7))))
  and (coalesce(due_at, 'infinity'), clock_id) > ($11::timestamptz, $12::uuid)
order by coalesce(due_at, 'infinity'), clock_id
limit $13) as page
order by coalesce(due_at, 'infinity'), clock_id`;

export async function readClocks(
  pool: Pool,
  filter: ClockFilter,
  scope: ClockScope,
  after: ClockKey,
  limit: number,
): Promise<ClockRow[]> {
  const { complaintId, state, kind, organisation, dueBefore } = filter;
  // What has not the shape of an id is the id of nothing.
  if (complaintId !== undefined && !isId(complaintId)) return [];
  const bounds = [scope.bodies, scope.decides, scope.province, scope.office, scope.sees];
  const values = [
    complaintId,
    state,
    kind,
    organisation,
    dueBefore,
    ...bounds,
    after.due,
    after.clockId,
    limit,
  ];
  const { rows } = await pool.query<StoredRow>(clocksSql, values);
  return rows.map(({ clock_id, due_at, complaint_id, clock }) => ({
    clock_id,
    due_at,
    item: clockItem({ complaintId: complaint_id }, clock),
  }));
}

/** The complaint that a clock belongs to; undefined for a clock that nobody has. */
export async function complaintOf(pool: Pool, clockId: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ complaint_id: string }>(
    'select complaint_id from clock where clock_id = $1',
    [clockId],
  );
  return rows[0]?.complaint_id;
}
