import { testPostgres } from '@satupintu/embedded';
import { directoryPublished, Stand } from '@satupintu/service/testing';
import { type Pool } from 'pg';
import { openPartsByUnit } from '../appointments/open-parts';
import { casework } from '../definition';
import { at } from '../lives.fixture';
import { threadsWithNews } from '../thread/threads-with-news';
import { countInbox, firstKey, readInbox } from './inbox';
import { type InboxScope } from './scope';

const postgres = testPostgres();
const body = 'gov.32.04';
const unit = `${body}/dinas-kesehatan`;
const OPEN = 200;
const OVER = 20_000;
const PAGE = 51;
const all: InboxScope = {
  ...{ organisations: [body], unit: null, province: null, office: null, sees: 'its part' },
};

/** Parts of one body: few that are open, and many in cases that were closed over the years. */
const fillSql = `
insert into casework_view.disposition
select gen_random_uuid(), gen_random_uuid(), $1, $2, 'lead', case when n <= $3 then 'accepted' else 'answered' end,
  case when n <= $3 then 'in_progress' else 'closed' end, 'complaint', 'jalan', false, $4,
  case when n <= $3 then $4::timestamptz + n * interval '1 hour' end,
  case when n <= $3 then 'body' else 'nobody' end, '32', false, true
from generate_series(1, $3 + $5::integer) n`;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

/** Rows of dispositions that a plan looked at, shown or not. */
const lookedAt = (plan: Plan): number =>
  (plan['Relation Name'] === 'disposition'
    ? plan['Actual Rows'] +
      (plan['Rows Removed by Filter'] ?? 0) +
      (plan['Rows Removed by Index Recheck'] ?? 0)
    : 0) + (plan.Plans ?? []).reduce((sum, each) => sum + lookedAt(each), 0);

/** Runs what reads from the database, and gives how many rows it looked at there. */
async function rowsFor(pool: Pool, read: (pool: Pool) => Promise<unknown>): Promise<number> {
  let rows = 0;
  const explaining = {
    async query(text: string, values: unknown[]) {
      const { rows: plans } = await pool.query(`explain (analyze, format json) ${text}`, values);
      rows += lookedAt((plans[0] as { 'QUERY PLAN': [{ Plan: Plan }] })['QUERY PLAN'][0].Plan);
      return { rows: [] };
    },
  };
  await read(explaining as unknown as Pool);
  return rows;
}

describe('a desk with few open cases and many that are over', () => {
  let stand: Stand;
  let pool: Pool;
  beforeAll(async () => {
    stand = await Stand.start(casework, await postgres.database(), at(20));
    await stand.publish(directoryPublished);
    pool = stand.running.deps.pool;
    await pool.query(fillSql, [body, unit, OPEN, at(0), OVER]);
    await pool.query('vacuum analyze casework_view.disposition');
  }, 60_000);
  afterAll(() => stand.stop());

  const page = (filter: Parameters<typeof readInbox>[1]) => (asked: Pool) =>
    readInbox(asked, filter, all, firstKey, PAGE);

  test.each([
    ['what it has', {}],
    ['what is open', { open: true }],
    ['a unit', { unit }],
    ['what is accepted', { status: 'accepted' }],
  ])('reads a page of %s without looking at more', async (_name, filter) => {
    expect(await rowsFor(pool, page(filter))).toBe(PAGE);
  });

  test.each([
    ['what is overdue', { dueUpTo: at(10) }],
    ['what waits for the body, in a category it has nothing of', { waitsFor: 'body', category: 'air' }],
    ['an open emergency', { open: true, emergency: true }],
  ])('finds little of %s without looking at what is over', async (_name, filter) => {
    expect(await rowsFor(pool, page(filter))).toBeLessThanOrEqual(OPEN);
  });

  test('counts without looking at what is over', async () => {
    const counted = (asked: Pool) => countInbox(asked, {}, all, at(20), at(30));
    const ofUnit = (asked: Pool) => countInbox(asked, { unit }, all, at(20), at(30));
    expect(await rowsFor(pool, counted)).toBe(OPEN);
    expect(await rowsFor(pool, ofUnit)).toBe(OPEN);
  });

  test('finds threads with news, and how much each unit has, the same way', async () => {
    expect(await rowsFor(pool, (asked) => threadsWithNews(asked, { organisation: body }, all, 10))).toBe(
      OPEN,
    );
    expect(await rowsFor(pool, (asked) => openPartsByUnit(asked, [body], all))).toBe(OPEN);
  });
});
