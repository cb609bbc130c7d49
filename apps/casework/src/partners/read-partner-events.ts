import { type PartnerEvent } from '@satupintu/events';
import { type LogCursor, mergePartitions, seenOf } from '@satupintu/service';
import { type Pool } from 'pg';

interface Row {
  partition: number;
  offset_: string;
  event: PartnerEvent;
}

/**
 * The first events of each partition that the partner has not seen, of cases that its body handles and of those that it
 * filed. Where both tell of one fact, the body's own event says more. What is restricted now is not told.
 */
const eventsSql = `
select seen.partition, told.offset_, told.event
from unnest($2::int[], $3::bigint[]) as seen(partition, offset_)
cross join lateral (
  select distinct on (offset_) offset_, event from (
    (select offset_, event, 1 as source from feed
     where feed.organisation = $1 and partition = seen.partition and offset_ > seen.offset_
       and not feed.restricted and not exists (
         select from disposition d where d.disposition_id = (event #>> '{data,dispositionId}')::uuid and d.restricted)
     order by offset_ limit $4)
    union all
    (select offset_, event, 2 from filed_event filed
     where filed.organisation = $1 and partition = seen.partition and offset_ > seen.offset_
       and exists (select from filed_case c where c.organisation = $1 and c.complaint_id = filed.complaint_id
         and not c.restricted)
     order by offset_ limit $4)
  ) both_kinds order by offset_, source limit $4
) told`;

/** A page of what happened to a partner's cases: in order per complaint, each fact once, to be read on from `cursor`. */
export async function readPartnerEvents(
  pool: Pool,
  organisation: string,
  cursor: LogCursor,
  limit: number,
): Promise<{ items: PartnerEvent[]; cursor: LogCursor }> {
  const { rows } = await pool.query<Row>(eventsSql, [organisation, ...seenOf(cursor), limit]);
  const placed = rows
    .map(({ partition, offset_, event }) => ({ partition, offset: Number(offset_), at: event.time, event }))
    .sort((a, b) => a.offset - b.offset);
  const page = mergePartitions(placed, cursor, limit);
  return { items: page.items.map(({ event }) => event), cursor: page.cursor };
}
