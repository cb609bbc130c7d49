import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { end, startAlone, type Started } from './alone';
import { freePort } from './system';

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

const targetOf = ({ address, child }: Started): Target => ({ address, pid: child.pid ?? 0 });

export async function startIntakeAlone(): Promise<IntakeAlone> {
  const alone = await startAlone();
  const intake = await alone.start('intake');
  const bare = await startBare(alone.databaseUrl);
  const stop = async () => {
    await Promise.all([intake, bare].map(({ child }) => end(child)));
    await alone.stop();
  };
  return { intake: targetOf(intake), bare: targetOf(bare), stop };
}

async function startBare(databaseUrl: string): Promise<Started> {
  const port = await freePort();
  const child: ChildProcess = fork(join(__dirname, 'bare-server.js'), [String(port), databaseUrl], {
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
