import { Controller, Get, Post } from '@nestjs/common';
import { actorOf, type Person } from '@satupintu/domain';
import { Code, Id, Instant, Maybe, OrganisationCode, Role, Shape, UnitCode } from '@satupintu/events';
import {
  Call,
  type Command,
  Commanded,
  defaultLimit,
  forbidden,
  ListQuery,
  Next,
  pageOf,
  Problem,
  ValidQuery,
  Who,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { Desk } from '../desk/desk.provider';
import { appoint, appointmentIdOf, mayAppoint } from './appoint';
import { placeOf } from './place';

const wanted = {
  subject: Type.String({ minLength: 1, maxLength: 200 }),
  role: Role,
  organisation: OrganisationCode,
  unit: Maybe(UnitCode),
  from: Instant,
  to: Maybe(Instant),
};
const Wanted = Shape(wanted);
const Shown = Shape({ appointmentId: Id, ...wanted });
const Query = Shape({ organisation: Maybe(Code), ...ListQuery });

/** Who serves where, from when to when. Roles hang on organisations; an ended appointment ends the right. */
@Controller('v1/appointments')
export class AppointmentsController {
  constructor(private readonly desk: Desk) {}

  @Get()
  @Call({
    summary: 'Appointments, in the order in which they were made',
    access: ['coordinator', 'national'],
    query: Query,
    answer: Shape({ items: Type.Array(Shown), next: Next }),
  })
  list(@Who() person: Person, @ValidQuery() query: Static<typeof Query>) {
    const own = person.role === 'national' ? undefined : person.organisation;
    if (own !== undefined && query.organisation !== undefined && query.organisation !== own)
      throw forbidden();
    const organisation = query.organisation ?? own;
    const { limit = defaultLimit, cursor } = query;
    const after = cursor === undefined ? -1 : placeOf(cursor);
    const rows = this.desk.deps.reference.appointments
      .all()
      .map((appointment, place) => ({ appointment, place }))
      .filter(
        ({ appointment, place }) =>
          place > after && (organisation ?? appointment.organisation) === appointment.organisation,
      );
    return pageOf(
      rows.slice(0, limit + 1),
      limit,
      ({ appointment }) => appointment,
      ({ place }) => [place],
    );
  }

  @Post()
  @Call({
    summary: 'Appoint somebody; the same with an end ends it',
    access: ['coordinator', 'national'],
    body: Wanted,
    answer: Shape({ appointmentId: Id, ...wanted, position: Type.String() }),
    status: 201,
  })
  async appoint(@Commanded() { person, ...command }: Command<Static<typeof Wanted>>) {
    const { body } = command;
    if (!mayAppoint(person, body)) throw forbidden();
    this.checkPlace(body);
    const { commands, reference } = this.desk.deps;
    const actor = actorOf(person);
    const existing = reference.appointments.get(appointmentIdOf(body));
    return commands.publish(
      { ...command, person, actor },
      (at) => appoint(body, existing, at, actor),
      () => ({ appointmentId: appointmentIdOf(body), ...body }),
    );
  }

  /** @throws Problem 422 `unknown-organisation`, `unknown-unit`, `ends-before-it-begins` */
  private checkPlace({ organisation, unit, from, to }: Static<typeof Wanted>): void {
    this.desk.checkExists({ organisation, unit });
    if (unit !== undefined && !unit.startsWith(`${organisation}/`)) {
      throw new Problem(422, 'unknown-unit', 'The unit does not belong to the organisation.');
    }
    if (to !== undefined && to < from)
      throw new Problem(422, 'ends-before-it-begins', 'An appointment cannot end before it begins.');
  }
}
