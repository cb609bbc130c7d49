import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where everything lies that must last: one folder holds a whole installation on embedded parts. */
export interface DataDir {
  readonly root: string;
  readonly postgres: string;
  readonly kafka: string;
  /** wraps the data keys of the vault */
  readonly masterKey: string;
  /** signs receipts and derives receipt codes */
  readonly receiptKey: string;
  /** signs the tokens of the development issuer */
  readonly issuerKey: string;
  /** password of every role of the embedded database */
  readonly databasePassword: string;
  /** what runs where, while it runs */
  readonly runtime: string;
  readonly lock: string;
}

export function dataDir(folder: string): DataDir {
  const root = resolve(folder);
  return {
    root,
    postgres: join(root, 'postgres'),
    kafka: join(root, 'kafka'),
    masterKey: join(root, 'keys', 'master.json'),
    receiptKey: join(root, 'keys', 'receipt.json'),
    issuerKey: join(root, 'keys', 'issuer.json'),
    databasePassword: join(root, 'keys', 'database-password'),
    runtime: join(root, 'runtime.json'),
    lock: join(root, 'lock'),
  };
}

/** `DIR/runtime.json`: what other programs need to reach a running system. */
export interface Runtime {
  readonly log: 'postgres' | 'kafka';
  /** as the owner of the database; services use their own role (`databaseUrlOf`) */
  readonly databaseUrl: string;
  readonly kafkaBrokers?: string;
  /** of the front: `http://127.0.0.1:3000`; absent while only the parts of the command line run */
  readonly address?: string;
  /** of each service's process, by name: where its own `/health` and `/metrics` are */
  readonly addresses?: Readonly<Record<string, string>>;
  readonly clock?: string;
  /** process ids by name: supervisor, postgres, kafka, and each service */
  readonly processes: Readonly<Record<string, number>>;
}

/** The folder is held by another process. */
export class DataDirInUse extends Error {
  readonly code = 'data-dir-in-use';
  constructor(
    folder: string,
    readonly pid: number,
  ) {
    super(`${folder} is in use by process ${pid}`);
  }
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Tells two processes apart that had the same id, where the system says when a process began. */
function birthOf(pid: number): string {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** What runs on this folder now; undefined where nothing does, also after a crash left the file behind. */
export function readRuntime(dir: DataDir): Runtime | undefined {
  const text = textOf(dir.runtime);
  if (text === undefined) return undefined;
  const runtime = JSON.parse(text) as Runtime;
  const supervisor = runtime.processes['supervisor'];
  return supervisor !== undefined && isAlive(supervisor) ? runtime : undefined;
}

/** Replaces the file at once, so that a reader never sees half of it. */
export function writeRuntime(dir: DataDir, runtime: Runtime): void {
  const draft = `${dir.runtime}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(runtime, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, dir.runtime);
}

export function removeRuntime(dir: DataDir): void {
  rmSync(dir.runtime, { force: true });
}

/**
 * Takes the folder for this process until `release` is called or the process dies.
 * @throws DataDirInUse
 */
export function lockDataDir(dir: DataDir): { release(): void } {
  mkdirSync(dir.root, { recursive: true });
  if (!takeLock(dir)) {
    const [pid = '', birth = ''] = (textOf(dir.lock) ?? '').split(' ');
    if (isAlive(Number(pid)) && birthOf(Number(pid)) === birth) throw new DataDirInUse(dir.root, Number(pid));
    rmSync(dir.lock, { force: true });
    if (!takeLock(dir)) throw new DataDirInUse(dir.root, Number(textOf(dir.lock)?.split(' ')[0]));
  }
  return { release: () => rmSync(dir.lock, { force: true }) };
}

function takeLock(dir: DataDir): boolean {
  try {
    const file = openSync(dir.lock, 'wx', 0o600);
    writeFileSync(file, `${process.pid} ${birthOf(process.pid)}`);
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The database as one service sees it, with its own role: `sla-monitor` as `satupintu_sla_monitor`. */
export function databaseUrlOf(service: string, runtime: Runtime): string {
  const url = new URL(runtime.databaseUrl);
  url.username = `satupintu_${service.replaceAll('-', '_')}`;
  return url.href;
}

/** The environment of a service's process. Everything else it knows is its own configuration's default. */
export function serviceEnv(service: string, dir: DataDir, runtime: Runtime): Record<string, string> {
  return {
    DATABASE_URL: databaseUrlOf(service, runtime),
    LOG: runtime.log,
    MASTER_KEY_FILE: dir.masterKey,
    RECEIPT_KEY_FILE: dir.receiptKey,
    ...(runtime.kafkaBrokers === undefined ? {} : { KAFKA_BROKERS: runtime.kafkaBrokers }),
    ...(runtime.clock === undefined ? {} : { CLOCK: runtime.clock }),
  };
}
