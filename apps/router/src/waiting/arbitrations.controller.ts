import { Controller, Get, Post } from '@nestjs/common';
import { arbitrate, finalOfferId, nextDispositionId, type Person } from '@satupintu/domain';
import { Maybe, OrganisationCode, Shape, UnitCode } from '@satupintu/events';
import {
  Call,
  type Command,
  Commanded,
  defaultLimit,
  pageOf,
  PathId,
  ValidQuery,
  Who,
} from '@satupintu/service';
import { type Static } from '@sinclair/typebox';
import { Officers } from './officers.provider';
import { firstKey, keyOf, parseKey, readWaiting } from './read-waiting';
import { Decided, Text, WaitingList, WaitingQuery } from './shapes';
import { shownWaiting, standing } from './shown';

const Body = Shape({ organisation: OrganisationCode, unit: Maybe(UnitCode), reason: Text });
const officers = ['coordinator', 'national'] as const;

/** Bodies refuse each other: the tier above both decides, and that decision can't be declined. */
@Controller('v1/arbitrations')
export class ArbitrationsController {
  constructor(private readonly officers: Officers) {}

  @Get()
  @Call({
    summary: 'Waiting for the tier above, oldest first',
    access: officers,
    query: WaitingQuery,
    answer: WaitingList,
  })
  async list(
    @Who() person: Person,
    @ValidQuery() { organisation, limit = defaultLimit, cursor }: Static<typeof WaitingQuery>,
  ) {
    const owners = this.officers.ownersFor(person, organisation);
    const after = cursor === undefined ? firstKey : parseKey(cursor);
    const rows = await readWaiting(this.officers.deps.pool, 'arbitration', owners, after, limit + 1);
    const page = pageOf(rows, limit, (row) => row, keyOf);
    return { items: await shownWaiting(page.items, this.officers.deps), next: page.next };
  }

  @Post(':complaintId')
  @Call({ summary: 'Decide who must take it', access: officers, body: Body, answer: Decided })
  decide(@PathId('complaintId') complaintId: string, @Commanded() command: Command<Static<typeof Body>>) {
    const { organisation, unit, reason } = command.body;
    return this.officers.decide(
      command,
      complaintId,
      async (state, wish) => {
        this.officers.checkExists({ organisation, unit });
        const words = await this.officers.seal(complaintId, 'arbitration', { text: reason });
        return arbitrate(state, { organisation, unit, words }, wish);
      },
      // The offer follows by rule; its disposition is known beforehand.
      (_facts, state) =>
        standing(state, state.status === 'arbitration' ? nextDispositionId(state) : state.lead),
      (state) => [finalOfferId(state)],
    );
  }
}
