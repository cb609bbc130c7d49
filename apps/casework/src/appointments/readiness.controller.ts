import { Controller, Get } from '@nestjs/common';
import { mayList, type Person } from '@satupintu/domain';
import { Code, Maybe, OneOf, type Organisation, OrganisationCode, Shape, UnitCode } from '@satupintu/events';
import {
  type Appointment,
  Call,
  defaultLimit,
  forbidden,
  ListQuery,
  Next,
  pageOf,
  parseCursor,
  ValidQuery,
  Who,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { Desk } from '../desk/desk.provider';
import { inboxScope } from '../desk/scope';
import { bodyGaps, missingAtBody, missingAtUnit, unitGaps } from './missing';
import { openPartsByUnit } from './open-parts';

const Count = Type.Integer({ minimum: 0 });
const UnitReadiness = Shape({
  unit: UnitCode,
  name: Type.String(),
  missing: Type.Array(OneOf(...unitGaps)),
  openCases: Count,
});
const Readiness = Shape({
  organisation: OrganisationCode,
  name: Type.String(),
  connection: OneOf('unconnected', 'connected', 'active'),
  missing: Type.Array(OneOf(...bodyGaps)),
  /** open parts of the body, its units included, of cases that the reader sees */
  openCases: Count,
  /** those that lack something */
  units: Type.Array(UnitReadiness),
});
const Query = Shape({ organisation: Maybe(Code), missing: Maybe(Type.Boolean()), ...ListQuery });

/** What is missing until somebody at each body, and at each of its units, reads what is offered to it. */
@Controller('v1/appointments/readiness')
export class ReadinessController {
  constructor(private readonly desk: Desk) {}

  @Get()
  @Call({
    summary: 'What bodies and units lack to be active; `missing=true` leaves out who lacks nothing',
    access: ['coordinator', 'national', 'executive', 'analyst'],
    query: Query,
    answer: Shape({ items: Type.Array(Readiness), next: Next }),
  })
  async list(@Who() person: Person, @ValidQuery() query: Static<typeof Query>) {
    const { organisation, missing = false, limit = defaultLimit, cursor } = query;
    const [last] = cursor === undefined ? [''] : parseCursor(cursor, 1);
    const wanted = this.bodies(person, organisation).filter(({ code }) => code > String(last));
    const lacking = missing ? wanted.filter((body) => this.lacks(body)) : wanted;
    const { items, next } = pageOf(
      lacking.slice(0, limit + 1),
      limit,
      (body) => body,
      ({ code }) => [code],
    );
    const { pool, reference } = this.desk.deps;
    const open = await openPartsByUnit(
      pool,
      items.map(({ code }) => code),
      inboxScope(person, reference.directory()),
    );
    return { items: items.map((body) => this.shown(body, open)), next };
  }

  /** In the order of their codes. @throws Problem 403 `forbidden` */
  private bodies(person: Person, organisation: string | undefined): readonly Organisation[] {
    const directory = this.desk.deps.reference.directory();
    if (organisation === undefined)
      return [...directory.search({})]
        .filter(({ code }) => mayList(person, code, undefined, directory))
        .sort((one, other) => (one.code < other.code ? -1 : 1));
    if (!mayList(person, organisation, undefined, directory)) throw forbidden();
    const found = directory.organisation(organisation);
    return found ? [found] : [];
  }

  private servingAt({ code }: Organisation): Appointment[] {
    const { reference, clock } = this.desk.deps;
    return reference.appointments.serving(code, clock.now());
  }

  private readonly wasSeen = ({ appointmentId }: Appointment) =>
    this.desk.deps.reference.appointments.seenAt(appointmentId) !== undefined;

  private lacks(body: Organisation): boolean {
    const serving = this.servingAt(body);
    return (
      missingAtBody(body, serving, this.wasSeen).length > 0 ||
      this.desk.deps.reference
        .directory()
        .unitsOf(body.code)
        .some(({ code }) => missingAtUnit(code, serving, this.wasSeen).length > 0)
    );
  }

  private shown(body: Organisation, open: ReadonlyMap<string, number>) {
    const { code: organisation, name } = body;
    const serving = this.servingAt(body);
    const missing = missingAtBody(body, serving, this.wasSeen);
    const units = this.desk.deps.reference
      .directory()
      .unitsOf(organisation)
      .map(({ code: unit, name: unitName }) => ({
        unit,
        name: unitName,
        missing: missingAtUnit(unit, serving, this.wasSeen),
        openCases: open.get(unit) ?? 0,
      }));
    return {
      organisation,
      name,
      connection: missing.length === 0 ? 'active' : body.connection,
      missing,
      openCases: open.get(organisation) ?? 0,
      units: units.filter((unit) => unit.missing.length > 0),
    };
  }
}
