import { type Pool } from 'pg';
import { resultOf } from './kept-updates';
import { type Result } from './update-shapes';

/** A page of what a partner sent, by id: new ones may come in anywhere, and none that was there is passed over. */
export async function readUpdates(
  pool: Pool,
  partner: string,
  {
    state,
    after,
    limit,
  }: {
    readonly state: Result['state'] | undefined;
    readonly after: string | undefined;
    readonly limit: number;
  },
): Promise<Result[]> {
  const { rows } = await pool.query<Parameters<typeof resultOf>[0]>(
    `select update_id, complaint_id, sequence, received_at, clock, state, code, position from partner_update
     where partner = $1 and ($2::text is null or state = $2) and ($3::uuid is null or update_id > $3)
     order by update_id limit $4`,
    [partner, state, after, limit],
  );
  return rows.map(resultOf);
}
