import { type Handler } from '@satupintu/domain';
import { type PoolClient } from 'pg';
import { type PastCase, pastColumns } from './past-case';

/** A row of the view `example` without what is heavy: a million of these fit into memory. */
export interface Outline {
  readonly complaint_id: string;
  readonly organisation: string | null;
  readonly unit: string | null;
}

/** A row of the view `example`, with how the case was filed. */
export interface PastExample extends PastCase, Outline {
  readonly weight: number;
  readonly against: readonly Handler[];
}

const linesAtOnce = 10_000;
const casesAtOnce = 500;

/** All examples, oldest filing first: the same log gives the same order. Within the caller's transaction. */
export async function* readOutlines(client: PoolClient): AsyncGenerator<Outline[]> {
  await client.query(`declare outlines no scroll cursor for
    select complaint_id, organisation, unit from example order by filed_at, complaint_id`);
  for (;;) {
    const { rows } = await client.query<Outline>(`fetch ${linesAtOnce} from outlines`);
    if (rows.length === 0) break;
    yield rows;
  }
  await client.query('close outlines');
}

/** The examples of these complaints, oldest filing first, batch by batch. The ids must be in that order already. */
export async function* readExamples(
  client: PoolClient,
  complaintIds: readonly string[],
): AsyncGenerator<PastExample[]> {
  for (let from = 0; from < complaintIds.length; from += casesAtOnce) {
    const { rows } = await client.query<PastExample>({
      name: 'examples',
      text: `select ${pastColumns}, e.organisation, e.unit, e.weight, e.against
        from example e join filing f using (complaint_id) join case_state c using (complaint_id)
        where e.complaint_id = any($1::uuid[]) order by e.filed_at, e.complaint_id`,
      values: [complaintIds.slice(from, from + casesAtOnce)],
    });
    yield rows;
  }
}
