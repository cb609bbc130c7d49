import { testPostgres } from '@satupintu/embedded';
import { loopContract } from './loop.contract';
import { MemoryLog } from './memory-log';

describe('the loop on the log in memory', () => {
  const postgres = testPostgres();
  let log: MemoryLog;
  beforeEach(() => (log = new MemoryLog()));
  loopContract({ log: () => Promise.resolve(log), database: () => postgres.database() });
});
