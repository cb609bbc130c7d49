import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { commandOf, end, freePort, isRunning, signalTo, until } from './child';
import { postgresBinaries } from './postgres-binaries';
import { type RunAs, runAs } from './postgres-user';

export interface PostgresOptions {
  /** made if it is not there; the database lasts in it */
  readonly dataDir: string;
  /** a free one unless given */
  readonly port?: number;
  /** owner of the cluster; takes effect when it is made */
  readonly user?: string;
  /** takes effect when the cluster is made */
  readonly password?: string;
  /** made if it is not there */
  readonly database?: string;
  /** settings of the server over those below */
  readonly settings?: Readonly<Record<string, string | number>>;
}

export interface RunningPostgres {
  readonly url: string;
  readonly pid: number;
  readonly port: number;
  /** resolves when the server has ended, whoever ended it */
  readonly exited: Promise<void>;
  /** Ends all connections and the server, cleanly. */
  stop(): Promise<void>;
  /** SIGKILL, for tests of bad days. */
  kill(): Promise<void>;
}

/** Small, because everything of an installation shares one machine; as durable as ever. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 120,
  shared_buffers: '48MB',
  work_mem: '4MB',
  maintenance_work_mem: '48MB',
  max_wal_size: '512MB',
  jit: 'off',
  io_method: 'sync',
  max_worker_processes: 2,
  max_parallel_workers_per_gather: 0,
  autovacuum_max_workers: 2,
  wal_level: 'minimal',
  max_wal_senders: 0,
  log_min_messages: 'warning',
  client_connection_check_interval: '5s',
};

const START = 30_000;

/**
 * Starts a real Postgres as a child process, on 127.0.0.1. A server that an earlier run has left behind on the same
 * folder is ended first, so it does not matter who was killed, and how. The caller sees to it that nobody else uses
 * the folder.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { user = 'postgres', password = 'satupintu', database = 'satupintu' } = options;
  const dataDir = resolve(options.dataDir);
  const binaries = postgresBinaries();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const as = runAs(dataDir, [binaries.postgres]);
  await clearLeftOver(dataDir);
  if (!existsSync(join(dataDir, 'PG_VERSION'))) makeCluster(binaries.initdb, { dataDir, user, password, as });

  const port = options.port ?? (await freePort());
  const server = run(
    binaries.postgres,
    as,
    ['-D', dataDir, '-p', String(port), ...flags(options.settings)],
    dataDir,
  );
  const url = `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  try {
    await ready(server, url, database);
  } catch (error) {
    await server.kill();
    throw new Error(`Postgres did not start on ${dataDir}: ${logOf(dataDir)}`, { cause: error });
  }
  return { url, port, ...server };
}

function flags(settings: PostgresOptions['settings']): string[] {
  return Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

interface Cluster {
  readonly dataDir: string;
  readonly user: string;
  readonly password: string;
  readonly as: RunAs;
}

/** Text sorts by code point and folds case by Unicode, the same on every machine. */
const LOCALE = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];

function makeCluster(initdb: string, { dataDir, user, password, as }: Cluster): void {
  const passwordFile = join(tmpdir(), `satupintu-${process.pid}-${Date.now().toString(36)}`);
  writeFileSync(passwordFile, password, { mode: 0o644 });
  try {
    const args = ['-D', dataDir, '-U', user, '--pwfile', passwordFile, '--auth=scram-sha-256', ...LOCALE];
    const { status, stderr } = spawnSync(...commandFor(as, initdb, args), {
      ...identity(as),
      cwd: dataDir,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`initdb failed on ${dataDir}: ${stderr}`);
  } finally {
    rmSync(passwordFile);
  }
}

function commandFor(as: RunAs, program: string, args: readonly string[]): [string, string[]] {
  const [command = program, ...rest] = [...as.prefix, program];
  return [command, [...rest, ...args]];
}

const identity = ({ uid, gid }: RunAs) => (uid === undefined || gid === undefined ? {} : { uid, gid });

/** What the server says goes to a file, not to a pipe, which would break when this process is killed. */
const logFile = (dataDir: string) => join(dataDir, 'server.log');

function logOf(dataDir: string): string {
  return existsSync(logFile(dataDir))
    ? readFileSync(logFile(dataDir), 'utf8').slice(-2_000)
    : 'it said nothing';
}

/** Detached, so that Ctrl-C reaches the supervisor alone, which ends Postgres after those who use it. */
function run(program: string, as: RunAs, args: readonly string[], dataDir: string) {
  const log = openSync(logFile(dataDir), 'w', 0o600);
  const child = spawn(...commandFor(as, program, args), {
    ...identity(as),
    cwd: dataDir,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  return handleOf(child);
}

function handleOf(child: ChildProcess) {
  const { pid } = child;
  if (pid === undefined) throw new Error('Postgres could not be started at all');
  const exited = new Promise<void>((resolve) =>
    child.once('exit', () => resolve()).once('error', () => resolve()),
  );
  const stop = () => endServer(pid).then(() => exited);
  const kill = () => {
    signalTo(pid, 'SIGKILL');
    return exited;
  };
  return { pid, exited, stop, kill };
}

/** Fast shutdown, then immediate, then none at all. */
const endServer = (pid: number): Promise<void> =>
  end(pid, [
    ['SIGINT', 15_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ]);

async function clearLeftOver(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (isRunning(pid) && commandOf(pid).includes(dataDir)) await endServer(pid);
  // The number may belong to another process by now, and Postgres would take that one for a server of this folder.
  rmSync(pidFile, { force: true });
}

async function ready(server: { pid: number }, url: string, database: string): Promise<void> {
  const admin = url.replace(/[^/]*$/, 'postgres');
  let last: unknown;
  const connected = await until(async () => {
    if (!isRunning(server.pid)) throw new Error('it ended at once', { cause: last });
    return createDatabase(admin, database).then(
      () => true,
      (error: unknown) => {
        last = error;
        return false;
      },
    );
  }, START);
  if (!connected) throw new Error('it does not accept connections', { cause: last });
}

async function createDatabase(url: string, database: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
