import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { childrenOf, commandOf, end, isRunning, signalTo, until } from './child';
import { type RunAs, commandFor, identityOf } from './postgres-user';

export interface ServerProcess {
  readonly pid: number;
  /** resolves when the server has ended, whoever ended it */
  readonly exited: Promise<void>;
  /** Ends all connections and the server, cleanly. */
  stop(): Promise<void>;
  /** SIGKILL, for tests of bad days. Resolves when the connections' processes have noticed and ended too. */
  kill(): Promise<void>;
}

const LAST_CONNECTIONS = 10_000;

/** What the server says goes to a file, not to a pipe, which would break when this process is killed. */
const logFile = (dataDir: string) => join(dataDir, 'server.log');

export function logOf(dataDir: string): string {
  return existsSync(logFile(dataDir))
    ? readFileSync(logFile(dataDir), 'utf8').slice(-2_000)
    : 'it said nothing';
}

/** Detached, so that Ctrl-C reaches the supervisor alone, which ends Postgres after those who use it. */
export function runServer(
  program: string,
  as: RunAs,
  args: readonly string[],
  dataDir: string,
): ServerProcess {
  const log = openSync(logFile(dataDir), 'w', 0o600);
  const options = { ...identityOf(as), cwd: dataDir, detached: true };
  const child = spawn(...commandFor(as, program, args), { ...options, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  const { pid } = child;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve()).once('error', () => resolve());
  });
  if (pid === undefined) throw new Error('Postgres could not be started at all');
  return { pid, exited, stop: () => endServer(pid).then(() => exited), kill: () => killServer(pid, exited) };
}

/** Fast shutdown, then immediate, then none at all. */
const endServer = (pid: number): Promise<void> =>
  end(pid, [
    ['SIGINT', 15_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ]);

async function killServer(pid: number, exited: Promise<void>): Promise<void> {
  const connections = childrenOf(pid);
  signalTo(pid, 'SIGKILL');
  await exited;
  await until(() => !connections.some(isRunning), LAST_CONNECTIONS);
}

/**
 * Ends a server that an earlier run has left behind. Its pid file stays: it names the shared memory by which Postgres
 * knows that connections of a killed server are still at work. Only where its number has become another process's, which
 * Postgres would take for a server, it is changed to ours, which Postgres knows to be its starter.
 */
export async function clearLeftOver(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const [number = '', ...rest] = readFileSync(pidFile, 'utf8').split('\n');
  const pid = Number(number);
  if (!isRunning(pid)) return;
  if (commandOf(pid).includes(dataDir)) await endServer(pid);
  else writeFileSync(pidFile, [process.pid, ...rest].join('\n'));
}

/** Whether the server gave up because connections of its predecessor had not ended yet. */
export const wasTooEarly = (dataDir: string): boolean => logOf(dataDir).includes('still in use');
