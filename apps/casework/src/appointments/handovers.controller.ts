import { Controller, Get, Headers, Post, Res } from '@nestjs/common';
import { actorOf, type Case, isRestricted, mayReadCase, type Person } from '@satupintu/domain';
import {
  Call,
  type Command,
  Commanded,
  defaultLimit,
  forbidden,
  type Handover,
  notFound,
  pageOf,
  PathId,
  Problem,
  ValidQuery,
  Who,
} from '@satupintu/service';
import { type Static } from '@sinclair/typebox';
import { type FastifyReply } from 'fastify';
import { Desk } from '../desk/desk.provider';
import { firstKey, type InboxKey, keyOf, parseKey } from '../desk/inbox';
import { briefItems, handoverHead } from './brief';
import { briefText } from './brief-text';
import { handOver } from './hand-over';
import { Brief, BriefQuery, HandoverBody, HandoverMade, Handovers, HandoversQuery } from './handover-shapes';
import { mayReadHandover } from './may-read-handover';
import { countOpenParts, partsHanded, progressOf } from './open-parts';
import { placeOf } from './place';

const heads = ['coordinator', 'national'] as const;
const readers = ['coordinator', 'national', 'liaison'] as const;
const wholePage = 200;

/** People change: who leaves and who arrives, and whose cases pass to which unit, in one command with a brief. */
@Controller('v1/appointments/handovers')
export class HandoversController {
  constructor(private readonly desk: Desk) {}

  @Post()
  @Call({
    summary: 'Hand over the open cases of a unit: to another officer, to another unit, or both',
    access: heads,
    body: HandoverBody,
    answer: HandoverMade,
    status: 201,
  })
  async hand(@Commanded() { person, ...command }: Command<Static<typeof HandoverBody>>) {
    const { body } = command;
    this.checkPlace(person, body);
    const { commands, reference, pool } = this.desk.deps;
    const by = actorOf(person);
    return commands.publish(
      { ...command, person, actor: by },
      async (now, keys) => {
        const at = body.at ?? now;
        const ground = {
          serving: reference.appointments.serving(body.organisation, at),
          appointed: (id: string) => reference.appointments.get(id),
          cases: await countOpenParts(pool, body, at),
        };
        return handOver(body, ground, { at: now, person, by, key: keys('handover') });
      },
      (facts) => {
        const said = facts.find((one): one is Handover => one.type === 'UnitHandedOver');
        if (!said) throw new Error('a hand-over that says nothing of itself');
        const state = said.data.toUnit === undefined ? 'done' : 'moving';
        return { ...handoverHead(said), moved: 0, state };
      },
    );
  }

  @Get()
  @Call({
    summary: 'Hand-overs, latest first',
    access: readers,
    query: HandoversQuery,
    answer: Handovers,
  })
  async list(@Who() person: Person, @ValidQuery() query: Static<typeof HandoversQuery>) {
    const { organisation, limit = defaultLimit, cursor } = query;
    if (person.role !== 'national' && (organisation ?? person.organisation) !== person.organisation)
      throw forbidden();
    const before = cursor === undefined ? undefined : placeOf(cursor);
    const rows = this.desk.deps.reference.handovers
      .all()
      .map((handover, place) => ({ handover, place }))
      .filter(
        ({ handover, place }) =>
          place < (before ?? Infinity) &&
          (organisation ?? handover.data.organisation) === handover.data.organisation &&
          mayReadHandover(person, handover),
      )
      .reverse();
    const page = pageOf(
      rows.slice(0, limit + 1),
      limit,
      ({ handover }) => handover,
      ({ place }) => [place],
    );
    return { items: await Promise.all(page.items.map((one) => this.shown(one))), next: page.next };
  }

  @Get(':handoverId')
  @Call({
    summary:
      'A hand-over with its brief: what is open, due next, whose turn; with `Accept: text/markdown` to print',
    access: readers,
    query: BriefQuery,
    answer: Brief,
  })
  async one(
    @Who() person: Person,
    @PathId('handoverId') handoverId: string,
    @ValidQuery() { cursor, limit = defaultLimit }: Static<typeof BriefQuery>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const handover = this.desk.deps.reference.handovers.get(handoverId);
    if (!handover || !mayReadHandover(person, handover)) throw notFound();
    if (accept?.includes('text/markdown') === true) {
      void reply.header('content-type', 'text/markdown; charset=utf-8');
      return this.text(handover, person);
    }
    const page = await this.page(handover, person, cursor === undefined ? firstKey : parseKey(cursor), limit);
    return { ...(await this.shown(handover)), ...page };
  }

  private async shown(handover: Handover) {
    const { moved, done } = await progressOf(this.desk.deps.pool, handover);
    return { ...handoverHead(handover), moved, state: done ? 'done' : 'moving' };
  }

  private async page(handover: Handover, person: Person, after: InboxKey, limit: number) {
    const rows = await partsHanded(this.desk.deps.pool, handover, after, limit + 1);
    const { items, next } = pageOf(rows, limit, (row) => row, keyOf);
    const mayKnow = (state: Case) => !isRestricted(state) || mayReadCase(person, state, this.desk.tree);
    return { items: await briefItems(this.desk.deps, items, mayKnow), next };
  }

  /** All of it, page by page: a brief on paper has no cursor. */
  private async text(handover: Handover, person: Person): Promise<string> {
    const items = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await this.page(handover, person, cursor === '' ? firstKey : parseKey(cursor), wholePage);
      items.push(...page.items);
      cursor = page.next;
    }
    const { reference, clock } = this.desk.deps;
    return briefText(await this.shown(handover), items, reference.directory(), clock.now());
  }

  /** @throws Problem 403 `forbidden`, 422 `unknown-organisation`, `unknown-unit` */
  private checkPlace(person: Person, { organisation, unit, toUnit }: Static<typeof HandoverBody>): void {
    if (person.role !== 'national' && person.organisation !== organisation) throw forbidden();
    for (const one of [unit, toUnit]) {
      this.desk.checkExists({ organisation, unit: one });
      if (one !== undefined && !one.startsWith(`${organisation}/`))
        throw new Problem(422, 'unknown-unit', 'The unit does not belong to the organisation.');
    }
  }
}
