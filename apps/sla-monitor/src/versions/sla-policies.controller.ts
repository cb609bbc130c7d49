import { Controller, Get, Inject, Post } from '@nestjs/common';
import {
  amendLaterPolicies,
  amendPolicy,
  checkDate,
  checkPolicy,
  checkRules,
  takesEffectAt,
} from '@satupintu/domain';
import {
  fact,
  LadderStep,
  LocalDate,
  Maybe,
  OrganisationCode,
  type ReferenceFact,
  Shape,
  SlaPolicy,
  SlaRule,
} from '@satupintu/events';
import {
  Call,
  type Command,
  Commanded,
  defaultLimit,
  type Deps,
  Next,
  SERVICE_DEPS,
  ValidQuery,
  VersionsQuery,
  versionsPage,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { knownTo, publish, refuseFaults } from './publish';

const Amendment = Shape({
  effectiveFrom: LocalDate,
  rules: Maybe(Type.Array(SlaRule, { maxItems: 500 })),
  ladder: Maybe(Type.Array(LadderStep)),
  ladders: Maybe(Type.Record(Type.String(), Type.Array(LadderStep))),
  organisations: Maybe(
    Type.Record(OrganisationCode, Type.Record(Type.String(), Type.Number({ exclusiveMinimum: 0 }))),
  ),
  merging: SlaPolicy.properties.merging,
  afterClosing: SlaPolicy.properties.afterClosing,
  waitsForDelivery: SlaPolicy.properties.waitsForDelivery,
});
const Shown = Type.Object(
  { ...SlaPolicy.properties, inForce: Type.Boolean() },
  { additionalProperties: false },
);
const Published = Shape({ version: Type.String(), effectiveFrom: LocalDate, position: Type.String() });

/** Versions of the limits and of the ladder. */
@Controller('v1/sla-policies')
export class SlaPoliciesController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Get()
  @Call({
    summary: 'Versions of the policy, the last published first',
    access: 'signed-in',
    query: VersionsQuery,
    answer: Shape({ items: Type.Array(Shown), next: Next }),
  })
  list(@ValidQuery() { limit = defaultLimit, cursor }: Static<typeof VersionsQuery>) {
    const { reference } = this.deps;
    return versionsPage(reference.slaPolicies(), reference.slaPolicy().version, { limit, cursor });
  }

  @Post()
  @Call({
    summary:
      'Publish rules, ladder or stricter local limits over the policy in force on their day and over those to come; open clocks are recomputed',
    access: ['national'],
    body: Amendment,
    answer: Published,
    status: 201,
  })
  publish(@Commanded() command: Command<Static<typeof Amendment>>) {
    return publish(
      this.deps,
      command,
      (at, by) =>
        this.amended(command.body).map((policy) =>
          fact(
            'SlaPolicyPublished',
            `sla-policy:${policy.version}`,
            { subject: 'sla-policy', at, by },
            policy,
          ),
        ),
      shown,
    );
  }

  private amended(body: Static<typeof Amendment>): SlaPolicy[] {
    const { reference } = this.deps;
    const detail = 'The policy cannot be published like this.';
    refuseFaults('invalid-policy', detail, checkDate(body.effectiveFrom, '/effectiveFrom'));
    const previous = reference.slaPolicy(takesEffectAt(body));
    const policy = amendPolicy(previous, body);
    const known = knownTo(reference.directory());
    refuseFaults('invalid-policy', detail, checkPolicy(body, policy, known, previous));
    const later = amendLaterPolicies(reference.slaPolicies(), body);
    for (const each of later)
      refuseFaults('invalid-policy', detail, checkRules(body.rules ?? [], each.rules));
    return [policy, ...later];
  }
}

function shown({ data }: ReferenceFact) {
  const { version, effectiveFrom } = data as SlaPolicy;
  return { version, effectiveFrom };
}
