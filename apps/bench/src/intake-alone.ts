import { dataDir, type Runtime, serviceEnv, startPostgres } from '@satupintu/embedded';
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ended, freePort, ready } from './system';

const root = resolve(__dirname, '../../../..');

/** A server under load: where it is, and which process's time it costs. */
export interface Target {
  readonly address: string;
  readonly pid: number;
}

/** Intake and the bare server that it is compared with, on one Postgres, and nothing else. */
export interface IntakeAlone {
  readonly intake: Target;
  readonly bare: Target;
  stop(): Promise<void>;
}

/** As in production: the services that follow have machines of their own, and the ingress is not ours. */
export async function startIntakeAlone(): Promise<IntakeAlone> {
  const dir = dataDir(mkdtempSync(join(tmpdir(), 'satupintu-bench-')));
  const keys = spawn(process.execPath, ['dist/apps/standalone/src/make-keys.js', dir.root], { cwd: root });
  await ended(keys);
  const password = readFileSync(dir.databasePassword, 'utf8').trim();
  const postgres = await startPostgres({ dataDir: dir.postgres, password });
  const runtime: Runtime = { log: 'postgres', databaseUrl: postgres.url, processes: {} };
  const migrate = spawn(process.execPath, ['dist/libs/service/src/migrate.js'], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: postgres.url, SERVICE_DB_PASSWORD: password },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await ended(migrate);
  const children = [await startIntake(dir, runtime), await startBare(postgres.url)] as const;
  const [intake, bare] = children.map(({ address, child }) => ({ address, pid: child.pid ?? 0 }));
  if (!intake || !bare) throw new Error('nothing was started');
  const stop = async () => {
    for (const { child } of children) child.kill('SIGTERM');
    await Promise.all(children.map(({ child }) => ended(child)));
    await postgres.stop();
    rmSync(dir.root, { recursive: true, force: true });
  };
  return { intake, bare, stop };
}

interface Started {
  readonly address: string;
  readonly child: ChildProcess;
}

async function startIntake(dir: ReturnType<typeof dataDir>, runtime: Runtime): Promise<Started> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--max-semi-space-size=4', 'dist/apps/intake/src/main.js'], {
    cwd: root,
    env: {
      ...process.env,
      ...serviceEnv('intake', dir, runtime),
      JWT_ISSUER: 'nobody',
      JWKS_URL: 'http://127.0.0.1/nobody',
      LOG_LEVEL: 'warn',
      RATE_LIMIT: '0',
      HOST: '127.0.0.1',
      PORT: String(port),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const address = `http://127.0.0.1:${port}`;
  await ready(address, child);
  return { address, child };
}

async function startBare(databaseUrl: string): Promise<Started> {
  const port = await freePort();
  const child = fork(join(__dirname, 'bare-server.js'), [String(port), databaseUrl], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await new Promise((done) => child.once('message', done));
  return { address: `http://127.0.0.1:${port}`, child };
}

/** Processor time of a process so far, milliseconds; undefined where the system does not tell. */
export function cpuMs(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}
