import { Controller, Post } from '@nestjs/common';
import {
  type Disposition,
  heads,
  inviteContributor,
  leadOf,
  mayHandle,
  refuse,
  releaseContributor,
} from '@satupintu/domain';
import { Code, Id, Maybe, OrganisationCode, Shape, UnitCode } from '@satupintu/events';
import { Call, type Command, Commanded, notFound, PathId } from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { Desk } from './desk.provider';
import { Done, Text } from './shapes';
import { madeBy, standingOf } from './standing';

const Invitation = Shape({
  organisation: OrganisationCode,
  unit: Maybe(UnitCode),
  task: Text,
  /** default: yes */
  required: Maybe(Type.Boolean()),
  replaces: Maybe(Id),
});
const Release = Shape({ reason: Code });

/** The lead asks other bodies for contributions, each with its own disposition and clock, and lets them go again. */
@Controller('v1/dispositions/:dispositionId')
export class ContributorsController {
  constructor(private readonly desk: Desk) {}

  @Post('contributors')
  @Call({
    summary:
      'Ask another body, anywhere, for a contribution; the answer in substance waits for a required one',
    access: heads,
    body: Invitation,
    answer: Done(),
    status: 201,
  })
  invite(
    @PathId('dispositionId') dispositionId: string,
    @Commanded() command: Command<Static<typeof Invitation>>,
  ) {
    const { organisation, unit, task, required = true, replaces } = command.body;
    return this.desk.onDisposition(
      command,
      dispositionId,
      'contributor',
      async (held, state, wish) => {
        if (held.dispositionId !== state.lead) return notLead(held);
        this.desk.checkExists({ organisation, unit });
        if (unit !== undefined && !unit.startsWith(`${organisation}/`)) {
          return refuse(422, 'unknown-unit', 'The unit does not belong to the body that is asked.');
        }
        if (this.desk.isUnconnected(organisation)) {
          return refuse(422, 'organisation-unconnected', `${organisation} takes no cases here yet.`);
        }
        const words = await this.desk.seal(state.complaintId, 'task', task);
        return inviteContributor(state, { organisation, unit, words, required, replaces }, wish);
      },
      (facts, state) => standingOf(state, String(madeBy(facts, 'dispositionId').dispositionId)),
    );
  }

  /** On the contribution itself, by the body that leads the case. */
  @Post('release')
  @Call({ summary: 'The contribution is not needed any more', access: heads, body: Release, answer: Done() })
  async release(
    @PathId('dispositionId') dispositionId: string,
    @Commanded() command: Command<Static<typeof Release>>,
  ) {
    const complaintId = await this.desk.complaintOf(dispositionId);
    return this.desk.onCase(
      command,
      complaintId,
      'release',
      (state, wish) => {
        const lead = leadOf(state);
        if (!lead || !mayHandle(command.person, lead)) throw notFound();
        return releaseContributor(state, { dispositionId, reason: command.body.reason }, wish);
      },
      (_facts, state) => standingOf(state, dispositionId),
    );
  }
}

export const notLead = ({ part }: Disposition) =>
  refuse(
    409,
    'not-lead',
    part === 'lead' ? 'Another body leads the case by now.' : 'Only the body that leads the case may.',
  );
