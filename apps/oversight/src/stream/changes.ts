import { PARTITIONS } from '@satupintu/events';
import { encodeCursor, type LogCursor, mergePartitions, seenOf } from '@satupintu/service';
import { type Pool } from 'pg';
import { type CaseScope, scopeSql, scopeValues } from '../scope';

/** One message of the stream: a step of the ladder, or another change of a case. No words, no persons. */
export interface Change {
  readonly event: 'escalation' | 'change';
  /** what to send as `Last-Event-ID` to go on after it */
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Row {
  partition: number;
  offset_: string;
  complaint_id: string;
  tracking_id: string;
  type: string;
  at: Date;
  status: string;
  overdue: boolean;
  escalation_level: number;
}

const most = 200;

const changesSql = `
select seen.partition, f.* from unnest($1::int[], $2::bigint[]) as seen(partition, offset_)
cross join lateral (
  select f.offset_, f.complaint_id, c.tracking_id, f.type, f.at, c.status, c.overdue, c.escalation_level
  from fact f join case_row c using (complaint_id)
  where f.partition = seen.partition and f.offset_ > seen.offset_ and f.verdict = 'applied' and ${scopeSql(3)}
  order by f.offset_ limit $6
) f
order by seen.partition, f.offset_`;

const dataOf = (row: Row) => ({
  complaintId: row.complaint_id,
  trackingId: row.tracking_id,
  type: row.type,
  at: row.at.toISOString(),
  status: row.status,
  overdue: row.overdue,
  escalationLevel: row.escalation_level,
});

/**
 * What has changed since a cursor, in order per complaint, and the cursor after it. Where nothing more is to be told
 * the cursor goes to the end, over what the listener may not see.
 */
export async function readChanges(pool: Pool, scope: CaseScope, cursor: LogCursor) {
  const end = await endOfFacts(pool);
  const { rows } = await pool.query<Row>(changesSql, [...seenOf(cursor), ...scopeValues(scope), most]);
  const placed = rows.map((row) => ({ ...row, offset: Number(row.offset_), at: row.at.toISOString(), row }));
  const page = mergePartitions(placed, cursor, most);
  let seen = cursor;
  const changes = page.items.map(({ row, partition, offset }): Change => {
    seen = new Map(seen).set(partition, offset);
    return {
      event: row.type === 'CaseEscalated' ? 'escalation' : 'change',
      id: encodeCursor(seen),
      data: dataOf(row),
    };
  });
  return { changes, cursor: changes.length < most ? later(page.cursor, end) : page.cursor };
}

function later(cursor: LogCursor, end: LogCursor): LogCursor {
  const reached = new Map(cursor);
  for (const [partition, offset] of end)
    reached.set(partition, Math.max(offset, reached.get(partition) ?? -1));
  return reached;
}

/** The end of what is projected: a new listener hears of what comes after it. */
export async function endOfFacts(pool: Pool): Promise<LogCursor> {
  const { rows } = await pool.query<{ partition: number; offset_: string }>(
    `select seen.partition, last.offset_ from generate_series(0, $1::int - 1) as seen(partition)
     cross join lateral (
       select offset_ from fact where partition = seen.partition order by offset_ desc limit 1
     ) last`,
    [PARTITIONS],
  );
  return new Map(rows.map(({ partition, offset_ }) => [partition, Number(offset_)]));
}
