import { Controller, Get } from '@nestjs/common';
import { type Person } from '@satupintu/domain';
import { Code, Id, Instant, Maybe, OrganisationCode, Role, Shape, UnitCode } from '@satupintu/events';
import { Call, type Handover, Who } from '@satupintu/service';
import { Type } from '@sinclair/typebox';
import { countsOf, InboxCounts } from '../desk/counts';
import { Desk } from '../desk/desk.provider';
import { countInbox, firstKey, readInbox } from '../desk/inbox';
import { InboxItem } from '../desk/inbox-shapes';
import { endOfDayAt } from '../desk/local-day';
import { inboxScope } from '../desk/scope';
import { ShownItems } from '../desk/shown-items';
import { threadsWithNews } from '../thread/threads-with-news';
import { handoverHead } from './brief';
import { HandoverShown } from './handover-shapes';
import { mayReadHandover } from './may-read-handover';
import { progressOf } from './open-parts';

const Appointed = Shape({
  appointmentId: Id,
  role: Role,
  organisation: OrganisationCode,
  unit: Maybe(UnitCode),
  from: Instant,
  to: Maybe(Instant),
  seenAt: Maybe(Instant),
});
const News = Shape({
  complaintId: Id,
  dispositionId: Id,
  lastAt: Instant,
  by: Shape({ organisation: Maybe(Code), unit: Maybe(Code) }),
});
const FirstPage = Shape({
  role: Role,
  organisation: Code,
  organisationName: Type.String(),
  unit: Maybe(Code),
  unitName: Maybe(Type.String()),
  /** empty for who is judged by the claims of the token */
  appointments: Type.Array(Appointed),
  counts: InboxCounts,
  /** what the body itself must do next */
  dueNext: Type.Array(InboxItem),
  /** open cases on which another body spoke last */
  threads: Type.Array(News),
  /** by which cases came to this place or left it; the brief is behind each */
  handovers: Type.Array(HandoverShown),
});

/** So many of each: a page to begin with, not a list to work through. */
const most = 10;

/** Where somebody begins who was appointed today, and everybody each morning. */
@Controller('v1/appointments/me')
export class FirstPageController {
  private readonly items: ShownItems;

  constructor(private readonly desk: Desk) {
    this.items = new ShownItems(desk.deps);
  }

  @Get()
  @Call({
    summary:
      'The first page of an officer: appointments, counts, what is due next, threads with news, briefs',
    access: ['liaison', 'coordinator', 'analyst', 'national', 'executive'],
    answer: FirstPage,
  })
  async page(@Who() person: Person) {
    const scope = inboxScope(person, this.desk.deps.reference.directory());
    const [counts, dueNext, threads, handovers] = await Promise.all([
      this.counts(person),
      this.dueNext(person),
      threadsWithNews(this.desk.deps.pool, person, scope, most),
      this.handovers(person),
    ]);
    return {
      ...this.place(person),
      appointments: this.appointments(person),
      counts,
      dueNext,
      threads,
      handovers,
    };
  }

  private place({ role, organisation, unit }: Person) {
    const directory = this.desk.deps.reference.directory();
    return {
      role,
      organisation,
      organisationName: directory.organisation(organisation)?.name ?? organisation,
      ...(unit !== undefined && { unit, unitName: directory.unit(unit)?.name ?? unit }),
    };
  }

  private appointments(person: Person) {
    const { reference, clock } = this.desk.deps;
    return reference.appointments.of(person, clock.now()).map(({ subject: _own, ...appointment }) => {
      const seenAt = reference.appointments.seenAt(appointment.appointmentId);
      return { ...appointment, ...(seenAt !== undefined && { seenAt }) };
    });
  }

  /** The own house, also for who may look into others. */
  private readonly filterOf = ({ organisation, unit }: Person) => ({ organisation, unit });

  private async counts(person: Person) {
    const { pool, clock, reference } = this.desk.deps;
    const directory = reference.directory();
    const now = clock.now();
    const endOfDay = endOfDayAt(now, directory.timeZoneOf(person.organisation, person.unit));
    const scope = inboxScope(person, directory);
    return countsOf(await countInbox(pool, this.filterOf(person), scope, now, endOfDay));
  }

  private async dueNext(person: Person) {
    const { pool, reference } = this.desk.deps;
    const filter = { ...this.filterOf(person), waitsFor: 'body' };
    const rows = await readInbox(pool, filter, inboxScope(person, reference.directory()), firstKey, most);
    return this.items.of(rows, person);
  }

  private async handovers(person: Person) {
    const { reference, pool } = this.desk.deps;
    const latest = reference.handovers
      .all()
      .filter((one) => isOwn(one, person) && mayReadHandover(person, one))
      .slice(-most)
      .reverse();
    return Promise.all(
      latest.map(async (one) => {
        const { moved, done } = await progressOf(pool, one);
        return { ...handoverHead(one), moved, state: done ? 'done' : 'moving' };
      }),
    );
  }
}

const isOwn = ({ data }: Handover, { organisation }: Person) => data.organisation === organisation;
