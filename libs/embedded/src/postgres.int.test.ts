import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { isRunning } from './child';
import { startPostgres } from './postgres';
import { testPostgres } from './testing';

const START = 60_000;

async function ask<T>(url: string, sql: string): Promise<T> {
  const client = new Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: T }>(sql);
    return rows[0]?.answer as T;
  } finally {
    await client.end();
  }
}

describe('an embedded Postgres', () => {
  const postgres = testPostgres();

  test('is a real one, small and without compilation of queries', async () => {
    expect(await ask(postgres.server.url, 'select version() as answer')).toMatch(/^PostgreSQL 18/);
    expect(await ask(postgres.server.url, `select current_setting('shared_buffers') as answer`)).toBe('48MB');
    expect(await ask(postgres.server.url, `select current_setting('jit') as answer`)).toBe('off');
  });

  test('gives each suite a database of its own', async () => {
    const [one, other] = [await postgres.database(), await postgres.database()];
    await ask(one, 'create table mark (); select 1 as answer').catch(() => undefined);
    expect(await ask(one, `select to_regclass('mark') is not null as answer`)).toBe(true);
    expect(await ask(other, `select to_regclass('mark') is not null as answer`)).toBe(false);
  });

  test(
    'comes back after SIGKILL on the same port, with what was committed',
    async () => {
      const url = await postgres.database();
      await ask(url, 'create table kept as select 42 as n');
      await postgres.restart('kill');
      expect(await ask(url, 'select n as answer from kept')).toBe(42);
    },
    START,
  );
});

describe('a data folder that an earlier run left behind', () => {
  const folder = mkdtempSync(join(tmpdir(), 'satupintu-'));
  chmodSync(folder, 0o755);
  const dataDir = join(folder, 'data');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test(
    'with a server still running: that one is ended, and a new one serves',
    async () => {
      const orphan = await startPostgres({ dataDir });
      const next = await startPostgres({ dataDir, port: orphan.port });
      expect(isRunning(orphan.pid)).toBe(false);
      expect(await ask(next.url, 'select 1 as answer')).toBe(1);
      await next.stop();
      await next.exited;
    },
    START,
  );

  test(
    'with the number of a process that is somebody else: that one is left alone',
    async () => {
      writeFileSync(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n`);
      const next = await startPostgres({ dataDir });
      expect(await ask(next.url, 'select 1 as answer')).toBe(1);
      await next.stop();
    },
    START,
  );
});
