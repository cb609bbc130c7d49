import { type Handover } from '@satupintu/service';
import { type Pool } from 'pg';
import { type InboxKey, type InboxRow } from '../desk/inbox';
import { isOpenSql } from '../desk/is-open';
import { type InboxScope } from '../desk/scope';

const atPlaceSql = `organisation = $1 and coalesce(unit, '') = $2 and offered_at <= $3 and ${isOpenSql}`;

export interface PartIds {
  readonly disposition_id: string;
  readonly complaint_id: string;
}

const placeOf = ({ organisation, unit = '', at }: Handover['data']) => [organisation, unit, at];

/** How many open parts a place has, as far as they were there at an instant. */
export async function countOpenParts(
  pool: Pool,
  place: { organisation: string; unit?: string | undefined },
  at: string,
): Promise<number> {
  const { rows } = await pool.query<{ cases: number }>(
    `select count(*)::integer as cases from disposition where ${atPlaceSql}`,
    [place.organisation, place.unit ?? '', at],
  );
  return rows[0]?.cases ?? 0;
}

/** Open parts that are still at the place which gave them away, in the order of their ids. */
export async function partsLeft(
  pool: Pool,
  { data }: Handover,
  after: string,
  limit: number,
): Promise<PartIds[]> {
  const { rows } = await pool.query<PartIds>(
    `select disposition_id, complaint_id from disposition
     where ${atPlaceSql} and disposition_id > $4::uuid order by disposition_id limit $5`,
    [...placeOf(data), after, limit],
  );
  return rows;
}

/** Open parts that a hand-over is about: those that moved with it, and those that are still at the place. */
const handedSql = `
with handed as (
  select disposition_id from disposition where ${atPlaceSql}
  union
  select disposition_id from handed_over where cause = $4
)
select d.disposition_id, d.complaint_id, d.due_at from disposition d join handed using (disposition_id)
where ${isOpenSql}`;

/** What is due first; the cursor is that of an inbox. */
export async function partsHanded(
  pool: Pool,
  { id, data }: Handover,
  after: InboxKey,
  limit: number,
): Promise<InboxRow[]> {
  const { rows } = await pool.query<InboxRow>(
    `${handedSql} and (coalesce(due_at, 'infinity'), disposition_id) > ($5::timestamptz, $6::uuid)
     order by coalesce(due_at, 'infinity'), disposition_id limit $7`,
    [...placeOf(data), id, after.due, after.dispositionId, limit],
  );
  return rows;
}

/** How far a hand-over has come. */
export interface Progress {
  readonly moved: number;
  readonly done: boolean;
}

export async function progressOf(pool: Pool, { id, data }: Handover): Promise<Progress> {
  const { rows } = await pool.query<Progress>(
    `select (select count(*)::integer from handed_over where cause = $1) as moved,
       exists (select from handover_done where handover_id = $2) as done`,
    [id, data.handoverId],
  );
  return { moved: rows[0]?.moved ?? 0, done: data.toUnit === undefined || rows[0]?.done === true };
}

/**
 * How many open parts some bodies have, by the code of the body (its units included) and of each unit, as far as the
 * reader sees the cases.
 */
export async function openPartsByUnit(
  pool: Pool,
  organisations: readonly string[],
  { province, office, sees }: Pick<InboxScope, 'province' | 'office' | 'sees'>,
): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ code: string; cases: number }>(
    `with seen as (
       select organisation, unit from disposition
       where organisation = any($1) and ${isOpenSql}
         and ($2::text is null or province = $2 or unit = $3) and ($4 <> 'unrestricted' or not restricted)
     )
     select unit as code, count(*)::integer as cases from seen where unit is not null group by 1
     union all
     select organisation, count(*)::integer from seen group by 1`,
    [organisations, province, office, sees],
  );
  return new Map(rows.map(({ code, cases }) => [code, cases]));
}
