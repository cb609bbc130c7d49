import { Controller, Get } from '@nestjs/common';
import { type Case, mayList, type Person } from '@satupintu/domain';
import { Shape } from '@satupintu/events';
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
import { Desk } from './desk.provider';
import { firstKey, keyOf, parseKey, readInbox } from './inbox';
import { inboxScope } from './scope';
import { DispositionShown, InboxQuery } from './shapes';
import { standingOf } from './standing';
import { wordsOf } from './words';

const readers = ['liaison', 'coordinator', 'national', 'executive', 'analyst'] as const;
const DAY = 86_400_000;

/** What bodies have to handle, what is due first. */
@Controller('v1/dispositions')
export class InboxController {
  constructor(private readonly desk: Desk) {}

  @Get()
  @Call({
    summary: 'Dispositions of a body or unit, what is due first',
    access: readers,
    query: InboxQuery,
    answer: Shape({ items: Type.Array(DispositionShown), next: Next }),
  })
  async list(@Who() person: Person, @ValidQuery() query: Static<typeof InboxQuery>) {
    const { pool, reference } = this.desk.deps;
    const { unit, status, due, limit = defaultLimit } = query;
    const organisation = query.organisation ?? unit?.split('/')[0];
    if (organisation !== undefined && !mayList(person, organisation, unit, this.desk.tree)) throw forbidden();
    const filter = { organisation, unit, status, dueUpTo: this.dueUpTo(due, organisation) };
    const after = query.cursor === undefined ? firstKey : parseKey(query.cursor);
    const rows = await readInbox(pool, filter, inboxScope(person, reference.directory()), after, limit + 1);
    const page = pageOf(rows, limit, (row) => row, keyOf);
    return {
      items: await this.shown(page.items.map((row) => [row.complaint_id, row.disposition_id])),
      next: page.next,
    };
  }

  @Get(':dispositionId')
  @Call({ summary: 'One disposition', access: readers, answer: DispositionShown })
  async one(@Who() person: Person, @PathId('dispositionId') dispositionId: string) {
    const complaintId = await this.desk.complaintOf(dispositionId);
    await this.desk.readable(person, complaintId);
    const [shown] = await this.shown([[complaintId, dispositionId]]);
    return shown;
  }

  /** States first, then the words of each case once, however many bodies are on it. */
  private async shown(ids: readonly (readonly [complaintId: string, dispositionId: string])[]) {
    const { loop, pool, vault } = this.desk.deps;
    const states = await loop.states([...new Set(ids.map(([complaintId]) => complaintId))]);
    const cases = [...states.values()];
    const words = await wordsOf(pool, vault, cases, 'handling');
    const wordsBy = new Map(cases.map((state: Case, n) => [state.complaintId, words[n]]));
    return ids.flatMap(([complaintId, dispositionId]) => {
      const state = states.get(complaintId);
      return state ? [{ ...standingOf(state, dispositionId), ...wordsBy.get(complaintId) }] : [];
    });
  }

  /** `overdue`: until now; a date: until its end in the body's zone. */
  private dueUpTo(due: string | undefined, organisation: string | undefined): string | undefined {
    if (due === undefined) return undefined;
    if (due === 'overdue') return this.desk.deps.clock.now();
    const instant = Date.parse(due);
    if (Number.isNaN(instant)) throw invalidDue();
    if (due.length > 10) return new Date(instant).toISOString();
    const zone = this.desk.deps.reference.directory().timeZoneOf(organisation ?? 'nat.panrb');
    return new Date(instant + DAY - 1 - offsets[zone]).toISOString();
  }
}

/** Indonesia's zones know no daylight saving. */
const offsets = {
  'Asia/Jakarta': 7 * 3_600_000,
  'Asia/Pontianak': 7 * 3_600_000,
  'Asia/Makassar': 8 * 3_600_000,
  'Asia/Jayapura': 9 * 3_600_000,
} as const;

const invalidDue = () => invalidQuery([{ pointer: '/due', detail: 'is not a date' }]);
