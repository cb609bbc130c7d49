import { testPostgres } from '@satupintu/embedded';
import { Client, Pool } from 'pg';
import { logContract } from './log.contract';
import { type Log, type Stored } from './port';
import { PostgresLog } from './postgres-log';
import { postgresLogSql } from './postgres-log-sql';

const SOON = 60_000;

describe('the log in Postgres', () => {
  const postgres = testPostgres();
  const pools: Pool[] = [];
  let url: string;
  let names = 0;

  const open = (): Log => {
    const pool = new Pool({ connectionString: url, max: 8, connectionTimeoutMillis: 4_000 });
    pool.on('error', () => undefined);
    pools.push(pool);
    return new PostgresLog({ pool });
  };

  beforeAll(async () => {
    url = await postgres.database();
    await sql(postgresLogSql);
  }, SOON);
  afterAll(() => Promise.all(pools.map((pool) => pool.end())), SOON);

  async function connect(): Promise<Client> {
    const client = new Client(url);
    await client.connect();
    return client;
  }

  async function sql(text: string): Promise<void> {
    const client = await connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  }

  logContract(() => ({
    open,
    name: () => `test-${++names}`,
    away: () => postgres.stop('kill'),
    back: () => postgres.start(),
  }));

  test(
    'its tables can be made again, by several at once',
    async () => {
      await Promise.all([1, 2, 3].map(() => sql(postgresLogSql)));
    },
    SOON,
  );

  test(
    'refuses to change or remove a record',
    async () => {
      for (const change of [
        `update log.record set value = ''`,
        'delete from log.record',
        'truncate log.record',
      ]) {
        await expect(sql(change)).rejects.toThrow('append-only');
      }
    },
    SOON,
  );

  test(
    'a writer that commits late, behind ones that began later, is not skipped',
    async () => {
      const log = open();
      const topic = 'late';
      await log.ensure([{ topic, partitions: 2 }]);
      const taken: Stored[] = [];
      const running = await log.subscribe({
        consumer: 'late',
        topic,
        start: () => Promise.resolve(0),
        take: async ({ records }) => void taken.push(...records),
      });
      const slow = await connect();
      await slow.query('begin');
      await slow.query(`select log.append('{late}', '{0}', '{a}', '{slow}')`);
      const fast = [0, 1].map((partition) =>
        sql(`select log.append('{late}', '{${partition}}', '{b}', '{fast-${partition}}')`),
      );
      await fast[1];
      await slow.query('commit');
      await slow.end();
      await Promise.all(fast);
      while (taken.length < 3) await new Promise(setImmediate);
      expect(taken.filter(({ partition }) => partition === 0)).toMatchObject([
        { offset: 0, value: 'slow' },
        { offset: 1, value: 'fast-0' },
      ]);
      await running.stop();
      await log.close();
    },
    SOON,
  );

  test(
    'a role with the least rights appends and reads, and cannot write around the functions',
    async () => {
      await sql(`
      create role least login password 'least';
      grant usage on schema log to least;
      grant select on all tables in schema log to least;
    `);
      const least = new Pool({ connectionString: url.replace(/\/\/[^@]*@/, '//least:least@'), max: 2 });
      least.on('error', () => undefined);
      const log = new PostgresLog({ pool: least });
      await log.ensure([{ topic: 'least', partitions: 1 }]);
      await log.append([{ topic: 'least', key: 'a', value: 'b' }]);
      expect(await log.end('least')).toEqual(new Map([[0, 1]]));
      await expect(least.query(`insert into log.record values ('least', 0, 9, 'a', 'b')`)).rejects.toThrow(
        'permission denied',
      );
      await least.end();
    },
    SOON,
  );
});
