import { Controller, Get, Param, Post } from '@nestjs/common';
import { type Person } from '@satupintu/domain';
import { isId, Maybe, Shape } from '@satupintu/events';
import {
  Call,
  type Command,
  Commanded,
  defaultLimit,
  invalidCursor,
  ListQuery,
  Next,
  pageOf,
  parseCursor,
  ValidQuery,
  Who,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { Desk } from '../desk/desk.provider';
import { PartnerGate } from './partner-gate.provider';
import { readUpdates } from './read-updates';
import { Result, Updates as UpdatesBody, UpdateState } from './update-shapes';
import { positionOfAll, Updates } from './updates.provider';

const Query = Shape({ state: Maybe(UpdateState), ...ListQuery });

/** What a body's own app reports of the cases that its body handles: late, twice and out of order if need be. */
@Controller('v1/partners/:organisation/updates')
export class UpdatesController {
  constructor(
    private readonly desk: Desk,
    private readonly gate: PartnerGate,
    private readonly updates: Updates,
  ) {}

  @Post()
  @Call({
    summary: 'Push updates of cases: each counts once, in its sequence on its case, at the instant of its arrival',
    access: ['channel'],
    body: UpdatesBody,
    answer: Shape({ items: Type.Array(Result), position: Type.String() }),
  }) // prettier-ignore
  async push(
    @Param('organisation') organisation: string,
    @Commanded() command: Command<Static<typeof UpdatesBody>>,
  ) {
    const { person, call, idempotencyKey: key, body } = command;
    const partner = this.gate.admit(person, organisation);
    const { idempotency } = this.desk.deps;
    const repeat = { who: `person:${person.subject}`, call, key, body };
    const attempt = await idempotency.begin(repeat);
    if (attempt.answer !== undefined) return JSON.parse(attempt.answer) as object;
    // From here on the key is this body's, whatever becomes of the updates.
    await idempotency.decided(attempt, repeat, attempt.facts ?? []);
    const items = await this.updates.take(partner, body.updates);
    const answer = { items, position: positionOfAll(items) };
    return JSON.parse(await idempotency.answered(attempt, repeat, JSON.stringify(answer))) as object;
  }

  @Get()
  @Call({
    summary: 'Updates that came from a partner, and what became of them',
    access: ['channel', 'coordinator', 'national'],
    query: Query,
    answer: Shape({ items: Type.Array(Result), next: Next }),
  })
  async list(
    @Who() person: Person,
    @Param('organisation') organisation: string,
    @ValidQuery() { state, limit = defaultLimit, cursor }: Static<typeof Query>,
  ) {
    this.gate.admitReader(person, organisation);
    const after = cursor === undefined ? undefined : idOfCursor(cursor);
    const rows = await readUpdates(this.desk.deps.pool, organisation, { state, after, limit: limit + 1 });
    return pageOf(
      rows,
      limit,
      (row) => row,
      ({ updateId }) => [updateId],
    );
  }
}

/** @throws Problem 400 `invalid-cursor` */
function idOfCursor(cursor: string): string {
  const [updateId] = parseCursor(cursor, 1);
  if (isId(updateId)) return updateId;
  throw invalidCursor();
}
