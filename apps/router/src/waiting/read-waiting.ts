import { isId, type Reason, type Suggestion, type Versions } from '@satupintu/events';
import { invalidCursor, parseCursor } from '@satupintu/service';
import { type Pool } from 'pg';

export interface WaitingRow {
  readonly complaint_id: string;
  readonly owner: string;
  readonly since: Date;
  readonly due_at: Date | null;
  readonly why: string | null;
  readonly emergency: boolean;
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

/** Which of the waiting cases: of these owners (undefined: everybody's), and only emergencies, or only others. */
export interface WaitingFilter {
  readonly kind: 'triage' | 'arbitration';
  readonly owners: readonly string[] | undefined;
  readonly emergency?: boolean | undefined;
}

/** One page of cases that wait for a person, oldest first. */
export async function readWaiting(
  pool: Pool,
  { kind, owners, emergency }: WaitingFilter,
  after: WaitingKey,
  limit: number,
): Promise<WaitingRow[]> {
  const { rows } = await pool.query<WaitingRow>(
    `select w.complaint_id, w.owner, w.since, w.due_at, w.emergency,
       p.why, p.reasons, p.suggestions, p.versions
     from waiting w left join proposal p using (complaint_id)
     where w.kind = $1 and ($2::text[] is null or w.owner = any($2)) and (w.since, w.complaint_id) > ($3::timestamptz, $4::uuid)
       and ($6::boolean is null or w.emergency = $6)
     order by w.since, w.complaint_id limit $5`,
    [kind, owners ?? null, after.since, after.complaintId, limit, emergency ?? null],
  );
  return rows;
}
