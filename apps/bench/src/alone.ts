import { type DataDir, dataDir, type Runtime, serviceEnv, startPostgres } from '@satupintu/embedded';
import { type Service } from '@satupintu/events';
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ended, freePort, output, ready } from './system';

const root = resolve(__dirname, '../../../..');

export interface Started {
  readonly address: string;
  readonly child: ChildProcess;
}

/** A Postgres of its own with everything migrated, on which single services can be started. */
export interface Alone {
  readonly databaseUrl: string;
  start(service: Service, environment?: Readonly<Record<string, string>>): Promise<Started>;
  /** Runs an operator's command of a service. @returns what it printed */
  run(service: Service, ...command: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

type Settings = Readonly<Record<string, string | number>>;

/** As in production: the other services have machines of their own, and the ingress is not ours. */
export async function startAlone(settings: Settings = {}): Promise<Alone> {
  const folder = mkdtempSync(join(tmpdir(), 'satupintu-bench-'));
  chmodSync(folder, 0o755);
  const dir = dataDir(folder);
  const keys = spawn(process.execPath, ['dist/apps/standalone/src/make-keys.js', dir.root], { cwd: root });
  await ended(keys);
  const password = readFileSync(dir.databasePassword, 'utf8').trim();
  const postgres = await startPostgres({ dataDir: dir.postgres, password, settings });
  const runtime: Runtime = { log: 'postgres', databaseUrl: postgres.url, processes: {} };
  const migrate = spawn(process.execPath, ['dist/libs/service/src/migrate.js'], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: postgres.url, SERVICE_DB_PASSWORD: password },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await ended(migrate);
  const children: ChildProcess[] = [];
  return {
    databaseUrl: postgres.url,
    async start(service, environment = {}) {
      const started = await startService(service, dir, runtime, environment);
      children.push(started.child);
      return started;
    },
    run(service, ...command) {
      const program = `dist/apps/${service}/src/main.js`;
      return output(process.execPath, [program, ...command], environmentOf(service, dir, runtime));
    },
    async stop() {
      await Promise.all(children.map((child) => end(child)));
      await postgres.stop();
      rmSync(dir.root, { recursive: true, force: true });
    },
  };
}

const environmentOf = (service: Service, dir: DataDir, runtime: Runtime): NodeJS.ProcessEnv => ({
  ...process.env,
  ...serviceEnv(service, dir, runtime),
  JWT_ISSUER: 'nobody',
  JWKS_URL: 'http://127.0.0.1/nobody',
  LOG_LEVEL: 'warn',
  RATE_LIMIT: '0',
  HOST: '127.0.0.1',
});

async function startService(
  service: Service,
  dir: DataDir,
  runtime: Runtime,
  environment: Readonly<Record<string, string>>,
): Promise<Started> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--max-semi-space-size=4', `dist/apps/${service}/src/main.js`], {
    cwd: root,
    env: {
      ...environmentOf(service, dir, runtime),
      PORT: String(port),
      ...environment,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const address = `http://127.0.0.1:${port}`;
  await ready(address, child);
  return { address, child };
}

/** Ends a process and waits until it has. */
export async function end(child: ChildProcess, how: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  child.kill(how);
  await ended(child);
}
