import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DataDir,
  DataDirInUse,
  dataDir,
  lockDataDir,
  readRuntime,
  type Runtime,
  serviceEnv,
  writeRuntime,
} from './data-dir';

let dir: DataDir;
beforeEach(() => (dir = dataDir(mkdtempSync(join(tmpdir(), 'satupintu-dir-')))));
afterEach(() => rmSync(dir.root, { recursive: true }));

const runtime: Runtime = {
  log: 'kafka',
  databaseUrl: 'postgres://postgres:secret@127.0.0.1:5599/satupintu',
  kafkaBrokers: '127.0.0.1:9092',
  address: 'http://127.0.0.1:3000',
  processes: { supervisor: process.pid },
};

describe('the lock of a data folder', () => {
  it('is held by one process at a time', () => {
    const lock = lockDataDir(dir);
    expect(() => lockDataDir(dir)).toThrow(DataDirInUse);
    lock.release();
    lockDataDir(dir).release();
  });

  it('is taken over from a process that died, even where its id lives again', () => {
    writeFileSync(dir.lock, `${process.pid} 1`);
    lockDataDir(dir).release();
  });
});

describe('runtime.json', () => {
  it('says what runs, until the supervisor is gone', () => {
    expect(readRuntime(dir)).toBeUndefined();
    writeRuntime(dir, runtime);
    expect(readRuntime(dir)).toEqual(runtime);
    writeRuntime(dir, { ...runtime, processes: { supervisor: 2 ** 22 + 1 } });
    expect(readRuntime(dir)).toBeUndefined();
  });

  it('gives each service its own role in the database', () => {
    const env = serviceEnv('sla-monitor', dir, runtime);
    expect(env['DATABASE_URL']).toBe('postgres://satupintu_sla_monitor:secret@127.0.0.1:5599/satupintu');
    expect(env).toMatchObject({
      LOG: 'kafka',
      KAFKA_BROKERS: '127.0.0.1:9092',
      MASTER_KEY_FILE: dir.masterKey,
    });
  });
});
