import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { kafkaMissing } from './kafka-jars';
import { type RunningKafka, startKafka } from './kafka';
import { type RunningPostgres, startPostgres } from './postgres';

const START = 120_000;
const MANY_CONNECTIONS = 200;

/** A folder that every user can enter, whatever the umask; Postgres may have to run as another one. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'satupintu-'));
  chmodSync(folder, 0o755);
  return join(folder, 'data');
}

/** Ends a server that a test run would leave behind when it ends without its `afterAll`. */
function endWithProcess(pid: () => number | undefined): () => void {
  const end = () => {
    const left = pid();
    if (left !== undefined) process.kill(left, 'SIGKILL');
  };
  process.on('exit', end);
  return () => process.off('exit', end);
}

export interface TestPostgres {
  readonly server: RunningPostgres;
  /** Makes a fresh, empty database and gives its address. */
  database(): Promise<string>;
  /** Ends the server (`kill`: with SIGKILL) and starts it again on the same port. */
  restart(how?: 'stop' | 'kill'): Promise<void>;
  /** Ends the server; `start` brings it back on the same port. */
  stop(how?: 'stop' | 'kill'): Promise<void>;
  start(): Promise<void>;
}

/**
 * A real Postgres for the tests of one file, started before them and removed after them. Call it at the top of the
 * file or of a `describe`. It does not wait for the disk, which a killed process does not notice.
 */
export function testPostgres(): TestPostgres {
  const postgres = new TemporaryPostgres();
  beforeAll(() => postgres.start(), START);
  afterAll(() => postgres.remove(), START);
  return postgres;
}

class TemporaryPostgres implements TestPostgres {
  private readonly dataDir = temporaryFolder();
  private running: RunningPostgres | undefined;
  private port: number | undefined;
  private readonly forget = endWithProcess(() => this.running?.pid);

  get server(): RunningPostgres {
    if (!this.running) throw new Error('Postgres is not running');
    return this.running;
  }

  async start(): Promise<void> {
    this.running = await startPostgres({
      dataDir: this.dataDir,
      settings: { fsync: 'off', max_connections: MANY_CONNECTIONS },
      ...(this.port === undefined ? {} : { port: this.port }),
    });
    this.port = this.running.port;
  }

  async stop(how: 'stop' | 'kill' = 'stop'): Promise<void> {
    await this.running?.[how]();
    this.running = undefined;
  }

  async restart(how: 'stop' | 'kill' = 'stop'): Promise<void> {
    await this.stop(how);
    await this.start();
  }

  async database(): Promise<string> {
    const name = `test_${randomBytes(6).toString('hex')}`;
    const client = new Client(this.server.url);
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    return this.server.url.replace(/[^/]*$/, name);
  }

  async remove(): Promise<void> {
    await this.stop();
    this.forget();
    rmSync(join(this.dataDir, '..'), { recursive: true, force: true });
  }
}

export interface TestKafka {
  /** `127.0.0.1:<port>` */
  readonly brokers: string;
  readonly broker: RunningKafka;
  /** A name to begin topics, consumers and client ids with, so that suites on one broker do not meet. */
  prefix(): string;
  restart(how?: 'stop' | 'kill'): Promise<void>;
  stop(how?: 'stop' | 'kill'): Promise<void>;
  start(): Promise<void>;
}

/**
 * A real Kafka for the tests of one file. Where none can be started, the file's tests are registered as skipped by
 * `describeWithKafka`, and fail in CI.
 */
export function testKafka(): TestKafka {
  const kafka = new TemporaryKafka();
  beforeAll(() => kafka.start(), START);
  afterAll(() => kafka.remove(), START);
  return kafka;
}

/** `describe` for tests that need a real Kafka. Without Java they are skipped and say why; in CI that is a failure. */
export function describeWithKafka(name: string, tests: () => void): void {
  const missing = kafkaMissing();
  if (missing === undefined) describe(name, tests);
  else if (process.env['CI'] === undefined) describe.skip(`${name} (${missing})`, tests);
  else
    test(name, () => {
      throw new Error(missing);
    });
}

class TemporaryKafka implements TestKafka {
  private readonly dataDir = temporaryFolder();
  private running: RunningKafka | undefined;
  private port: number | undefined;
  private readonly forget = endWithProcess(() => this.running?.pid);

  get broker(): RunningKafka {
    if (!this.running) throw new Error('Kafka is not running');
    return this.running;
  }

  get brokers(): string {
    return this.broker.brokers;
  }

  prefix(): string {
    return `test-${randomBytes(6).toString('hex')}`;
  }

  async start(): Promise<void> {
    this.running = await startKafka({
      dataDir: this.dataDir,
      ...(this.port === undefined ? {} : { port: this.port }),
    });
    this.port = this.running.port;
  }

  async stop(how: 'stop' | 'kill' = 'stop'): Promise<void> {
    await this.running?.[how]();
    this.running = undefined;
  }

  async restart(how: 'stop' | 'kill' = 'stop'): Promise<void> {
    await this.stop(how);
    await this.start();
  }

  async remove(): Promise<void> {
    await this.stop('kill');
    this.forget();
    rmSync(join(this.dataDir, '..'), { recursive: true, force: true });
  }
}
