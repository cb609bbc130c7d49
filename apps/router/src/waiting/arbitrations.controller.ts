import { Controller, Get, Post } from '@nestjs/common';
import { arbitrate, finalOfferId, nextDispositionId, type Person } from '@satupintu/domain';
import { Maybe, OrganisationCode, Shape, UnitCode } from '@satupintu/events';
import { Call, type Command, Commanded, PathId, ValidQuery, Who } from '@satupintu/service';
import { type Static } from '@sinclair/typebox';
import { Officers } from './officers.provider';
import { Decided, Text, WaitingList, WaitingQuery } from './shapes';
import { standing } from './shown';
import { waitingPage } from './waiting-page';

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
  list(@Who() person: Person, @ValidQuery() query: Static<typeof WaitingQuery>) {
    return waitingPage(this.officers, 'arbitration', person, query);
  }

  @Post(':complaintId')
  @Call({ summary: 'Decide who must take it', access: officers, body: Body, answer: Decided })
  decide(@PathId('complaintId') complaintId: string, @Commanded() command: Command<Static<typeof Body>>) {
    const { organisation, unit, reason } = command.body;
    return this.officers.decide(
      command,
      complaintId,
      async (state, wish) => {
        this.officers.checkTakes({ organisation, unit });
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
