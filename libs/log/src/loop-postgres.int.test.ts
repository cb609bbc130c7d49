import { testPostgres } from '@satupintu/embedded';
import { Pool } from 'pg';
import { loopContract } from './loop.contract';
import { PostgresLog } from './postgres-log';
import { postgresLogSql } from './postgres-log-sql';

describe('the loop on the log in Postgres', () => {
  const postgres = testPostgres();
  let pool: Pool;
  beforeEach(async () => {
    pool = new Pool({ connectionString: await postgres.database(), max: 20 });
    await pool.query(postgresLogSql);
  });
  afterEach(() => pool.end());
  loopContract({
    log: () => Promise.resolve(new PostgresLog({ pool })),
    database: () => postgres.database(),
  });
});
