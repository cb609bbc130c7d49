import { setTimeout as delay } from 'node:timers/promises';
import { testPostgres } from '@satupintu/embedded';
import { Pool } from 'pg';
import { alone, ifFree, locks } from './locks';

const postgres = testPostgres();
let pool: Pool;
beforeAll(async () => {
  pool = new Pool({ connectionString: await postgres.database(), max: 3, connectionTimeoutMillis: 2_000 });
  pool.on('error', () => undefined);
});
afterAll(() => pool.end());

const cutOthers = () =>
  pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );

test.each([
  ['ifFree', ifFree],
  ['alone', alone],
])('%s outlives the loss of the connection that holds the lock, and says so', async (_, locked) => {
  const work = locked(pool, locks.firing, async () => {
    await cutOthers();
    await delay(200);
  });
  await expect(work).rejects.toThrow();
  expect(await ifFree(pool, locks.firing, () => Promise.resolve('free'))).toBe('free');
});

test('who waits for its turn leaves connections for the work of the one whose turn it is', async () => {
  const work = () => alone(pool, locks.publishing, () => pool.query('select 1 as one'));
  const done = await Promise.all(Array.from({ length: 12 }, work));
  expect(done).toHaveLength(12);
});
