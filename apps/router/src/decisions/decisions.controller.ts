import { Controller, Get } from '@nestjs/common';
import { hopsOf, type Person } from '@satupintu/domain';
import { Actor, Code, Id, Instant, Maybe, OrganisationCode, Shape, UnitCode } from '@satupintu/events';
import { Call, PathId, Who } from '@satupintu/service';
import { Type } from '@sinclair/typebox';
import { Officers } from '../waiting/officers.provider';
import { readDecisions } from './read-decisions';

const Hop = Shape({
  hop: Type.Integer(),
  organisation: OrganisationCode,
  unit: Maybe(UnitCode),
  offeredAt: Instant,
  outcome: Code,
  ground: Maybe(Type.String()),
  proposed: Maybe(OrganisationCode),
  secondsLost: Type.Integer(),
});
/** `kind` says which of the further members there are: those of the fact, without its words. */
const Item = Type.Object({ at: Instant, kind: Code, by: Actor }, { additionalProperties: true });
const Answer = Shape({
  complaintId: Id,
  trackingId: Code,
  status: Code,
  owner: OrganisationCode,
  items: Type.Array(Item),
  hops: Type.Array(Hop),
  next: Type.Null(),
});

/** Why a complaint is where it is. */
@Controller('v1/routing/decisions')
export class DecisionsController {
  constructor(private readonly officers: Officers) {}

  @Get(':complaintId')
  @Call({
    summary: 'Every decision on where a complaint belongs, with reasons and time lost',
    access: ['liaison', 'coordinator', 'national', 'executive', 'analyst'],
    answer: Answer,
  })
  async decisions(@PathId('complaintId') complaintId: string, @Who() person: Person) {
    // Rows first: the state is then never older than what they say.
    const items = await readDecisions(this.officers.deps.pool, complaintId);
    const state = await this.officers.readable(person, complaintId);
    return {
      complaintId,
      trackingId: state.trackingId,
      status: state.status,
      owner: state.owner.organisation,
      items,
      hops: hopsOf(state),
      next: null,
    };
  }
}
