import { Controller, Inject, Post } from '@nestjs/common';
import { type Decision, suggest } from '@satupintu/domain';
import {
  Code,
  ComplaintClass,
  Contribution,
  Maybe,
  OneOf,
  OrganisationCode,
  Reason,
  RegionCode,
  Shape,
  Suggestion,
} from '@satupintu/events';
import { Call, type Deps, Problem, SERVICE_DEPS, ValidBody } from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { knowledgeOf } from '../knowledge';
import { rounded, shownProbability } from './shown';

const Body = Shape({
  text: Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' }),
  title: Maybe(Type.String({ maxLength: 300 })),
  place: Maybe(
    Shape({
      regionCode: Maybe(RegionCode),
      lat: Maybe(Type.Number({ minimum: -90, maximum: 90 })),
      lon: Maybe(Type.Number({ minimum: -180, maximum: 180 })),
      description: Maybe(Type.String({ maxLength: 1000 })),
    }),
  ),
  class: Maybe(ComplaintClass),
  category: Maybe(Code),
  agencyHint: Maybe(Type.String({ maxLength: 300 })),
});

const Place = Shape({
  regionCode: RegionCode,
  name: Type.String(),
  probability: Type.Number(),
  evidence: Type.Array(Shape({ kind: Code, name: Type.String(), kilometres: Maybe(Type.Number()) })),
});
const Answer = Shape({
  decision: OneOf('route', 'triage'),
  suggestions: Type.Array(Suggestion),
  /** bodies that probably have a part beside the first one */
  contributors: Type.Array(Contribution),
  reasons: Type.Array(Reason),
  emergency: Type.Boolean(),
  owner: OrganisationCode,
  category: Type.Union([Code, Type.Null()]),
  class: ComplaintClass,
  place: Type.Union([Place, Type.Null()]),
  policyVersion: Code,
  directoryVersion: Code,
  modelVersion: Type.Union([Code, Type.Null()]),
});

/** What the router would do with a text; nothing is filed. */
@Controller('v1/routing')
export class SuggestionsController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Post('suggestions')
  @Call({ summary: 'Who would be competent for this text', access: 'signed-in', body: Body, answer: Answer })
  async suggest(@ValidBody() body: Static<typeof Body>) {
    const knowledge = knowledgeOf(this.deps);
    await knowledge.models.ready();
    const region = body.place?.regionCode;
    if (region !== undefined && !knowledge.gazetteer.exists(region)) {
      throw new Problem(422, 'unknown-region', `There is no region ${region}.`);
    }
    const category = body.category === undefined ? undefined : knowledge.categories.resolve(body.category);
    if (body.category !== undefined && category === undefined) {
      throw new Problem(422, 'unknown-category', 'The category tree has no such category.');
    }
    const { place, ...rest } = body;
    return shownDecision(suggest({ ...rest, category, ...(place && { place }) }, knowledge.kit()));
  }
}

const shownDecision = ({ place, versions, ...decision }: Decision) => ({
  decision: decision.decision,
  suggestions: decision.suggestions.map(shownProbability),
  contributors: decision.contributors.map(shownProbability),
  reasons: decision.reasons,
  emergency: decision.emergency,
  owner: decision.owner.organisation,
  category: decision.category ?? null,
  class: decision.class,
  place: place
    ? {
        regionCode: place.region,
        name: place.name,
        probability: rounded(place.probability),
        evidence: place.evidence,
      }
    : null,
  policyVersion: versions.policy ?? '',
  directoryVersion: versions.directory ?? '',
  modelVersion: versions.model ?? null,
});
