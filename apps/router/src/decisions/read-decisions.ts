import { type Actor, type Owner, type Reason, type Suggestion } from '@satupintu/events';
import { type Pool } from 'pg';

/** Members of the facts that this page reads; each kind has its own further ones. */
export interface Said extends Readonly<Record<string, unknown>> {
  readonly dispositionId?: string;
  readonly organisation?: string;
  readonly unit?: string;
  readonly owner?: Owner;
  readonly reasons?: readonly Reason[];
  readonly runnerUp?: Suggestion;
  readonly suggestions?: readonly Suggestion[];
  readonly candidates?: readonly Suggestion[];
}

export interface DecisionRow {
  readonly at: Date;
  readonly kind: string;
  readonly by: Actor;
  readonly said: Said;
}

/** All decisions on a complaint, in the order of the log. */
export async function readDecisions(pool: Pool, complaintId: string): Promise<DecisionRow[]> {
  const { rows } = await pool.query<DecisionRow>(
    `select at, kind, by, said from decision where complaint_id = $1 order by offset_`,
    [complaintId],
  );
  return rows;
}
