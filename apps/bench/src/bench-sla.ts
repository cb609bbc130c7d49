import { COMPLAINTS, encode, fact, REFERENCE } from '@satupintu/events';
import { type Log, openLog } from '@satupintu/log';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import { type Alone, end, startAlone, type Started } from './alone';
import { cpuMs } from './intake-alone';
import { quantile, report, timed } from './report';
import { copyExamples, copyLog } from './sla-copies';
import { examples, say } from './sla-examples';
import { lateness } from './sla-lateness';
import { decree } from './sla-versions';
import { type Options } from './system';

const CASES = 2_500_000;
/** As many as fire in half a minute or so. */
const LATE_CASES = 20_000;
/** With so few, their facts are said as well, and what was copied is compared with a replay. */
const COMPARABLE = 5_000;
const DUE_PER_SECOND = 100;
const DUE_SECONDS = 30;
/** Recomputing is measured for so long at most. */
const MOVING_SECONDS = 120;

interface Bench {
  readonly alone: Alone;
  readonly database: Client;
  readonly log: Log;
  readonly cases: number;
  readonly lateEvery: number;
}

const load = () => Math.round((loadavg()[0] ?? 0) * 10) / 10;

/** Until the service has applied all that is on the log and has nothing more to say. */
async function applied({ database }: Bench): Promise<void> {
  const sql = `select (select sum(next_offset) from log.head where topic = $1) as said,
    (select sum(next_offset) from sla_monitor.checkpoint) as applied, (select count(*) from sla_monitor.outbox) as waiting`;
  for (let calm = 0; calm < 3;) {
    const { rows } = await database.query<{ said: string; applied: string; waiting: string }>(sql, [
      COMPLAINTS,
    ]);
    calm = rows[0]?.said === rows[0]?.applied && rows[0]?.waiting === '0' ? calm + 1 : 0;
    await delay(100);
  }
}

/** Fills the database: a few cases through the service itself, all others as copies of what it made of them. */
async function fill(bench: Bench): Promise<void> {
  const { alone, database, log, cases, lateEvery } = bench;
  const now = Date.now();
  const said = examples(now);
  // On a clock that stands still nothing is fired yet.
  const service = await alone.start('sla-monitor', { CLOCK: new Date(now).toISOString() });
  await say(log, said);
  await applied(bench);
  await end(service.child);
  const { ms } = await timed(() => copyExamples(database, { examples: said, cases, lateEvery }));
  if (cases <= COMPARABLE) await copyLog(database, log);
  await database.query('checkpoint');
  const { rows } = await database.query<{ mb: number }>(
    'select pg_database_size(current_database()) / 1e6 as mb',
  );
  report({
    name: 'sla.filled',
    value: (cases * 1000) / ms,
    unit: 'cases/s',
    detail: { cases, openClocks: cases * 4, megabytes: Math.round(rows[0]?.mb ?? 0), load: load() },
  });
}

interface Said {
  readonly timers: number;
  readonly moved: number;
  readonly facts: number;
  readonly distinct: number;
}

/** A miss and its first step are one timer; what a clock that does not climb says at its miss is none of its own. */
const saidSql = `
select count(*) filter (where type = 'deadline-missed' or (type = 'case-escalated' and (data ->> 'level')::integer > 1)
    or (type = 'reminder-due' and data ->> 'remindedAt' < data ->> 'dueAt'))::integer as timers,
  count(*) filter (where type = 'due-times-moved')::integer as moved,
  count(*)::integer as facts, count(distinct id)::integer as distinct
from (
  select replace(value::json ->> 'type', 'id.satupintu.', '') as type, value::json -> 'data' as data, value::json ->> 'id' as id
  from log.record r join unnest($2::integer[], $3::bigint[]) as b (partition, from_)
    on r.partition = b.partition and r.offset_ >= b.from_
  where topic = $1
) said`;

const headsSql =
  'select partition, next_offset::float8 as next from log.head where topic = $1 order by partition';
type Heads = readonly { readonly partition: number; readonly next: number }[];
const heads = async ({ database }: Bench): Promise<Heads> =>
  (await database.query<{ partition: number; next: number }>(headsSql, [COMPLAINTS])).rows;
const total = (of: Heads) => of.reduce((sum, { next }) => sum + next, 0);

async function saidSince({ database }: Bench, since: Heads): Promise<Said> {
  const values = [COMPLAINTS, since.map(({ partition }) => partition), since.map(({ next }) => next)];
  const { rows } = await database.query<Said>(saidSql, values);
  return rows[0] ?? { timers: 0, moved: 0, facts: 0, distinct: 0 };
}

/** Resident memory of a process, megabytes; 0 where the system does not tell. */
function rss({ child }: Started): number {
  try {
    const [, kilobytes = '0'] =
      /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kilobytes) / 1000);
  } catch {
    return 0;
  }
}

/** Rows of a thousand, inserted with `unnest`, as many as the service said facts. */
async function bareInserts({ database }: Bench, facts: number): Promise<number> {
  await database.query('create table bench_bare (id uuid primary key, value text)');
  const value = 'x'.repeat(600);
  const { ms } = await timed(async () => {
    for (let left = facts; left > 0; left -= 1_000) {
      const ids = Array.from({ length: Math.min(1_000, left) }, () => randomUUID());
      await database.query('insert into bench_bare select id, $2 from unnest($1::uuid[]) id', [ids, value]);
    }
  });
  await database.query('drop table bench_bare');
  return (facts * 1000) / ms;
}

const isDueSql = 'select from sla_monitor_view.timer where due_at <= $1 limit 1';

/** The service comes back after a long outage: how fast it says what became due meanwhile. */
async function measureFiring(bench: Bench): Promise<Started> {
  const { alone, database, cases } = bench;
  const since = await heads(bench);
  const now = new Date().toISOString();
  // With the bound on memory that `npm start` gives its services.
  const service = await alone.start('sla-monitor', { NODE_OPTIONS: '--max-old-space-size=192' });
  let [begun, ended, last] = [performance.now(), performance.now(), total(since)];
  const memory: number[] = [rss(service)];
  const cpu = cpuMs(service.child.pid ?? 0) ?? 0;
  while ((await database.query(isDueSql, [now])).rowCount) {
    const is = total(await heads(bench));
    if (last === total(since)) begun = performance.now();
    if (is !== last) ended = performance.now();
    last = is;
    memory.push(rss(service));
    await delay(50);
  }
  await applied(bench);
  const used = (cpuMs(service.child.pid ?? 0) ?? 0) - cpu;
  const { timers, facts, distinct } = await saidSince(bench, since);
  const seconds = (ended - begun) / 1000;
  const floor = ((await bareInserts(bench, facts)) * timers) / facts;
  report({
    name: 'sla.fired',
    value: timers / seconds,
    unit: '1/s',
    floor,
    detail: {
      openClocks: cases * 4,
      timers,
      facts,
      double: facts - distinct,
      seconds: Math.round(seconds * 10) / 10,
      cpuMsEach: Math.round((used * 1000) / timers) / 1000,
      load: load(),
      floorIs: 'as many bare rows, inserted with unnest by the thousand',
    },
  });
  report({
    name: 'sla.memory',
    value: rss(service),
    unit: 'MB',
    detail: { atStart: memory[0], most: Math.max(...memory), after: rss(service) },
  });
  return service;
}

async function measureLateness(bench: Bench, name: string, perSecond: number): Promise<void> {
  const samples = await lateness(bench.log, Math.min(bench.cases, perSecond * DUE_SECONDS), perSecond);
  report({
    name,
    value: quantile(samples, 0.99),
    unit: 'ms',
    detail: {
      p50: quantile(samples, 0.5),
      most: Math.max(...samples),
      due: samples.length,
      perSecond,
      allowedSkewMs: 2_000,
      openClocks: bench.cases * 4,
      load: load(),
    },
  });
}

/** A new calendar: how many open cases are gone through a second while other clocks are due. */
async function measureMoving(bench: Bench): Promise<void> {
  const { database, log, cases } = bench;
  const since = await heads(bench);
  const calendar = decree();
  const about = { subject: 'calendar', at: new Date().toISOString(), by: { role: 'rule' as const } };
  const published = fact('CalendarPublished', `calendar:${calendar.version}`, about, calendar);
  await log.append([{ topic: REFERENCE, key: 'calendar', value: encode(published) }]);
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  const beside = measureLateness(bench, 'sla.lateness-while-moving', DUE_PER_SECOND / 5);
  const sweptSql = `select after is null as all from sla_monitor.sweep where versions like '%${calendar.version}%'`;
  const isThrough = async () => (await database.query<{ all: boolean }>(sweptSql)).rows[0]?.all === true;
  while (seconds() < MOVING_SECONDS && !(await isThrough())) await delay(100);
  const took = seconds();
  const { moved, facts, distinct } = await saidSince(bench, since);
  const through = await isThrough();
  await beside;
  report({
    name: 'sla.moved',
    value: moved / took,
    unit: 'cases/s',
    detail: {
      cases,
      moved,
      double: facts - distinct,
      seconds: Math.round(took * 10) / 10,
      all: through,
      secondsPerMillion: Math.round((took * 1e6) / moved),
      load: load(),
    },
  });
}

/**
 * Clocks at scale: firing after an outage, lateness on the real clock, recomputing after a new calendar; the service
 * by itself on one Postgres. `--cases`: open cases with four open clocks each, 2,500,000 unless given.
 */
export async function benchSla({ cases = CASES }: Partial<Options>): Promise<void> {
  const settings = { shared_buffers: '1GB', maintenance_work_mem: '512MB', max_wal_size: '8GB' };
  const alone = await startAlone(settings);
  const database = new Client(alone.databaseUrl);
  const pool = new Pool({ connectionString: alone.databaseUrl, max: 3 });
  const log = openLog({ kind: 'postgres', pool });
  const lateEvery = Math.max(4, Math.floor(cases / LATE_CASES));
  const bench: Bench = { alone, database, log, cases, lateEvery };
  try {
    await database.connect();
    await fill(bench);
    if (cases <= COMPARABLE) await compare(bench, 'sla.copies');
    await measureFiring(bench);
    await measureLateness(bench, 'sla.lateness', DUE_PER_SECOND);
    await measureMoving(bench);
    await applied(bench);
    if (cases <= COMPARABLE) await compare(bench, 'sla.verified');
  } finally {
    await log.close();
    await pool.end();
    await database.end();
    await alone.stop();
  }
}

/** Rows that differ from what a replay of the log gives. */
async function compare({ alone }: Bench, name: string): Promise<void> {
  const verified = JSON.parse(await alone.run('sla-monitor', 'verify')) as {
    facts: number;
    differences: unknown[];
  };
  report({
    name,
    value: verified.differences.length,
    unit: 'differences',
    detail: { facts: verified.facts },
  });
}
