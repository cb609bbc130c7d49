import { dataDir, readRuntime, type Runtime } from '@satupintu/embedded';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../../..');

export interface Options {
  readonly kafka: boolean;
  readonly cases: number | undefined;
  /** a folder that lasts; absent: one of its own, which goes at the end */
  readonly data?: string | undefined;
}

/** A system of its own for one benchmark, on an empty folder. */
export interface System {
  readonly address: string;
  readonly dir: string;
  runtime(): Runtime;
  replay(...args: readonly string[]): Promise<string>;
  readonly stop: () => Promise<void>;
}

export async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? done(address.port) : fail(new Error('no port')),
      );
    });
  });
}

/** Resolves when the process has ended, at once where it has already. */
export const ended = (child: ChildProcess) =>
  child.exitCode === null && child.signalCode === null
    ? new Promise<void>((done) => child.once('exit', () => done()))
    : Promise.resolve();

/** Resolves when the address says that it is ready. @throws where the process ends before */
export async function ready(address: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${address}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`the system ended with ${child.exitCode}`);
}

/** What a program prints. @throws where it fails */
export function output(command: string, args: readonly string[], env = process.env): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.on('close', (code) =>
      code === 0 ? done(text) : fail(new Error(`${args.join(' ')}: exit ${code}\n${text}`)),
    );
  });
}

/** A system of its own on an empty folder, which goes with it. */
export async function startSystem({ kafka }: Pick<Options, 'kafka'>): Promise<System> {
  const dir = mkdtempSync(join(tmpdir(), 'satupintu-bench-'));
  const system = await startIn(dir, ...(kafka ? ['--kafka'] : []));
  return {
    ...system,
    async stop() {
      await system.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A system on a folder that stays. */
export async function startIn(dir: string, ...options: readonly string[]): Promise<System> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const args = ['apps/standalone/launch.mjs', '--port', String(port), '--data', dir, '--empty', ...options];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  await ready(address, child);
  return {
    address,
    dir,
    runtime() {
      const running = readRuntime(dataDir(dir));
      if (!running) throw new Error('the system does not run');
      return running;
    },
    replay: (...rest) => output(process.execPath, ['tools/run.mjs', 'replay', ...rest, '--data', dir]),
    async stop() {
      child.kill('SIGTERM');
      await ended(child);
    },
  };
}
