import { Controller, Get } from '@nestjs/common';
import { maySeeBetween, type Person } from '@satupintu/domain';
import { Shape } from '@satupintu/events';
import { Call, defaultLimit, Next, notFound, pageOf, PathId, ValidQuery, Who } from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { readFacts } from '../facts/read-facts';
import { instantOf, Watch, watchers } from '../watch.provider';
import { type CaseRecord, listCases, sortKeyOf } from './case-list';
import { shownCase } from './case-shown';
import { sortingOf, startOf } from './case-sort';
import { withReporters } from './reporters';
import { clocksOf, dispositionsOf, heldOf } from './life';
import { CaseLife, CaseQuery, CaseShown } from './shapes';

/** All cases of the watcher's scope, and the whole life of each. */
@Controller('v1/oversight/cases')
export class CasesController {
  constructor(private readonly watch: Watch) {}

  @Get()
  @Call({
    summary: 'Cases with owner, age, due time and step of the ladder',
    access: watchers,
    query: CaseQuery,
    answer: Shape({ items: Type.Array(CaseShown), next: Next }),
  })
  async list(@Who() person: Person, @ValidQuery() query: Static<typeof CaseQuery>) {
    const { limit = defaultLimit, cursor, sort, filedFrom, filedTo, ...filter } = query;
    this.watch.checkScope(person, filter.organisation);
    const period = {
      filedFrom: instantOf(filedFrom, 'from', '/filedFrom'),
      filedBefore: instantOf(filedTo, 'to', '/filedTo'),
    };
    const sorting = sortingOf(sort);
    const start = startOf(cursor, sorting, this.watch.now);
    const scope = this.watch.scopeOf(person);
    const rows = await listCases(
      this.watch.deps.pool,
      { ...filter, ...period },
      scope,
      sorting,
      start,
      limit + 1,
    );
    return pageOf(
      rows,
      limit,
      (row) => shownCase(row, this.watch.now),
      (row) => [start.now, sortKeyOf(row), row.complaint_id],
    );
  }

  @Get(':complaintId')
  @Call({
    summary: 'The whole life of a case: row, who held it how long, clocks and facts',
    access: watchers,
    answer: CaseLife,
  })
  async one(@Who() person: Person, @PathId('complaintId') complaintId: string) {
    const { pool, vault } = this.watch.deps;
    const state = await this.watch.readable(person, complaintId);
    const { rows } = await pool.query<CaseRecord>('select * from case_row where complaint_id = $1', [
      complaintId,
    ]);
    const [row] = await withReporters(pool, rows);
    if (!row) throw notFound();
    const { now, tree } = this.watch;
    return {
      ...shownCase(row, now),
      ...heldOf(state, now),
      anonymous: state.anonymous,
      confidential: state.confidential,
      dispositions: dispositionsOf(state),
      clocks: clocksOf(state),
      facts: await readFacts(pool, maySeeBetween(person, state, tree) ? vault : undefined, complaintId),
    };
  }
}
