import { type AgencyEvent } from '@satupintu/events';
import { type LogCursor, mergePartitions, type Placed, seenOf } from '@satupintu/service';
import { type Pool } from 'pg';

interface Row {
  partition: number;
  offset_: string;
  event: AgencyEvent;
}

/**
 * The first events of each partition that the reader has not seen: one short index scan per partition. What has become
 * restricted since it was told is restricted all the same.
 */
const feedSql = `
select seen.partition, told.offset_, told.event
from unnest($2::int[], $3::bigint[]) as seen(partition, offset_)
cross join lateral (
  select offset_, event from feed
  where feed.organisation = $1 and partition = seen.partition and offset_ > seen.offset_
    and ($5 or not feed.restricted and not exists (
      select from disposition d where d.disposition_id = (event #>> '{data,dispositionId}')::uuid and d.restricted))
  order by offset_ limit $4
) told`;

/** An event of a body's feed, at its place on the log. */
export interface PlacedEvent extends Placed {
  readonly event: AgencyEvent;
}

/** A page of a body's feed: in order per complaint, gapless, by instant where complaints differ; with `restricted` cases or without. */
export async function readFeed(
  pool: Pool,
  { organisation, restricted }: { organisation: string; restricted: boolean },
  cursor: LogCursor,
  limit: number,
): Promise<{ items: PlacedEvent[]; cursor: LogCursor }> {
  const { rows } = await pool.query<Row>(feedSql, [organisation, ...seenOf(cursor), limit, restricted]);
  const placed = rows.map(({ partition, offset_, event }) => ({
    partition,
    offset: Number(offset_),
    at: event.time,
    event,
  }));
  placed.sort((a, b) => a.offset - b.offset);
  return mergePartitions(placed, cursor, limit);
}
