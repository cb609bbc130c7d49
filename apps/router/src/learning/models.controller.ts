import { Controller, Get, Inject, Post } from '@nestjs/common';
import { actorOf } from '@satupintu/domain';
import { Code, type Fact, Instant, Maybe, Reason, REFERENCE, Shape } from '@satupintu/events';
import {
  Call,
  type Command,
  Commanded,
  defaultLimit,
  type Deps,
  ListQuery,
  Next,
  pageOf,
  parseCursor,
  positionOf,
  SERVICE_DEPS,
  ValidQuery,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
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
const List = Shape({ items: Type.Array(Listed), next: Next });
const Query = Shape(ListQuery);

/** What the router has learned from earlier decisions, version by version. */
@Controller('v1/routing/models')
export class ModelsController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Get()
  @Call({
    summary: 'Models that were trained, latest first, with what they were measured at',
    access: ['national', 'analyst'],
    query: Query,
    answer: List,
  })
  async list(@ValidQuery() { limit = defaultLimit, cursor }: Static<typeof Query>) {
    const { models } = knowledgeOf(this.deps);
    await models.ready();
    const before = cursor === undefined ? Infinity : Number(parseCursor(cursor, 1)[0]);
    const trained = this.deps.reference.models.map((each, place) => ({ each, place })).reverse();
    const rows = trained.filter(({ place }) => place < before).slice(0, limit + 1);
    return pageOf(
      rows,
      limit,
      ({ each }) => ({ ...shown(each), at: each.at, inUse: each.data.version === models.model?.version }),
      ({ place }) => [place],
    );
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
  async train(@Commanded() { person, call, idempotencyKey: key, body }: Command) {
    const { idempotency } = this.deps;
    const repeat = { who: `person:${person.subject}`, call, key, body };
    const attempt = await idempotency.begin(repeat);
    if (attempt.answer !== undefined) return JSON.parse(attempt.answer) as object;
    await idempotency.decided(attempt, repeat, []);
    const published = await trainingOf(this.deps).run(actorOf(person));
    const { id, subject } = published;
    const answer = { ...shown(published), position: positionOf([{ id, subject, topic: REFERENCE }]) };
    return JSON.parse(await idempotency.answered(attempt, repeat, JSON.stringify(answer))) as object;
  }
}

function shown({ data: { used = true, ...data } }: Fact<'ModelPublished'>) {
  const reason = used || !data.gate ? undefined : refusedReason(data.gate);
  return { ...data, published: used, ...(reason && { reason }) };
}
