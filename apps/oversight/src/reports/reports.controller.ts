import { Controller, Get, Headers, Res } from '@nestjs/common';
import { type Person } from '@satupintu/domain';
import { Code, Instant, Maybe, Shape } from '@satupintu/events';
import { Call, invalidQuery, ValidQuery, Who } from '@satupintu/service';
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { type FastifyReply } from 'fastify';
import { DateOrInstant } from '../cases/shapes';
import { instantOf, Watch, watchers } from '../watch.provider';
import { agencyReport, type ReportPeriod } from './agency-report';
import { csv } from './csv';
import { patternReport } from './pattern-report';

const Query = Shape({ from: Maybe(DateOrInstant), to: Maybe(DateOrInstant), asOf: Maybe(DateOrInstant) });
const Count = Type.Integer({ minimum: 0 });
const Days = Type.Union([Type.Number(), Type.Null()]);
const period = { from: Instant, before: Instant, asOf: Instant };
const Figures = Shape({
  organisation: Code,
  name: Type.String(),
  received: Count,
  answeredInTime: Count,
  late: Count,
  openOverdue: Count,
  untouched: Count,
  medianDays: Days,
  p90Days: Days,
  declined: Count,
  disputed: Count,
  escalated: Count,
});
const columns = Object.keys(Figures.properties) as (keyof typeof Figures.properties)[];
const rowsOf = <P extends Record<string, TSchema>>(members: P) => Type.Array(Shape(members));
const Patterns = Shape({
  ...period,
  repeats: rowsOf({ category: Code, region: Code, month: Type.String(), count: Count }),
  refusals: rowsOf({ organisation: Code, proposed: Code, count: Count }),
  disputed: rowsOf({ organisation: Code, answered: Count, disputed: Count }),
  silent: rowsOf({ organisation: Code, received: Count, since: Instant }),
});

/** Three months: the Ombudsman reports to parliament and President each quarter. */
const quarter = 92 * 86_400_000;
const shifted = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString();

/** What the supervisors publish: how each body did, and what repeats. Totals are counted over rows, never kept. */
@Controller('v1/oversight/reports')
export class ReportsController {
  constructor(private readonly watch: Watch) {}

  @Get('agencies')
  @Call({
    summary: 'How each body did; as CSV with `Accept: text/csv`',
    access: watchers,
    query: Query,
    answer: Shape({ ...period, items: Type.Array(Figures) }),
  })
  async agencies(
    @Who() person: Person,
    @ValidQuery() query: Static<typeof Query>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const asked = this.periodOf(query);
    const figures = await agencyReport(this.watch.deps.pool, asked, this.watch.scopeOf(person));
    const directory = this.watch.deps.reference.directory();
    const items = figures.map((row) => ({
      ...row,
      name: directory.organisation(row.organisation)?.name ?? row.organisation,
    }));
    if (accept?.includes('text/csv') !== true) return { ...asked, items };
    void reply.header('content-type', 'text/csv; charset=utf-8');
    return csv(columns, items);
  }

  @Get('patterns')
  @Call({
    summary: 'What repeats, who refuses to whom, what is disputed, who is silent',
    access: watchers,
    query: Query,
    answer: Patterns,
  })
  async patterns(@Who() person: Person, @ValidQuery() query: Static<typeof Query>) {
    const asked = this.periodOf(query);
    return { ...asked, ...(await patternReport(this.watch.deps.pool, asked, this.watch.scopeOf(person))) };
  }

  /** The last quarter unless said otherwise. @throws Problem 400 `invalid-query` */
  private periodOf({ from, to, asOf }: Static<typeof Query>): ReportPeriod {
    const unknown = instantOf(asOf, 'to', '/asOf') ?? shifted(this.watch.now, 1);
    const known = shifted(unknown, -1);
    const before = instantOf(to, 'to', '/to') ?? unknown;
    const begin = instantOf(from, 'from', '/from') ?? shifted(before, -quarter);
    if (begin < before) return { from: begin, before, asOf: known };
    throw invalidQuery([{ pointer: '/from', detail: 'must come before `to`' }]);
  }
}
