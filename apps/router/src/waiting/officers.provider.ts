import { Inject, Injectable } from '@nestjs/common';
import {
  actorOf,
  type Case,
  type Decided,
  decisionsOn,
  isInTriage,
  isRestricted,
  mayDecideFor,
  mayReadCase,
  type Person,
  type Tree,
  type Wish,
} from '@satupintu/domain';
import { type Data, type Fact, type Sealed } from '@satupintu/events';
import {
  type Answered,
  type Command,
  type Deps,
  forbidden,
  notFound,
  Problem,
  SERVICE_DEPS,
} from '@satupintu/service';
import { knowledgeOf } from '../knowledge';
import { whoWasFaster } from './who-was-faster';

/** What triage and arbitration share: who may decide for whom, checks against the directory, running commands. */
@Injectable()
export class Officers {
  constructor(@Inject(SERVICE_DEPS) readonly deps: Deps) {}

  get tree(): Tree {
    return this.deps.reference.directory();
  }

  /** A case that the person may see. @throws Problem 404 */
  async readable(person: Person, complaintId: string): Promise<Case> {
    const state = await this.deps.loop.state(complaintId);
    if (!state || !mayReadCase(person, state, this.tree)) throw notFound();
    return state;
  }

  /** Owners whose waiting cases the person may list; undefined: all. @throws Problem 403 */
  ownersFor(person: Person, asked: string | undefined): readonly string[] | undefined {
    const directory = this.deps.reference.directory();
    if (person.role === 'national') return asked === undefined ? undefined : [asked];
    if (asked === undefined) return directory.allWithin(person.organisation);
    if (!directory.within(asked, person.organisation)) throw forbidden();
    return [asked];
  }

  /** Versions that a person's decision is made under. */
  versions(): Data<'DispositionOffered'>['versions'] {
    const { directory, prepared } = knowledgeOf(this.deps).kit();
    return { directory: directory.version, policy: prepared.policy.version };
  }

  /** @throws Problem 422 `unknown-organisation`, `unknown-unit` */
  checkExists({ organisation, unit }: { organisation: string; unit?: string | undefined }): void {
    const directory = this.deps.reference.directory();
    if (!directory.organisation(organisation)) {
      throw new Problem(422, 'unknown-organisation', `The directory knows no organisation ${organisation}.`);
    }
    if (unit !== undefined && (!unit.startsWith(`${organisation}/`) || !directory.unit(unit))) {
      throw new Problem(422, 'unknown-unit', `${organisation} has no unit ${unit}.`);
    }
  }

  /** Nobody would read it at a body that is not connected. @throws Problem 422 `unknown-…`, `organisation-unconnected` */
  checkTakes(owner: { organisation: string; unit?: string | undefined }): void {
    this.checkExists(owner);
    const holder = this.deps.reference.directory().holderOf(owner.organisation);
    if (holder === owner.organisation) return;
    const detail = `${owner.organisation} is not connected; ${holder} holds its cases.`;
    throw new Problem(422, 'organisation-unconnected', detail);
  }

  /** The code of a category. @throws Problem 422 `unknown-category` */
  category(given: string | undefined): string | undefined {
    if (given === undefined) return undefined;
    const code = knowledgeOf(this.deps).categories.resolve(given);
    if (code === undefined)
      throw new Problem(422, 'unknown-category', 'The category tree has no such category.');
    return code;
  }

  async seal(complaintId: string, field: string, words: object): Promise<Sealed> {
    return this.deps.vault.seal(complaintId, 'narrative', field, words);
  }

  /** Runs a command of who may decide on the case; to all others it does not exist. @throws Problem 404 */
  async decide<A extends object>(
    { person, ...command }: Command,
    complaintId: string,
    decide: (state: Case, wish: Wish) => Promise<Decided>,
    answer: (facts: readonly Fact[], state: Case) => A,
    follows?: (state: Case) => readonly string[],
  ): Promise<Answered<A>> {
    const actor = actorOf(person);
    const conflict = (state: Case, at: string) => ({
      allowed: this.mayDecide(person, state) ? decisionsOn(state, at) : [],
    });
    try {
      return await this.deps.commands.run(
        { ...command, person, actor, complaintId, conflict, ...(follows && { follows }) },
        async (state, at, keys) => {
          if (!this.mayDecide(person, state)) throw notFound();
          return decide(state, { at, by: actor, key: keys('decide') });
        },
        answer,
      );
    } catch (error) {
      throw await whoWasFaster(error, complaintId, this.deps.pool);
    }
  }

  /**
   * Where it waits, its owner's officers and those above. Where nothing waits any more: whoever sees the case, and those
   * who could have decided it, and come a moment after a colleague has: they are told so, instead of being told that
   * there is nothing. Of what only its handlers may know of, nobody else is told anything: an accused government has an
   * office at the place too.
   */
  private mayDecide(person: Person, state: Case): boolean {
    const { tree } = this;
    if (state.status === 'arbitration' || isInTriage(state))
      return (
        mayDecideFor(person, state.owner, tree) && (!isRestricted(state) || mayReadCase(person, state, tree))
      );
    if (mayReadCase(person, state, tree)) return true;
    const hasWaited = state.triageRound > 0 || state.arbitrations.length > 0;
    if (isRestricted(state) || !hasWaited) return false;
    const ofPlace = { organisation: this.deps.reference.directory().placeOwner(state.region) };
    return mayDecideFor(person, state.owner, tree) || mayDecideFor(person, ofPlace, tree);
  }
}
