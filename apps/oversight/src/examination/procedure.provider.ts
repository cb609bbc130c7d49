import { Injectable } from '@nestjs/common';
import { actorOf, type Case, type Decided, mayReadCase, type Wish } from '@satupintu/domain';
import { type Sealed } from '@satupintu/events';
import { type Answered, type Command, notFound } from '@satupintu/service';
import { Watch } from '../watch.provider';

/** Runs the Ombudsman's own steps on a case. */
@Injectable()
export class Procedure {
  constructor(private readonly watch: Watch) {}

  async seal(complaintId: string, field: string, text: string): Promise<Sealed> {
    return this.watch.deps.vault.seal(complaintId, 'narrative', field, { text });
  }

  /** A step on a case of the analyst's scope; `made` names the id that its fact makes. @throws Problem 404 */
  async onCase(
    { person, ...command }: Command,
    complaintId: string,
    made: string,
    decide: (state: Case, wish: Wish) => Decided | Promise<Decided>,
  ): Promise<Answered<object>> {
    const actor = actorOf(person);
    return this.watch.deps.commands.run(
      { ...command, person, actor, complaintId },
      async (state, at, keys) => {
        if (!mayReadCase(person, state, this.watch.tree)) throw notFound();
        return decide(state, { at, by: actor, key: keys(made) });
      },
      ([first]) => ({
        complaintId,
        at: first?.at,
        [made]: (first?.data as Record<string, unknown> | undefined)?.[made],
      }),
    );
  }

  /** The complaint that an examination is about. @throws Problem 404 */
  async complaintOf(examinationId: string): Promise<string> {
    const { rows } = await this.watch.deps.pool.query<{ complaint_id: string }>(
      `select complaint_id from fact
       where type = 'ExaminationOpened' and verdict = 'applied' and data ->> 'examinationId' = $1`,
      [examinationId],
    );
    if (!rows[0]) throw notFound();
    return rows[0].complaint_id;
  }
}
