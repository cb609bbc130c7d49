import { isId } from '@satupintu/events';
import { invalidCursor, parseCursor } from '@satupintu/service';
import { type Static } from '@sinclair/typebox';
import { type Pool } from 'pg';
import { type NoticeItem } from './notice-row';
import { type NoticeScope } from './scope';
import { type NoticeShown } from './shapes';

type Shown = Static<typeof NoticeShown>;

interface Row {
  readonly clock_id: string;
  readonly kind: Shown['kind'];
  readonly level: number;
  readonly at: Date;
  readonly complaint_id: string;
  readonly urgent: boolean;
  readonly item: NoticeItem;
  readonly state: Shown['state'];
  readonly notice_id: string | null;
  readonly attempts: number | null;
  readonly problem: string | null;
  readonly next_attempt_at: Date | null;
}

export interface NoticeFilter {
  readonly state?: Shown['state'] | undefined;
  readonly complaintId?: string | undefined;
}

/** Sort key of the list: at, clock, kind, level. */
export type NoticeKey = readonly [at: string, clockId: string, kind: string, level: number];
export const firstKey: NoticeKey = ['-infinity', '00000000-0000-0000-0000-000000000000', '', 0];
export const keyOf = ({ at, clock_id, kind, level }: Row): [string, string, string, number] => [
  at.toISOString(),
  clock_id,
  kind,
  level,
];

/** @throws Problem 400 `invalid-cursor` */
export function parseKey(cursor: string): NoticeKey {
  const [at, clockId, kind, level] = parseCursor(cursor, 4);
  const isPlace = typeof at === 'string' && !Number.isNaN(Date.parse(at)) && isId(clockId);
  if (isPlace && typeof kind === 'string' && typeof level === 'number') return [at, clockId, kind, level];
  throw invalidCursor();
}

/** In a view a row is pending; whether it can go anywhere, and whether it is on its way, is known beside the log. */
const noticesSql = `
select * from (
  select n.*, d.notice_id, d.attempts, d.problem, d.next_attempt_at,
    case when n.state <> 'pending' then n.state
      when d.attempts > 0 then 'sending'
      when c.by = any($9) then 'pending'
      else 'no_contact' end as shown
  from notice n
  left join notice_contact c on n.state = 'pending' and c.addressee = n.addressee
  left join notice_item i on n.state = 'pending' and i.clock_id = n.clock_id and i.kind = n.kind
    and i.level = n.level and i.at = n.at
  left join notice_delivery d on d.notice_id = i.notice_id
  where ($1::uuid is null or n.complaint_id = $1)
    and ($2::text is null or n.organisation = $2)
    and ($3::text is null or n.addressee = $3
      or exists (select from clock k where k.clock_id = n.clock_id and k.province = $4))
    and (n.at, n.clock_id, n.kind, n.level) > ($5::timestamptz, $6::uuid, $7::text, $8::integer)
) n
where $10::text is null or shown = $10
order by at, clock_id, kind, level
limit $11`;

export async function readNotices(
  pool: Pool,
  { state, complaintId }: NoticeFilter,
  scope: NoticeScope,
  { after, ways, limit }: { after: NoticeKey; ways: readonly string[]; limit: number },
): Promise<Row[]> {
  // What has not the shape of an id is the id of nothing.
  if (complaintId !== undefined && !isId(complaintId)) return [];
  const { organisation, office, province } = scope;
  const values = [complaintId, organisation, office, province, ...after, ways, state, limit];
  const { rows } = await pool.query<Row & { shown: Shown['state'] }>(noticesSql, values);
  return rows.map(({ shown, ...row }) => ({ ...row, state: shown }));
}

/** A notice as the list shows it. */
export function itemOf(row: Row): Shown {
  const { clock_id: clockId, complaint_id: complaintId, kind, level, at, urgent, state, item } = row;
  return {
    complaintId,
    clockId,
    kind,
    ...(kind === 'step' && { level }),
    at: at.toISOString(),
    urgent,
    state,
    ...item,
    ...(state === 'sending' && sending(row)),
  } as Shown;
}

const sending = ({ notice_id, attempts, problem, next_attempt_at }: Row) => ({
  ...(notice_id !== null && { noticeId: notice_id }),
  ...(attempts !== null && { attempts }),
  ...(problem !== null && { problem }),
  ...(next_attempt_at !== null && { nextAttemptAt: next_attempt_at.toISOString() }),
});
