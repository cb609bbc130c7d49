import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './data-dir';

const LOOK = 25;

/** A port on 127.0.0.1 that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** Waits until `condition` holds; false when it does not within the time given (milliseconds). */
export async function until(
  condition: () => boolean | Promise<boolean>,
  milliseconds: number,
): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (!(await condition())) {
    if (performance.now() > end) return false;
    await delay(LOOK);
  }
  return true;
}

/** Sends the signals one after another, each after the last was given its time, until the process is gone. */
export async function end(
  pid: number,
  signals: readonly (readonly [NodeJS.Signals, number])[],
): Promise<void> {
  for (const [signal, milliseconds] of signals) {
    if (!isRunning(pid)) return;
    signalTo(pid, signal);
    if (await until(() => !isRunning(pid), milliseconds)) return;
  }
}

export function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Alive and not merely waiting for its parent to notice that it ended. */
export function isRunning(pid: number): boolean {
  return isAlive(pid) && !/^State:\s+Z/m.test(procFile(pid, 'status'));
}

/** The command line of a process where the system shows it; empty elsewhere. */
export const commandOf = (pid: number): string => procFile(pid, 'cmdline').replaceAll('\0', ' ');

/** Processes that a process has started and that are still its children, where the system shows it. */
export function childrenOf(pid: number): number[] {
  return procFile(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

function procFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
