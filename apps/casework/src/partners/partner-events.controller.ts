import { Controller, Get, Param } from '@nestjs/common';
import { type Person } from '@satupintu/domain';
import { PartnerEvent, Shape } from '@satupintu/events';
import { Call, defaultLimit, encodeCursor, ListQuery, readCursor, ValidQuery, Who } from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { Desk } from '../desk/desk.provider';
import { PartnerGate } from './partner-gate.provider';
import { readPartnerEvents } from './read-partner-events';

const Query = Shape(ListQuery);

/** What a partner pulls: whatever happened to the cases that it filed, and to those that its body handles. */
@Controller('v1/partners/:organisation/events')
export class PartnerEventsController {
  constructor(
    private readonly desk: Desk,
    private readonly gate: PartnerGate,
  ) {}

  @Get()
  @Call({
    summary: 'Events of a partner’s cases since a cursor; `next` is always given, also on an empty page',
    access: ['channel'],
    query: Query,
    answer: Shape({ items: Type.Array(PartnerEvent), next: Type.String() }),
  })
  async list(
    @Who() person: Person,
    @Param('organisation') asked: string,
    @ValidQuery() { cursor, limit = defaultLimit }: Static<typeof Query>,
  ) {
    const { organisation } = this.gate.admit(person, asked);
    const page = await readPartnerEvents(this.desk.deps.pool, organisation, readCursor(cursor), limit);
    return { items: page.items, next: encodeCursor(page.cursor) };
  }
}
