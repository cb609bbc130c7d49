import { Controller, Get, Inject, Post } from '@nestjs/common';
import { actorOf, type Person } from '@satupintu/domain';
import { Code, type Fact, Instant, Maybe, Reason, REFERENCE, Shape } from '@satupintu/events';
import { Call, type Deps, positionOf, SERVICE_DEPS, Who } from '@satupintu/service';
import { Type } from '@sinclair/typebox';
import { knowledgeOf } from '../knowledge';
import { trainingOf } from './training';
import { refusedReason } from './refused-reason';

const Figures = Type.Record(Type.String(), Type.Number());
const model = {
  version: Code,
  trainedUpTo: Instant,
  digest: Type.String(),
  examples: Maybe(Type.Integer()),
  measured: Figures,
  gate: Maybe(Figures),
  /** false: it did worse than what was in use */
  published: Type.Boolean(),
  reason: Maybe(Reason),
};
const Trained = Shape({ ...model, position: Type.String() });
const Listed = Shape({ ...model, at: Instant, inUse: Type.Boolean() });
const List = Shape({ items: Type.Array(Listed), next: Type.Null() });

/** What the router has learned from earlier decisions, version by version. */
@Controller('v1/routing/models')
export class ModelsController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Get()
  @Call({
    summary: 'Models that were trained, latest first, with what they were measured at',
    access: ['national', 'analyst', 'ops'],
    answer: List,
  })
  async list() {
    const { models } = knowledgeOf(this.deps);
    await models.ready();
    const items = this.deps.reference.models.map((each) => ({
      ...shown(each),
      at: each.at,
      inUse: each.data.version === models.model?.version,
    }));
    return { items: items.reverse(), next: null };
  }

  @Post()
  @Call({
    summary:
      'Train a model on what people have decided so far; it is used unless it does worse. Takes its time',
    access: ['national'],
    body: Shape({}),
    answer: Trained,
    status: 201,
  })
  async train(@Who() person: Person) {
    const published = await trainingOf(this.deps).run(actorOf(person));
    const { id, subject } = published;
    return { ...shown(published), position: positionOf([{ id, subject, topic: REFERENCE }]) };
  }
}

function shown({ data: { used = true, ...data } }: Fact<'ModelPublished'>) {
  const reason = used || !data.gate ? undefined : refusedReason(data.gate);
  return { ...data, published: used, ...(reason && { reason }) };
}
