import { isId, type Reason, type Suggestion, type Versions } from '@satupintu/events';
import { invalidCursor, parseCursor } from '@satupintu/service';
import { type Pool } from 'pg';

export interface WaitingRow {
  readonly complaint_id: string;
  readonly owner: string;
  readonly since: Date;
  readonly why: string | null;
  readonly reasons: Reason[] | null;
  readonly suggestions: Suggestion[] | null;
  readonly versions: Versions | null;
}

export interface WaitingKey {
  readonly since: string;
  readonly complaintId: string;
}

export const firstKey: WaitingKey = {
  since: '-infinity',
  complaintId: '00000000-0000-0000-0000-000000000000',
};
export const keyOf = (row: WaitingRow): [string, string] => [row.since.toISOString(), row.complaint_id];

/** @throws Problem 400 `invalid-cursor` */
export function parseKey(cursor: string): WaitingKey {
  const [since, complaintId] = parseCursor(cursor, 2);
  const fits = typeof since === 'string' && !Number.isNaN(Date.parse(since)) && isId(complaintId);
  if (fits) return { since, complaintId };
  throw invalidCursor();
}

/** One page of cases that wait for a person, oldest first. `owners` undefined: everybody's. */
export async function readWaiting(
  pool: Pool,
  kind: 'triage' | 'arbitration',
  owners: readonly string[] | undefined,
  after: WaitingKey,
  limit: number,
): Promise<WaitingRow[]> {
  const { rows } = await pool.query<WaitingRow>(
    `select w.complaint_id, w.owner, w.since, p.why, p.reasons, p.suggestions, p.versions
     from waiting w left join proposal p using (complaint_id)
     where w.kind = $1 and ($2::text[] is null or w.owner = any($2)) and (w.since, w.complaint_id) > ($3::timestamptz, $4::uuid)
     order by w.since, w.complaint_id limit $5`,
    [kind, owners ?? null, after.since, after.complaintId, limit],
  );
  return rows;
}
