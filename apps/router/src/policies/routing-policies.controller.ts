import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import {
  amendRoutingPolicy,
  asPosted,
  checkDate,
  checkOwners,
  checkRoutingAmendment,
  checkRoutingPolicy,
  type PolicyFault,
} from '@satupintu/domain';
import { Code, fact, Maybe, RoutingPolicy, Shape } from '@satupintu/events';
import {
  Call,
  type Command,
  Commanded,
  defaultLimit,
  type Deps,
  Next,
  notFound,
  SERVICE_DEPS,
  ValidQuery,
  VersionsQuery,
  versionsPage,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { knowledgeOf } from '../knowledge';
import { checkSize, effectOf, publish, Published, refuseFaults } from './publish';

const { version: _version, effectiveFrom: _effectiveFrom, ...content } = RoutingPolicy.properties;
const Amendment = Shape({
  ...Type.Partial(Type.Object(content)).properties,
  effectiveFrom: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z)?$' }),
  version: Maybe(Code),
  retire: Maybe(Type.Array(Code, { maxItems: 500 })),
});
type Amendment = Static<typeof Amendment>;

const Summary = Shape({
  version: Code,
  effectiveFrom: Type.String(),
  note: Maybe(Type.String()),
  topics: Type.Integer(),
  thresholds: RoutingPolicy.properties.thresholds,
  hopLimit: Type.Integer(),
  inForce: Type.Boolean(),
});
const code = 'routing-policy-faulty';

/** Versions of who is competent for what. A version decides nothing again: what was decided stays. */
@Controller('v1/routing/policies')
export class RoutingPoliciesController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Get()
  @Call({
    summary: 'Versions of the routing policy, the last published first',
    access: ['national'],
    query: VersionsQuery,
    answer: Shape({ items: Type.Array(Summary), next: Next }),
  })
  list(@ValidQuery() { limit = defaultLimit, cursor }: Static<typeof VersionsQuery>) {
    const { reference } = this.deps;
    const page = versionsPage(reference.routingPolicies(), reference.routingPolicy().version, {
      limit,
      cursor,
    });
    return { ...page, items: page.items.map(summaryOf) };
  }

  @Get(':version')
  @Call({ summary: 'One version, whole', access: ['national'], answer: RoutingPolicy })
  one(@Param('version') version: string) {
    const found = this.deps.reference.routingPolicies().find((each) => each.version === version);
    if (!found) throw notFound();
    return found;
  }

  @Post()
  @Call({
    summary: 'Publish topics, words, thresholds or a whole policy (with `version`) over the one in force',
    access: ['national'],
    body: Amendment,
    answer: Published,
    status: 201,
  })
  publish(@Commanded() command: Command<Amendment>) {
    return publish(this.deps, command, (at, by) => {
      const policy = this.amended(command.body, at);
      const header = { subject: 'routing-policy', at, by };
      return fact('RoutingPolicyPublished', `routing-policy:${policy.version}`, header, policy);
    });
  }

  private amended(body: Amendment, at: string): RoutingPolicy {
    const { reference } = this.deps;
    const effectiveFrom = body.effectiveFrom.slice(0, 10);
    refuseFaults(code, checkDate(effectiveFrom, '/effectiveFrom'));
    const effect = effectOf({ effectiveFrom });
    const from = effect > at ? effect : at;
    const previous = reference.routingPolicy(from);
    refuseFaults(code, checkRoutingAmendment(body, previous));
    const policy = amendRoutingPolicy(previous, body);
    const { words, categories } = knowledgeOf(this.deps);
    const directory = reference.directory(from);
    const faults = checkRoutingPolicy({ policy, words, categories, directory });
    refuseFaults(code, [...asPosted(faults, policy, body), ...this.ownerless(policy), ...checkSize(policy)]);
    return policy;
  }

  /** Topics that a directory that was published for later would leave without an owner. */
  private ownerless(policy: RoutingPolicy): PolicyFault[] {
    const { reference } = this.deps;
    return reference
      .directories()
      .filter((directory) => effectOf(directory) > effectOf(policy))
      .flatMap((directory) => checkOwners(policy, reference.directory(effectOf(directory))));
  }
}

function summaryOf({ topics, ...policy }: RoutingPolicy & { readonly inForce: boolean }) {
  const { version, effectiveFrom, note, thresholds, hopLimit, inForce } = policy;
  const said = note === undefined ? {} : { note };
  return { version, effectiveFrom, ...said, topics: topics.length, thresholds, hopLimit, inForce };
}
