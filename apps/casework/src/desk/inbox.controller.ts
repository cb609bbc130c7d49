import { Controller, Get } from '@nestjs/common';
import { type Case, isRestricted, mayList, mayReadCase, type Person } from '@satupintu/domain';
import { Shape, type TimeZone } from '@satupintu/events';
import {
  Call,
  defaultLimit,
  forbidden,
  invalidQuery,
  Next,
  pageOf,
  PathId,
  ValidQuery,
  Who,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { countsOf, InboxCounts } from './counts';
import { Desk } from './desk.provider';
import { countInbox, firstKey, keyOf, parseKey, readInbox } from './inbox';
import { CountQuery, DispositionInFull, InboxItem, InboxQuery } from './inbox-shapes';
import { endOfDate, endOfDayAt } from './local-day';
import { readReplies } from './read-replies';
import { inboxScope } from './scope';
import { ShownItems } from './shown-items';

const readers = ['liaison', 'coordinator', 'national', 'executive', 'analyst'] as const;

/** What bodies have to handle, what is due first. */
@Controller('v1/dispositions')
export class InboxController {
  private readonly items: ShownItems;

  constructor(private readonly desk: Desk) {
    this.items = new ShownItems(desk.deps);
  }

  @Get()
  @Call({
    summary: 'Dispositions of a body or unit, what is due first',
    access: readers,
    query: InboxQuery,
    answer: Shape({ items: Type.Array(InboxItem), next: Next }),
  })
  async list(@Who() person: Person, @ValidQuery() query: Static<typeof InboxQuery>) {
    const { due, limit = defaultLimit, cursor, ...wish } = query;
    const organisation = this.listed(person, query);
    const filter = { ...wish, organisation, dueUpTo: this.dueUpTo(due, organisation) };
    const after = cursor === undefined ? firstKey : parseKey(cursor);
    const scope = inboxScope(person, this.desk.deps.reference.directory());
    const rows = await readInbox(this.desk.deps.pool, filter, scope, after, limit + 1);
    const page = pageOf(rows, limit, (row) => row, keyOf);
    return { items: await this.items.of(page.items, person), next: page.next };
  }

  @Get('counts')
  @Call({
    summary: 'How many there are in each state, what is overdue or due today, and whose turn it is',
    access: readers,
    query: CountQuery,
    answer: InboxCounts,
  })
  async counts(@Who() person: Person, @ValidQuery() query: Static<typeof CountQuery>) {
    const { pool, clock, reference } = this.desk.deps;
    const organisation = this.listed(person, query);
    const scope = inboxScope(person, reference.directory());
    const endOfDay = endOfDayAt(clock.now(), this.zoneOf(organisation ?? person.organisation));
    return countsOf(await countInbox(pool, { ...query, organisation }, scope, clock.now(), endOfDay));
  }

  @Get(':dispositionId')
  @Call({
    summary: 'One disposition, with what the reporter said since the filing',
    access: readers,
    answer: DispositionInFull,
  })
  async one(@Who() person: Person, @PathId('dispositionId') dispositionId: string) {
    const complaintId = await this.desk.complaintOf(dispositionId);
    const state = await this.desk.readable(person, complaintId);
    const [item] = await this.items.of(
      [{ complaint_id: complaintId, disposition_id: dispositionId }],
      person,
    );
    return { ...item, history: await this.history(person, state) };
  }

  /** Reporters of cases that follow this one speak to whoever leads it; what is restricted stays with its own. */
  private async history(person: Person, own: Case) {
    const { pool, vault } = this.desk.deps;
    const heard = (await this.following(own.merge.followers)).filter(
      (state) => !isRestricted(state) || mayReadCase(person, state, this.desk.tree),
    );
    const ids = [own, ...heard].map(({ complaintId }) => complaintId);
    return readReplies(pool, vault, ids);
  }

  /** Cases that follow one, and those that follow these; no circle can arise. */
  private async following(complaintIds: readonly string[]): Promise<Case[]> {
    if (complaintIds.length === 0) return [];
    const states = [...(await this.desk.deps.loop.states(complaintIds)).values()];
    return [...states, ...(await this.following(states.flatMap(({ merge }) => merge.followers)))];
  }

  /** The body whose list is asked for. @throws Problem 403 `forbidden` */
  private listed(
    person: Person,
    { organisation, unit }: { organisation?: string; unit?: string },
  ): string | undefined {
    const listed = organisation ?? unit?.split('/')[0];
    if (listed !== undefined && !mayList(person, listed, unit, this.desk.tree)) throw forbidden();
    return listed;
  }

  private zoneOf(organisation: string): TimeZone {
    return this.desk.deps.reference.directory().timeZoneOf(organisation);
  }

  /** `overdue`: until now; a date: until its end in the body's zone. */
  private dueUpTo(due: string | undefined, organisation = 'nat.panrb'): string | undefined {
    if (due === undefined) return undefined;
    if (due === 'overdue') return this.desk.deps.clock.now();
    const instant = Date.parse(due);
    if (Number.isNaN(instant)) throw invalidQuery([{ pointer: '/due', detail: 'is not a date' }]);
    return due.length > 10 ? new Date(instant).toISOString() : endOfDate(due, this.zoneOf(organisation));
  }
}
