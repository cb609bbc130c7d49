import { Controller, Get } from '@nestjs/common';
import { type Person } from '@satupintu/domain';
import { Code, Id, Instant, Maybe, Shape } from '@satupintu/events';
import {
  Call,
  defaultLimit,
  encodeCursor,
  ListQuery,
  Next,
  readCursor,
  ValidQuery,
  Who,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { DateOrInstant } from '../cases/shapes';
import { instantOf, Watch, watchers } from '../watch.provider';
import { readEscalations } from './read-escalations';

const Query = Shape({ since: Maybe(DateOrInstant), ...ListQuery });
const Escalation = Shape({
  complaintId: Id,
  trackingId: Code,
  level: Type.Integer({ minimum: 1, maximum: 4 }),
  to: Code,
  reason: Type.String(),
  clockId: Id,
  dueAt: Instant,
  escalatedAt: Instant,
});

/** Who was told about what, step by step up the ladder. */
@Controller('v1/oversight/escalations')
export class EscalationsController {
  constructor(private readonly watch: Watch) {}

  @Get()
  @Call({
    summary: 'Steps of the ladder, in the log’s order',
    access: watchers,
    query: Query,
    answer: Shape({ items: Type.Array(Escalation), next: Next }),
  })
  async list(
    @Who() person: Person,
    @ValidQuery() { since, cursor, limit = defaultLimit }: Static<typeof Query>,
  ) {
    const from = instantOf(since, 'from', '/since');
    const scope = this.watch.scopeOf(person);
    const page = await readEscalations(this.watch.deps.pool, from, scope, readCursor(cursor), limit);
    return { items: page.items, next: page.more ? encodeCursor(page.cursor) : null };
  }
}
