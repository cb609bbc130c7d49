import { type Handler } from '@satupintu/domain';
import { type PoolClient } from 'pg';
import { type PastCase, pastColumns } from './past-case';

/** A row of the view `example`, with how the case was filed. */
export interface PastExample extends PastCase {
  readonly organisation: string | null;
  readonly unit: string | null;
  readonly weight: number;
  readonly against: readonly Handler[];
}

const atOnce = 500;

export async function countExamples(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ n: number }>('select count(*)::integer as n from example');
  return rows[0]?.n ?? 0;
}

/** All examples, oldest filing first: the same log gives the same order. Within the caller's transaction. */
export async function* readExamples(client: PoolClient): AsyncGenerator<PastExample[]> {
  await client.query(`declare examples no scroll cursor for
    select ${pastColumns}, e.organisation, e.unit, e.weight, e.against
    from example e join filing f using (complaint_id) join case_state c using (complaint_id)
    order by e.filed_at, e.complaint_id`);
  for (;;) {
    const { rows } = await client.query<PastExample>(`fetch ${atOnce} from examples`);
    if (rows.length === 0) break;
    yield rows;
  }
  await client.query('close examples');
}
