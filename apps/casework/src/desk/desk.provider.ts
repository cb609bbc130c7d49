import { Inject, Injectable } from '@nestjs/common';
import {
  actorOf,
  type Case,
  type Decided,
  type Disposition,
  handles,
  lastActFor,
  mayHandle,
  mayReadCase,
  nextSteps,
  type Person,
  type Tree,
  type Wish,
} from '@satupintu/domain';
import { type Fact, type Sealed } from '@satupintu/events';
import {
  type Answered,
  type Command,
  type Deps,
  notFound,
  Problem,
  SERVICE_DEPS,
  type Standstill,
} from '@satupintu/service';

type OnCase = (state: Case, wish: Wish) => Decided | Promise<Decided>;
type OnDisposition = (disposition: Disposition, state: Case, wish: Wish) => Decided | Promise<Decided>;

/** What all calls of the desk share: finding cases, who may see and do what, running commands. */
@Injectable()
export class Desk {
  constructor(@Inject(SERVICE_DEPS) readonly deps: Deps) {}

  get tree(): Tree {
    return this.deps.reference.directory();
  }

  /** The complaint that a disposition belongs to. @throws Problem 404 */
  async complaintOf(dispositionId: string): Promise<string> {
    const { rows } = await this.deps.pool.query<{ complaint_id: string }>(
      `select complaint_id from disposition where disposition_id = $1`,
      [dispositionId],
    );
    if (!rows[0]) throw notFound();
    return rows[0].complaint_id;
  }

  /** A case that the person may see. @throws Problem 404 */
  async readable(person: Person, complaintId: string): Promise<Case> {
    const state = await this.deps.loop.state(complaintId);
    if (!state || !mayReadCase(person, state, this.tree)) throw notFound();
    return state;
  }

  /** Whether the person handles the case now, or must decide where it goes. */
  handles(person: Person, state: Case): boolean {
    return handles(person, state, this.tree);
  }

  async seal(complaintId: string, field: string, text: string): Promise<Sealed> {
    return this.deps.vault.seal(complaintId, 'narrative', field, { text });
  }

  /** @throws Problem 422 `unknown-organisation`, `unknown-unit` */
  checkExists({
    organisation,
    unit,
  }: {
    organisation?: string | undefined;
    unit?: string | undefined;
  }): void {
    const directory = this.deps.reference.directory();
    if (organisation !== undefined && !directory.organisation(organisation)) {
      throw new Problem(422, 'unknown-organisation', `The directory knows no organisation ${organisation}.`);
    }
    if (unit !== undefined && !directory.unit(unit)) {
      throw new Problem(422, 'unknown-unit', `The directory knows no unit ${unit}.`);
    }
  }

  /** Nobody would read at such a body what it is asked to do. */
  isUnconnected(organisation: string): boolean {
    return this.deps.reference.directory().organisation(organisation)?.connection === 'unconnected';
  }

  /**
   * Runs a command on a case; `name` tells its facts apart from those of other commands. A conflict says what the
   * person could do instead, with the disposition that the call is about, or else with its own.
   */
  async onCase<A extends object>(
    { person, ...command }: Command,
    complaintId: string,
    name: string,
    decide: OnCase,
    answer: (facts: readonly Fact[], state: Case) => A,
    dispositionId?: string,
  ): Promise<Answered<A>> {
    const actor = actorOf(person);
    const conflict = (state: Case, at: string) => this.standstill(person, state, at, dispositionId);
    const wish = { ...command, person, actor, complaintId, conflict };
    return this.deps.commands.run(
      wish,
      (state, at, keys) => decide(state, { at, by: actor, key: keys(name) }),
      answer,
    );
  }

  /** The same for who may act on a disposition; to all others it does not exist. @throws Problem 404 */
  async onDisposition<A extends object>(
    command: Command,
    dispositionId: string,
    name: string,
    decide: OnDisposition,
    answer: (facts: readonly Fact[], state: Case) => A,
  ): Promise<Answered<A>> {
    const complaintId = await this.complaintOf(dispositionId);
    const decideHeld: OnCase = (state, wish) =>
      decide(this.held(command.person, state, dispositionId), state, wish);
    return this.onCase(command, complaintId, name, decideHeld, answer, dispositionId);
  }

  /** Who no longer handles the case is not told what the others have done since. */
  private standstill(person: Person, state: Case, at: string, dispositionId?: string): Standstill {
    const own = Object.values(state.dispositions).findLast((part) => mayHandle(person, part));
    const allowed = nextSteps(state, dispositionId ?? own?.dispositionId ?? '', at, person);
    const last = this.handles(person, state) ? lastActFor(state, person) : undefined;
    return { allowed, ...(last && { last }) };
  }

  private held(person: Person, state: Case, dispositionId: string): Disposition {
    const disposition = state.dispositions[dispositionId];
    if (!disposition || !mayHandle(person, disposition) || !mayReadCase(person, state, this.tree))
      throw notFound();
    return disposition;
  }
}
