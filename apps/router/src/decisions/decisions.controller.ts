import { Controller, Get } from '@nestjs/common';
import { hopsOf, type Person, waitsOf } from '@satupintu/domain';
import {
  Actor,
  Code,
  Id,
  Instant,
  Maybe,
  OneOf,
  OrganisationCode,
  Owner,
  Reason,
  Shape,
  Suggestion,
  UnitCode,
} from '@satupintu/events';
import { Call, PathId, Who } from '@satupintu/service';
import { Type } from '@sinclair/typebox';
import { Officers } from '../waiting/officers.provider';
import { explained } from './explain';
import { readDecisions } from './read-decisions';
import { countedHops } from './working-hours';

const Hop = Shape({
  hop: Type.Integer(),
  organisation: OrganisationCode,
  unit: Maybe(UnitCode),
  offeredAt: Instant,
  outcome: Code,
  ground: Maybe(Type.String()),
  proposed: Maybe(OrganisationCode),
  endedAt: Maybe(Instant),
  secondsLost: Type.Integer(),
  hoursLost: Type.Number(),
  /** the same in the body’s own working time; absent where no calendar covers it */
  workingHoursLost: Maybe(Type.Number()),
});
/** Time that the case waited for people, between hops. */
const Wait = Shape({
  kind: OneOf('triage', 'arbitration'),
  from: Instant,
  to: Maybe(Instant),
  seconds: Type.Integer(),
  hours: Type.Number(),
});
/** `kind` says which of the further members there are: those of the fact, without its words. */
const Item = Type.Object(
  {
    at: Instant,
    kind: Code,
    by: Actor,
    /** who is accountable after it */
    to: Maybe(Owner),
    reasons: Type.Array(Reason),
    runnerUp: Type.Union([Suggestion, Type.Null()]),
    /** of a refusal: what it cost */
    secondsLost: Maybe(Type.Integer()),
    hoursLost: Maybe(Type.Number()),
  },
  { additionalProperties: true },
);
const Answer = Shape({
  complaintId: Id,
  trackingId: Code,
  status: Code,
  owner: OrganisationCode,
  items: Type.Array(Item),
  hops: Type.Array(Hop),
  waits: Type.Array(Wait),
  emergency: Type.Boolean(),
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
    const { rows, state } = await this.together(complaintId, person);
    return {
      complaintId,
      trackingId: state.trackingId,
      status: state.status,
      owner: state.owner.organisation,
      items: rows.map((row) => explained(row, state)),
      hops: countedHops(hopsOf(state), this.officers.deps.reference),
      waits: waitsOf(state, this.officers.deps.clock.now()),
      emergency: state.emergency === true,
      next: null,
    };
  }

  /** Rows and state are written at once but read apart: read again where rows came in between. */
  private async together(complaintId: string, person: Person) {
    const { pool } = this.officers.deps;
    for (let rows = await readDecisions(pool, complaintId); ;) {
      const state = await this.officers.readable(person, complaintId);
      const again = await readDecisions(pool, complaintId);
      if (again.length === rows.length) return { rows, state };
      rows = again;
    }
  }
}
