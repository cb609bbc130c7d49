import { type PoolClient } from 'pg';
import { type PastCase, pastColumns } from '../learning/past-case';

/** A case with what was decided when it was filed, and what became of that. */
export interface DecidedCase extends PastCase {
  /** null: a person was asked */
  readonly organisation: string | null;
  readonly unit: string | null;
  /** the body that it went to first has declined it */
  readonly declined: boolean;
  /** who handled it by the last word so far; null where nobody has said */
  readonly handled_by: string | null;
  readonly handled_unit: string | null;
}

export interface Period {
  /** instants; the first belongs to the period, the second does not */
  readonly from: string;
  readonly to: string;
}

/** Small enough that all threads are busy to the end. */
const atOnce = 200;

/**
 * Cases filed in a period with the first decision on each, oldest first; those that were never decided or whose words
 * are gone are left out. Within the caller's transaction.
 */
export async function* readDecided(client: PoolClient, { from, to }: Period): AsyncGenerator<DecidedCase[]> {
  await client.query(
    `declare decided no scroll cursor for
     select ${pastColumns},
       d.said->>'organisation' as organisation, d.said->>'unit' as unit,
       exists (select from decision r where r.complaint_id = f.complaint_id and r.kind = 'declined'
         and r.said->>'dispositionId' = d.said->>'dispositionId') as declined,
       e.organisation as handled_by, e.unit as handled_unit
     from filing f join case_state c using (complaint_id) left join example e using (complaint_id)
     cross join lateral (select said from decision where complaint_id = f.complaint_id
       and kind in ('offered', 'triage') order by offset_ limit 1) d
     where f.filed_at >= '${instant(from)}' and f.filed_at < '${instant(to)}'
     order by f.filed_at, f.complaint_id`,
  );
  for (;;) {
    const { rows } = await client.query<DecidedCase>(`fetch ${atOnce} from decided`);
    if (rows.length === 0) break;
    yield rows;
  }
  await client.query('close decided');
}

/** A cursor's declaration takes no parameters, so what goes into it is nothing but an instant. */
const instant = (text: string) => new Date(text).toISOString();
