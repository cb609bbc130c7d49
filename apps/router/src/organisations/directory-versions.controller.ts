import { Controller, Inject, Post } from '@nestjs/common';
import {
  amendDirectory,
  asPosted,
  checkAmendment,
  checkDate,
  checkDirectory,
  checkOwners,
  type DirectoryIndex,
  indexDirectory,
  type PolicyFault,
} from '@satupintu/domain';
import {
  Affair,
  type Directory,
  fact,
  LocalDate,
  Maybe,
  Organisation,
  OrganisationCode,
  Shape,
  UnitRule,
} from '@satupintu/events';
import { Call, type Command, Commanded, type Deps, SERVICE_DEPS } from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { checkSize, effectOf, publish, Published, refuseFaults } from '../policies/publish';

const Amendment = Shape({
  effectiveFrom: LocalDate,
  organisations: Maybe(Type.Array(Organisation, { maxItems: 2_000 })),
  retire: Maybe(Type.Array(OrganisationCode, { maxItems: 500 })),
  unitRules: Maybe(Type.Array(UnitRule, { maxItems: 500 })),
  affairs: Maybe(Type.Array(Affair, { maxItems: 200 })),
  note: Maybe(Type.String({ maxLength: 1_000 })),
});
type Amendment = Static<typeof Amendment>;

const code = 'directory-faulty';

/** New versions of who is who. A version moves no case that is already with a body. */
@Controller('v1/organisations')
export class DirectoryVersionsController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Post()
  @Call({
    summary: 'Publish organisations, unit rules or retirements over the directory in force',
    access: ['national'],
    body: Amendment,
    answer: Published,
    status: 201,
  })
  publish(@Commanded() command: Command<Amendment>) {
    return publish(this.deps, command, (at, by) => {
      const directory = this.amended(command.body, at);
      const header = { subject: 'directory', at, by };
      return fact('DirectoryPublished', `directory:${directory.version}`, header, directory);
    });
  }

  private amended(body: Amendment, at: string): Directory {
    refuseFaults(code, checkDate(body.effectiveFrom, '/effectiveFrom'));
    const effect = effectOf(body);
    const previous = this.deps.reference.directory(effect > at ? effect : at).directory;
    const directory = amendDirectory(previous, body);
    const index = indexDirectory(directory);
    refuseFaults(code, [
      ...checkAmendment(body, previous),
      ...asPosted(checkDirectory(index), directory, body),
      ...this.ownerless(index),
      ...checkSize(directory),
    ]);
    return directory;
  }

  /** Topics of the policies in force from then on that would have nobody to go to. */
  private ownerless(index: DirectoryIndex): PolicyFault[] {
    const { reference } = this.deps;
    const from = effectOf(index.directory);
    const now = this.deps.clock.now();
    const inForce = reference.routingPolicy(from > now ? from : now);
    const later = reference.routingPolicies().filter((policy) => effectOf(policy) > from);
    return [...new Set([inForce, ...later])].flatMap((policy) => checkOwners(policy, index));
  }
}
