import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { dirname } from 'node:path';

/** Postgres refuses to run as root; the user that it runs as then. */
const NAME = 'postgres';

/** How to start a program so that Postgres agrees to run: as whom, and through which command. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
  readonly prefix: readonly string[];
}

/** A folder on the way to what Postgres needs is closed to the user that it runs as. */
export class Unreachable extends Error {
  readonly code = 'folder-unreachable';
  constructor(path: string, closed: string) {
    super(
      `Postgres must not run as root, so it runs as user "${NAME}", who cannot enter ${closed} on the way to ${path}. ` +
        `Use a folder outside ${closed} (npm start -- --data DIR), open it with "chmod o+x ${closed}", or start as another user.`,
    );
  }
}

const idOf = (flag: '-u' | '-g'): number =>
  Number(execFileSync('id', [flag, NAME], { encoding: 'utf8', stdio: 'pipe' }));

function postgresUser(): { uid: number; gid: number } {
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    execFileSync('groupadd', ['--force', '--system', NAME]);
    execFileSync('useradd', ['--system', '--no-create-home', '--gid', NAME, NAME]);
    return { uid: idOf('-u'), gid: idOf('-g') };
  }
}

function closedFolder(path: string, user: { uid: number; gid: number }): string | undefined {
  const enters = (folder: string) => spawnSync('test', ['-x', folder], { ...user, cwd: '/' }).status === 0;
  if (enters(path)) return undefined;
  const folders = [path];
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder))
    folders.unshift(dirname(folder));
  return folders.find((folder) => !enters(folder));
}

/** `setpriv` can let the other user pass through closed folders while it stays that user. */
function passThrough({ uid, gid }: { uid: number; gid: number }): readonly string[] | undefined {
  const rights = ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];
  const prefix = ['setpriv', '--reuid', String(uid), '--regid', String(gid), '--clear-groups', ...rights];
  return spawnSync('setpriv', [...prefix.slice(1), 'true'], { cwd: '/' }).status === 0 ? prefix : undefined;
}

/**
 * Finds out how to run Postgres on these paths. As root: as user "postgres", made if there is none; the data folder
 * becomes that user's.
 * @throws Unreachable
 */
export function runAs(dataDir: string, paths: readonly string[]): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const user = postgresUser();
  chownSync(dataDir, user.uid, user.gid);
  for (const path of [dataDir, ...paths]) {
    const closed = closedFolder(path, user);
    if (closed === undefined) continue;
    const prefix = passThrough(user);
    if (!prefix) throw new Unreachable(path, closed);
    return { prefix };
  }
  return { ...user, prefix: [] };
}

/** What `spawn` needs to start a program that way. */
export function commandFor(as: RunAs, program: string, args: readonly string[]): [string, string[]] {
  const [command, ...rest] = as.prefix;
  return command === undefined ? [program, [...args]] : [command, [...rest, program, ...args]];
}

export const identityOf = ({ uid, gid }: RunAs): { uid?: number; gid?: number } =>
  uid === undefined || gid === undefined ? {} : { uid, gid };
