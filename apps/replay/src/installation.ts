import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DataDir,
  dataDir,
  databaseUrlOf,
  lockDataDir,
  readRuntime,
  type Runtime,
  serviceEnv,
  startKafka,
  startPostgres,
} from '@satupintu/embedded';
import { type Service } from '@satupintu/events';
import { type Log, openLog } from '@satupintu/log';
import { passwordVariableOf } from '@satupintu/service';
import { Pool } from 'pg';

/** What an operator's command works on: log, database and services, wherever they run. */
export interface Installation {
  readonly log: Log;
  /** as the owner of the database */
  readonly owner: Pool;
  readonly ownerUrl: string;
  /** whether services run now */
  readonly live: boolean;
  /** The environment in which a service's own command must run. */
  readonly envOf: (service: Service) => NodeJS.ProcessEnv;
  close(): Promise<void>;
}

type Environment = NodeJS.ProcessEnv;
/** Parts that were started for this command alone, and must be ended after it. */
interface Parts {
  readonly runtime: Runtime;
  readonly stop: () => Promise<void>;
}

/** Operators' commands serve nobody, so nobody's tokens are believed; the configuration asks all the same. */
const nobody = { JWT_ISSUER: 'nobody', JWKS_URL: 'http://127.0.0.1/nobody' };

/**
 * Opens the installation in a data folder: the running one, or else its parts, started under the folder's lock.
 * Without a folder the environment says where database and log are, as it does for `migrate`.
 * @throws DataDirInUse
 */
export async function openInstallation(
  folder: string | undefined,
  environment: Environment = process.env,
): Promise<Installation> {
  if (folder === undefined && environment['DATABASE_URL'] !== undefined) return configured(environment);
  const dir = dataDir(folder ?? '.satupintu');
  const runtime = readRuntime(dir);
  const parts = runtime ? { runtime, stop: () => Promise.resolve() } : await startParts(dir, environment);
  const envOf = (service: Service) => ({
    ...environment,
    ...nobody,
    ...serviceEnv(service, dir, parts.runtime),
  });
  return { ...connect(parts), live: runtime !== undefined, envOf };
}

/** @throws where the folder holds no installation, or another process holds the folder */
async function startParts(dir: DataDir, environment: Environment): Promise<Parts> {
  if (!existsSync(dir.masterKey)) throw new Error(`${dir.root} is not the data folder of an installation`);
  const lock = lockDataDir(dir);
  try {
    const log = logOf(dir);
    const postgres = await startPostgres({ dataDir: dir.postgres, ...passwordOf(dir) });
    const kafka =
      log === 'kafka' && environment['KAFKA_BROKERS'] === undefined
        ? await startKafka({ dataDir: dir.kafka })
        : undefined;
    const kafkaBrokers = kafka?.brokers ?? environment['KAFKA_BROKERS'];
    const runtime: Runtime = {
      log,
      databaseUrl: postgres.url,
      ...(kafkaBrokers === undefined ? {} : { kafkaBrokers }),
      processes: {},
    };
    const stop = async () => {
      await kafka?.stop();
      await postgres.stop();
      lock.release();
    };
    return { runtime, stop };
  } catch (error) {
    lock.release();
    throw error;
  }
}

const rememberedIn = (dir: DataDir) => join(dir.root, 'installation.json');

/** Says which log a folder has that holds none yet, and that nobody needs samples there. Changes no other folder. */
export function chooseLog(folder: string, log: Runtime['log']): void {
  const path = rememberedIn(dataDir(folder));
  if (!existsSync(path)) writeFileSync(path, JSON.stringify({ log, samples: 'filed' }), { mode: 0o600 });
}

/** A folder keeps its log for life; `npm start` remembers which. */
function logOf(dir: DataDir): Runtime['log'] {
  const path = rememberedIn(dir);
  if (!existsSync(path)) return 'postgres';
  return (JSON.parse(readFileSync(path, 'utf8')) as { log: Runtime['log'] }).log;
}

function passwordOf(dir: DataDir): { password?: string } {
  return existsSync(dir.databasePassword)
    ? { password: readFileSync(dir.databasePassword, 'utf8').trim() }
    : {};
}

/** The services' own configuration: `DATABASE_URL` is the owner's, roles have the passwords that `migrate` knows. */
function configured(environment: Environment): Installation {
  const { DATABASE_URL: databaseUrl = '', LOG: log, KAFKA_BROKERS: kafkaBrokers } = environment;
  const runtime: Runtime = {
    log: log === 'kafka' ? 'kafka' : 'postgres',
    databaseUrl,
    ...(kafkaBrokers === undefined ? {} : { kafkaBrokers }),
    processes: {},
  };
  const envOf = (service: Service) => {
    const url = new URL(databaseUrlOf(service, runtime));
    url.password =
      environment[passwordVariableOf(service)] ?? environment['SERVICE_DB_PASSWORD'] ?? url.password;
    return { ...nobody, ...environment, DATABASE_URL: url.href };
  };
  return { ...connect({ runtime, stop: () => Promise.resolve() }), live: true, envOf };
}

function connect({ runtime, stop }: Parts): Pick<Installation, 'log' | 'owner' | 'ownerUrl' | 'close'> {
  const owner = new Pool({ connectionString: runtime.databaseUrl, max: 4, application_name: 'replay' });
  const brokers = runtime.kafkaBrokers?.split(',') ?? [];
  const log =
    runtime.log === 'kafka'
      ? openLog({ kind: 'kafka', brokers, clientId: 'replay' })
      : openLog({ kind: 'postgres', pool: owner });
  const close = async () => {
    await log.close();
    await owner.end();
    await stop();
  };
  return { log, owner, ownerUrl: runtime.databaseUrl, close };
}
