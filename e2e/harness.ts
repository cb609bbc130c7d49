import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataDir, readRuntime, type Runtime } from '@satupintu/embedded';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: any;
}

export interface Call {
  body?: unknown;
  raw?: string | Uint8Array | FormData;
  token?: string;
  receipt?: string;
  headers?: Record<string, string>;
}

/** The whole system under test, started as a user would. */
export interface System {
  readonly address: string;
  readonly dir: string;
  readonly output: () => string;
  call(method: string, path: string, call?: Call): Promise<Answer>;
  token(role: string, organisation?: string, unit?: string): Promise<string>;
  settle(): Promise<void>;
  moveClock(to: string): Promise<void>;
  runtime(): Runtime;
  /** SIGKILL of one process, by the pid that runtime.json names */
  kill(name: string): number | undefined;
  replay(...args: string[]): Promise<{ code: number; output: string }>;
  /** Ends it and leaves the folder, so that `startIn` finds everything again. */
  halt(): Promise<void>;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Tries until it gets a value; for conditions that no position stands for (a process coming back). */
export async function eventually<T>(
  what: string,
  attempt: () => Promise<T | undefined>,
  seconds = 60,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let fault: unknown;
  while (Date.now() < end) {
    try {
      const value = await attempt();
      if (value !== undefined) return value;
    } catch (error) {
      fault = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what}: not within ${seconds} s ${fault instanceof Error ? fault.message : ''}`);
}

const root = join(__dirname, '..');

async function request(address: string, method: string, path: string, call: Call = {}): Promise<Answer> {
  const headers: Record<string, string> = { ...call.headers };
  if (call.token !== undefined) headers['authorization'] ??= `Bearer ${call.token}`;
  if (call.receipt !== undefined) headers['receipt-code'] = call.receipt;
  if (call.body !== undefined) headers['content-type'] ??= 'application/json';
  const body = call.raw ?? (call.body === undefined ? null : JSON.stringify(call.body));
  const response = await fetch(address + path, {
    method,
    headers,
    body: body as RequestInit['body'] & object,
    redirect: 'manual',
  });
  const text = await response.text();
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  return { status: response.status, headers: response.headers, text, body: parsed };
}

function run(command: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: process.env });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** An operator's commands on a folder. */
const replayIn =
  (dir: string): System['replay'] =>
  (...args) =>
    run(process.execPath, ['tools/run.mjs', 'replay', ...args, '--data', dir]);

/** A folder with keys, in which nothing was ever started: what an import goes into. */
export async function emptyHouse(): Promise<Pick<System, 'dir' | 'replay'>> {
  const dir = mkdtempSync(join(tmpdir(), 'satupintu-e2e-'));
  const { masterKey, receiptKey, databasePassword } = dataDir(dir);
  const replay = replayIn(dir);
  const made = await replay('keys', 'create', '--master', masterKey, '--receipt', receiptKey);
  if (made.code !== 0) throw new Error(made.output);
  writeFileSync(databasePassword, randomBytes(18).toString('base64url'), { mode: 0o600 });
  return { dir, replay };
}

/** Starts `npm start`’s own program on a folder of its own and waits until it is ready. */
export async function startSystem(...options: string[]): Promise<System> {
  const dir = mkdtempSync(join(tmpdir(), 'satupintu-e2e-'));
  return startIn(dir, ...options);
}

export async function startIn(dir: string, ...options: string[]): Promise<System> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    ['apps/standalone/launch.mjs', '--port', String(port), '--data', dir, ...options],
    {
      cwd: root,
      env: process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ready = async () => {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}\n${output}`);
    return (await request(address, 'GET', '/health/ready')).status === 200 ? true : undefined;
  };
  try {
    await eventually('ready', ready, 120);
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`${error instanceof Error ? error.message : ''}\n${output.slice(-4000)}`);
  }
  const call = (method: string, path: string, detail?: Call) => request(address, method, path, detail);
  const runtime = () => {
    const running = readRuntime(dataDir(dir));
    if (!running) throw new Error(`nothing runs in ${dir}`);
    return running;
  };
  const tokens = new Map<string, Promise<string>>();
  const must = async (answer: Promise<Answer>) => {
    const { status, text, body } = await answer;
    if (status !== 200) throw new Error(`${status} ${text}`);
    return body;
  };
  const halt = async () => {
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), 30_000);
    await exited(child);
    clearTimeout(hard);
  };
  return {
    address,
    dir,
    output: () => output,
    call,
    token(role, organisation, unit) {
      const key = JSON.stringify([role, organisation, unit]);
      const made =
        tokens.get(key) ??
        must(call('POST', '/v1/dev/token', { body: { role, organisation, unit } })).then(
          (body) => body.token as string,
        );
      tokens.set(key, made);
      return made;
    },
    settle: async () => void (await must(call('POST', '/v1/dev/settle'))),
    moveClock: async (to) => void (await must(call('POST', '/v1/dev/clock', { body: { to } }))),
    runtime,
    kill(name) {
      const pid = runtime().processes[name];
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      return pid;
    },
    replay: replayIn(dir),
    halt,
    async stop() {
      await halt();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A process and those that it has started: each connection to Postgres has one of its own. */
const familyOf = (pid: number): number[] => [
  pid,
  ...readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
];

/** Stops a process in its tracks while the work is done: it is there, and answers nobody. */
export async function frozen(system: System, name: string, work: () => Promise<void>): Promise<void> {
  const family = familyOf(system.runtime().processes[name]!);
  for (const pid of family) process.kill(pid, 'SIGSTOP');
  try {
    await work();
  } finally {
    for (const pid of family) process.kill(pid, 'SIGCONT');
  }
}
