import { Controller, Get, Inject, Post } from '@nestjs/common';
import {
  amendCalendar,
  amendLaterCalendars,
  checkCalendar,
  checkWhole,
  type PolicyFault,
  takesEffectAt,
} from '@satupintu/domain';
import {
  Calendar,
  CalendarDay,
  CalendarLayer,
  DayKind,
  fact,
  Hours,
  LocalDate,
  Maybe,
  type ReferenceFact,
  Shape,
} from '@satupintu/events';
import {
  Call,
  type Command,
  Commanded,
  defaultLimit,
  type Deps,
  Next,
  SERVICE_DEPS,
  ValidQuery,
  VersionsQuery,
  versionsPage,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { layered, pointedAt } from './layered';
import { knownTo, publish, refuseFaults } from './publish';

/** Codes that the days and hours are for alone, or layers by code. */
const Layers = Type.Union([
  Type.Array(Type.String(), { maxItems: 1_000 }),
  Type.Record(Type.String(), CalendarLayer),
]);
const Amendment = Shape({
  effectiveFrom: LocalDate,
  days: Type.Array(CalendarDay, { maxItems: 2_000 }),
  regions: Maybe(Layers),
  organisations: Maybe(Layers),
  hours: Maybe(Hours),
  ramadan: Maybe(Calendar.properties.ramadan),
  daysOff: Maybe(Type.Array(DayKind)),
  years: Maybe(Type.Array(Type.Integer({ minimum: 2000, maximum: 2200 }))),
});
const Shown = Type.Object(
  { ...Calendar.properties, inForce: Type.Boolean() },
  { additionalProperties: false },
);
const Published = Shape({
  version: Type.String(),
  effectiveFrom: LocalDate,
  years: Calendar.properties.years,
  position: Type.String(),
});

/** Versions of working time. */
@Controller('v1/calendars')
export class CalendarsController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Get()
  @Call({
    summary: 'Versions of the calendar, the last published first',
    access: 'signed-in',
    query: VersionsQuery,
    answer: Shape({ items: Type.Array(Shown), next: Next }),
  })
  list(@ValidQuery() { limit = defaultLimit, cursor }: Static<typeof VersionsQuery>) {
    const { reference } = this.deps;
    return versionsPage(reference.calendars(), reference.calendar().version, { limit, cursor });
  }

  @Post()
  @Call({
    summary:
      'Publish days, hours or layers over the calendar in force on their day and over those to come; open clocks are recomputed',
    access: ['national'],
    body: Amendment,
    answer: Published,
    status: 201,
  })
  publish(@Commanded() command: Command<Static<typeof Amendment>>) {
    return publish(
      this.deps,
      command,
      (at, by) =>
        this.amended(command.body).map((calendar) =>
          fact(
            'CalendarPublished',
            `calendar:${calendar.version}`,
            { subject: 'calendar', at, by },
            calendar,
          ),
        ),
      shown,
    );
  }

  private amended(posted: Static<typeof Amendment>): Calendar[] {
    const { reference } = this.deps;
    const body = layered(posted);
    const detail = 'The calendar cannot be published like this.';
    const refuse = (faults: readonly PolicyFault[]) =>
      refuseFaults('invalid-calendar', detail, pointedAt(posted, faults));
    refuse(checkCalendar(body, knownTo(reference.directory())));
    const calendar = amendCalendar(reference.calendar(takesEffectAt(body)), body);
    const calendars = [calendar, ...amendLaterCalendars(reference.calendars(), body)];
    refuse(calendars.flatMap((each) => checkWhole(each, body)));
    return calendars;
  }
}

function shown({ data }: ReferenceFact) {
  const { version, effectiveFrom, years } = data as Calendar;
  return { version, effectiveFrom, years };
}
