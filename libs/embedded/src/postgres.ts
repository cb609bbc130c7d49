import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { freePort, isRunning, until } from './child';
import { postgresBinaries } from './postgres-binaries';
import { makeCluster } from './postgres-cluster';
import { type ServerProcess, clearLeftOver, logOf, runServer, wasTooEarly } from './postgres-process';
import { runAs } from './postgres-user';

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

export interface RunningPostgres extends ServerProcess {
  /** as the owner of the cluster, with the password */
  readonly url: string;
  readonly port: number;
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
const WRONG_PASSWORD = '28P01';

/**
 * Starts a real Postgres as a child process, on 127.0.0.1. A server that an earlier run has left behind on the same
 * folder is ended first, so it does not matter who was killed, and how. The caller sees to it that nobody else uses
 * the folder.
 * @throws Unreachable
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { user = 'postgres', password = 'satupintu', database = 'satupintu' } = options;
  const dataDir = resolve(options.dataDir);
  const { postgres, initdb } = postgresBinaries();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const as = runAs(dataDir, [postgres]);
  await clearLeftOver(dataDir);
  makeCluster(initdb, { dataDir, user, password, as });

  const port = options.port ?? (await freePort());
  const url = `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  const args = ['-D', dataDir, '-p', String(port), ...flags(options.settings)];
  const server = await serve(() => runServer(postgres, as, args, dataDir), { dataDir, url, database });
  return { url, port, ...server };
}

function flags(settings: PostgresOptions['settings']): string[] {
  return Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

interface Expected {
  readonly dataDir: string;
  readonly url: string;
  readonly database: string;
}

/** Starts the server, again while connections of a killed one hold on to its memory, until it answers. */
async function serve(start: () => ServerProcess, expected: Expected): Promise<ServerProcess> {
  let server = start();
  let last: unknown;
  const answered = await until(async () => {
    if (!isRunning(server.pid)) {
      if (!wasTooEarly(expected.dataDir)) throw refusal(expected.dataDir, last);
      server = start();
    }
    return createDatabase(expected).then(
      () => true,
      (error: unknown) => {
        last = error;
        if (isWrongPassword(error)) throw error;
        return false;
      },
    );
  }, START).catch(async (error: unknown) => {
    await server.kill();
    throw error;
  });
  if (answered) return server;
  await server.kill();
  throw refusal(expected.dataDir, last);
}

const refusal = (dataDir: string, cause: unknown) =>
  new Error(`Postgres did not start on ${dataDir}: ${logOf(dataDir)}`, { cause });

const isWrongPassword = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === WRONG_PASSWORD;

async function createDatabase({ url, database }: Expected): Promise<void> {
  const client = new Client({
    connectionString: url.replace(/[^/]*$/, 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
