import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type DataDir, isAlive, type Runtime } from '@satupintu/embedded';
import { serviceNames } from './services';

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Only a process that is one of our services: the number may belong to somebody else by now. */
const isService = (pid: number) =>
  serviceNames.some((name) => commandOf(pid).includes(`dist/apps/${name}/src/main.js`));

function processesOf(dir: DataDir): number[] {
  try {
    return Object.values((JSON.parse(readFileSync(dir.runtime, 'utf8')) as Runtime).processes);
  } catch {
    return [];
  }
}

/** Ends services that a killed supervisor has left behind; they end by themselves as well, but may take a moment. */
export async function endLeftOver(dir: DataDir, patience = 5_000): Promise<void> {
  const left = processesOf(dir).filter((pid) => isAlive(pid) && isService(pid));
  for (const pid of left) process.kill(pid, 'SIGTERM');
  const end = performance.now() + patience;
  while (left.some((pid) => isAlive(pid) && isService(pid)) && performance.now() < end) await delay(50);
  for (const pid of left) if (isAlive(pid) && isService(pid)) process.kill(pid, 'SIGKILL');
}
