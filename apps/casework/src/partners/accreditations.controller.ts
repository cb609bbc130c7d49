import { Controller, Get, Param, Post } from '@nestjs/common';
import { actorOf, type Refusal } from '@satupintu/domain';
import { Code, Instant, Maybe, OneOf, OrganisationCode, type ReferenceFact, Shape } from '@satupintu/events';
import {
  type Accreditation,
  alone,
  Call,
  type Command,
  Commanded,
  defaultLimit,
  invalidCursor,
  ListQuery,
  Next,
  notFound,
  pageOf,
  parseCursor,
  Problem,
  unavailable,
  ValidQuery,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { Desk } from '../desk/desk.provider';
import { accredit, endAccreditation } from './accredit';
import { locks } from './locks';

const readers = ['channel', 'liaison', 'coordinator', 'national', 'executive', 'analyst'] as const;
const ground = OneOf('requirements_met', 'proven_effective');
const evidence = Type.Array(Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }), {
  minItems: 1,
  maxItems: 50,
});
const Wanted = Shape({ partner: OrganisationCode, ground, evidence, from: Instant, to: Maybe(Instant) });
const Ending = Shape({ to: Instant, reason: Code });
const given = {
  partner: OrganisationCode,
  version: Type.Integer(),
  ground,
  evidence: Type.Array(Type.String()),
  from: Instant,
  to: Maybe(Instant),
};
const Shown = Shape({ ...given, inForce: Type.Boolean() });
const Query = Shape({ organisation: Maybe(OrganisationCode), ...ListQuery });

/**
 * Which bodies' own complaint apps are accredited: as ones that meet the requirements, or as proven effective. Each
 * version is a fact with its evidence; whoever works on cases may read them all.
 */
@Controller('v1/partners')
export class AccreditationsController {
  constructor(private readonly desk: Desk) {}

  @Get()
  @Call({
    summary: 'Accreditations of local complaint apps, every version, in the order in which they were given',
    access: readers,
    query: Query,
    answer: Shape({ items: Type.Array(Shown), next: Next }),
  })
  list(@ValidQuery() { organisation, limit = defaultLimit, cursor }: Static<typeof Query>) {
    const { partners } = this.desk.deps.reference;
    const after = cursor === undefined ? -1 : placeOf(cursor);
    const all = organisation === undefined ? partners.all() : partners.versionsOf(organisation);
    const rows = all.map((each, place) => ({ each, place })).filter(({ place }) => place > after);
    return pageOf(
      rows.slice(0, limit + 1),
      limit,
      ({ each }) => this.shown(each),
      ({ place }) => [place],
    );
  }

  @Get(':organisation')
  @Call({ summary: 'The accreditation of one partner that counts now', access: readers, answer: Shown })
  one(@Param('organisation') organisation: string) {
    const { reference, clock } = this.desk.deps;
    const now = reference.partners.at(organisation, clock.now());
    if (!now) throw notFound();
    return this.shown(now);
  }

  @Post()
  @Call({
    summary: 'Accredit a body’s own complaint app, or give it another version',
    access: ['national'],
    body: Wanted,
    answer: Shape({ ...given, position: Type.String() }),
    status: 201,
  })
  accredit(@Commanded() command: Command<Static<typeof Wanted>>) {
    const { body, person } = command;
    this.desk.checkExists({ organisation: body.partner });
    if (body.to !== undefined && body.to <= body.from)
      throw new Problem(422, 'ends-before-it-begins', 'An accreditation cannot end before it begins.');
    const { partners } = this.desk.deps.reference;
    return this.publish(command, (at) =>
      accredit(body, partners.versionsOf(body.partner), at, actorOf(person)),
    );
  }

  @Post(':organisation/end')
  @Call({
    summary: 'End an accreditation; what the app filed stays',
    access: ['national'],
    body: Ending,
    answer: Shape({ ...given, position: Type.String() }),
  })
  end(@Param('organisation') organisation: string, @Commanded() command: Command<Static<typeof Ending>>) {
    const { partners } = this.desk.deps.reference;
    const actor = actorOf(command.person);
    return this.publish(command, (at) =>
      endAccreditation(organisation, command.body, partners.get(organisation), at, actor),
    );
  }

  /** One at a time, each after all before it were read, so that no two versions have one number. */
  private publish(command: Command, decide: (at: string) => ReferenceFact[] | Refusal) {
    const { pool, reference, commands } = this.desk.deps;
    return alone(pool, locks.accrediting, async () => {
      if (!(await reference.catchUp()))
        throw unavailable('not-ready', 'Earlier versions are not read yet.', 1);
      return commands.publish(
        { ...command, actor: actorOf(command.person), overLatest: true },
        decide,
        (facts) => this.given(facts[0] as ReferenceFact),
      );
    });
  }

  private given({ data }: ReferenceFact): Accreditation {
    const { partner, version } = data as Pick<Accreditation, 'partner' | 'version'>;
    const found = this.desk.deps.reference.partners
      .versionsOf(partner)
      .find((each) => each.version === version);
    if (!found) throw notFound();
    return found;
  }

  private shown(accreditation: Accreditation) {
    const { reference, clock } = this.desk.deps;
    const now = reference.partners.at(accreditation.partner, clock.now());
    return { ...accreditation, inForce: now?.version === accreditation.version };
  }
}

/** @throws Problem 400 `invalid-cursor` */
function placeOf(cursor: string): number {
  const [place] = parseCursor(cursor, 1);
  if (typeof place === 'number') return place;
  throw invalidCursor();
}
