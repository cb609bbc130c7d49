import { type LogCursor, mergePartitions, seenOf } from '@satupintu/service';
import { type Pool } from 'pg';
import { type CaseScope, scopeSql, scopeValues } from '../scope';

interface Row {
  partition: number;
  offset_: string;
  complaint_id: string;
  tracking_id: string;
  level: number;
  to_: string;
  reason: string;
  clock_id: string;
  due_at: Date;
  escalated_at: Date;
}

/** The first steps of each partition that the reader has not seen. */
const escalationsSql = `
select seen.partition, e.* from unnest($1::int[], $2::bigint[]) as seen(partition, offset_)
cross join lateral (
  select e.offset_, e.complaint_id, c.tracking_id, e.level, e.to_, e.reason, e.clock_id, e.due_at, e.escalated_at
  from escalation e join case_row c using (complaint_id)
  where e.partition = seen.partition and e.offset_ > seen.offset_
    and ($3::timestamptz is null or e.escalated_at >= $3)
    and ${scopeSql(4)}
  order by e.offset_ limit $7
) e
order by seen.partition, e.offset_`;

const shown = (row: Row) => ({
  complaintId: row.complaint_id,
  trackingId: row.tracking_id,
  level: row.level,
  to: row.to_,
  reason: row.reason,
  clockId: row.clock_id,
  dueAt: row.due_at.toISOString(),
  escalatedAt: row.escalated_at.toISOString(),
});

/**
 * Steps of the ladder in the log's order. The log has an order per complaint only: between complaints the instants
 * decide. A cursor of offsets, not of instants, because a step may be written later than its own instant.
 */
export async function readEscalations(
  pool: Pool,
  since: string | undefined,
  scope: CaseScope,
  cursor: LogCursor,
  limit: number,
) {
  const values = [...seenOf(cursor), since, ...scopeValues(scope), limit + 1];
  const { rows } = await pool.query<Row>(escalationsSql, values);
  const placed = rows.map((row) => ({
    partition: row.partition,
    offset: Number(row.offset_),
    at: row.escalated_at.toISOString(),
    item: shown(row),
  }));
  const page = mergePartitions(placed, cursor, limit);
  return {
    items: page.items.map(({ item }) => item),
    cursor: page.cursor,
    more: rows.length > page.items.length,
  };
}
