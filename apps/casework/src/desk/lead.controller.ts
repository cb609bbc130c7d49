import { Controller, Post } from '@nestjs/common';
import { heads, offerLead, refuseOffer, takeLead, withdrawOffer } from '@satupintu/domain';
import { Id, Shape } from '@satupintu/events';
import { Call, type Command, Commanded, PathId } from '@satupintu/service';
import { type Static } from '@sinclair/typebox';
import { notLead } from './contributors.controller';
import { Desk } from './desk.provider';
import { Done, Text } from './shapes';
import { standingOf } from './standing';

const Offer = Shape({ to: Id, reason: Text });
const Taking = Shape({});
const Ending = Shape({ reason: Text });

/** The lead of a case changes hands: one body asks, the other takes it on. Nobody becomes accountable otherwise. */
@Controller('v1/dispositions/:dispositionId')
export class LeadController {
  constructor(private readonly desk: Desk) {}

  @Post('handover')
  @Call({
    summary: 'Ask a body that contributes to lead the case; nothing changes until it does',
    access: heads,
    body: Offer,
    answer: Done(),
  })
  offer(@PathId('dispositionId') dispositionId: string, @Commanded() command: Command<Static<typeof Offer>>) {
    const { to, reason } = command.body;
    return this.desk.onDisposition(
      command,
      dispositionId,
      'handover',
      async (held, state, wish) => {
        if (held.dispositionId !== state.lead) return notLead(held);
        const words = await this.desk.seal(state.complaintId, 'handover', reason);
        return offerLead(state, { from: dispositionId, to, words }, wish);
      },
      (_facts, state) => standingOf(state, dispositionId),
    );
  }

  @Post('handover/withdraw')
  @Call({
    summary: 'Take the open offer of the lead back; the lead stays',
    access: heads,
    body: Ending,
    answer: Done(),
  })
  withdraw(
    @PathId('dispositionId') dispositionId: string,
    @Commanded() command: Command<Static<typeof Ending>>,
  ) {
    return this.desk.onDisposition(
      command,
      dispositionId,
      'handover-withdrawn',
      async (held, state, wish) => {
        if (held.dispositionId !== state.lead) return notLead(held);
        const words = await this.desk.seal(state.complaintId, 'handover', command.body.reason);
        return withdrawOffer(state, { dispositionId, words }, wish);
      },
      (_facts, state) => standingOf(state, dispositionId),
    );
  }

  /** On the contribution to which the lead was offered. */
  @Post('lead')
  @Call({
    summary: 'Take the lead on; who led before contributes from now on',
    access: heads,
    body: Taking,
    answer: Done(),
  })
  take(@PathId('dispositionId') dispositionId: string, @Commanded() command: Command) {
    return this.desk.onDisposition(
      command,
      dispositionId,
      'lead',
      (_held, state, wish) => takeLead(state, { dispositionId }, wish),
      (_facts, state) => standingOf(state, dispositionId),
    );
  }

  @Post('lead/refuse')
  @Call({
    summary: 'Say no to the lead that was offered; the contribution goes on',
    access: heads,
    body: Ending,
    answer: Done(),
  })
  refuse(
    @PathId('dispositionId') dispositionId: string,
    @Commanded() command: Command<Static<typeof Ending>>,
  ) {
    return this.desk.onDisposition(
      command,
      dispositionId,
      'lead-refused',
      async (_held, state, wish) => {
        const words = await this.desk.seal(state.complaintId, 'refusal', command.body.reason);
        return refuseOffer(state, { dispositionId, words }, wish);
      },
      (_facts, state) => standingOf(state, dispositionId),
    );
  }
}
