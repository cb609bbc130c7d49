import { Controller, Get, Param } from '@nestjs/common';
import { mayList, type Person } from '@satupintu/domain';
import { AgencyEvent, Shape } from '@satupintu/events';
import {
  Call,
  defaultLimit,
  encodeCursor,
  forbidden,
  ListQuery,
  readCursor,
  ValidQuery,
  Who,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { Desk } from '../desk/desk.provider';
import { readFeed } from './read-feed';

const Query = Shape(ListQuery);
/** What each body is told, to be read on from where it stopped: `next` is always given, also on an empty page. */
@Controller('v1/feeds')
export class FeedsController {
  constructor(private readonly desk: Desk) {}

  @Get(':organisation')
  @Call({
    summary: 'Events of one body since a cursor',
    access: ['coordinator', 'national', 'executive', 'analyst'],
    query: Query,
    answer: Shape({ items: Type.Array(AgencyEvent), next: Type.String() }),
  })
  async list(
    @Who() person: Person,
    @Param('organisation') organisation: string,
    @ValidQuery() { cursor, limit = defaultLimit }: Static<typeof Query>,
  ) {
    if (!this.mayFollow(person, organisation)) throw forbidden();
    const page = await readFeed(
      this.desk.deps.pool,
      { organisation, restricted: person.role !== 'executive' },
      readCursor(cursor),
      limit,
    );
    return { items: page.items.map(({ event }) => event), next: encodeCursor(page.cursor) };
  }

  /** An office of the Ombudsman sees its province, which a body's feed is not bound to. */
  private mayFollow(person: Person, organisation: string): boolean {
    if (person.role === 'analyst' && person.unit !== undefined) return false;
    return mayList(person, organisation, undefined, this.desk.tree);
  }
}
