import { type Pool } from 'pg';

/** A stretch of complaint ids: after the first, up to and with the second. */
export interface Stretch {
  readonly after?: string | undefined;
  readonly upTo?: string | undefined;
}

/** Ids of the cases of a stretch that a partner filed, or whose body takes part in them; in order. */
export async function readKnownCases(
  pool: Pool,
  organisation: string,
  { after, upTo }: Stretch,
  limit: number,
): Promise<string[]> {
  const { rows } = await pool.query<{ complaint_id: string }>(
    `select complaint_id from (
       (select complaint_id from filed_case where organisation = $1 and not restricted
          and ($2::uuid is null or complaint_id > $2) and ($3::uuid is null or complaint_id <= $3)
        order by complaint_id limit $4)
       union
       (select distinct complaint_id from disposition where organisation = $1 and takes_part and not restricted
          and ($2::uuid is null or complaint_id > $2) and ($3::uuid is null or complaint_id <= $3)
        order by complaint_id limit $4)
     ) known order by complaint_id limit $4`,
    [organisation, after, upTo, limit],
  );
  return rows.map((row) => row.complaint_id);
}
