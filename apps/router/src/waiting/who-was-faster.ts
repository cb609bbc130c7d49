import { type Actor } from '@satupintu/events';
import { Problem } from '@satupintu/service';
import { type Pool } from 'pg';

interface Row {
  readonly at: Date;
  readonly kind: string;
  readonly by: Actor;
  readonly body: string | null;
}

const deeds: Readonly<Record<string, string>> = {
  offered: 'routed',
  triage: 'sent to triage',
  asked: 'put back to the reporter with a question',
  corrected: 'corrected',
  archived: 'archived',
  arbitration: 'sent to arbitration',
  arbitrated: 'arbitrated',
  declined: 'declined',
};

/** `It was routed to gov.34.71/dinas-sosial by a coordinator of gov.34.71 at 2026-03-02T05:00:00.000Z.` Names nobody. */
function deedOf({ at, kind, by, body }: Row): string {
  const to = body === null ? '' : ` to ${body}`;
  const who =
    by.organisation === undefined ? `a ${by.role}` : `a ${by.role} of ${by.unit ?? by.organisation}`;
  return `It was ${deeds[kind] ?? kind}${to} by ${who} at ${at.toISOString()}.`;
}

/** A conflict says what was decided meanwhile, by whom and when; anything else stays what it was. */
export async function whoWasFaster(error: unknown, complaintId: string, pool: Pool): Promise<unknown> {
  if (!(error instanceof Problem) || error.status !== 409) return error;
  const { rows } = await pool.query<Row>(
    `select at, kind, by, coalesce(said ->> 'unit', said ->> 'organisation') as body from decision
     where complaint_id = $1 and kind <> 'corrected' order by offset_ desc limit 1`,
    [complaintId],
  );
  const [last] = rows;
  return last ? new Problem(409, error.code, `${error.detail} ${deedOf(last)}`, error.extras) : error;
}
