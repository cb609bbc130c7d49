import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunAs, commandFor, identityOf } from './postgres-user';

export interface Cluster {
  readonly dataDir: string;
  readonly user: string;
  readonly password: string;
  readonly as: RunAs;
}

/** Text sorts by code point and folds case by Unicode, the same on every machine. */
const LOCALE = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];

/** Fills an empty data folder; leaves a filled one alone. */
export function makeCluster(initdb: string, { dataDir, user, password, as }: Cluster): void {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return;
  const passwordFile = join(tmpdir(), `satupintu-${randomUUID()}`);
  writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' });
  try {
    if (as.uid !== undefined && as.gid !== undefined) chownSync(passwordFile, as.uid, as.gid);
    const args = ['-D', dataDir, '-U', user, '--pwfile', passwordFile, '--auth=scram-sha-256', ...LOCALE];
    const options = { ...identityOf(as), cwd: dataDir, encoding: 'utf8' as const };
    const { status, stderr } = spawnSync(...commandFor(as, initdb, args), options);
    if (status !== 0) throw new Error(`initdb failed on ${dataDir}: ${stderr}`);
  } finally {
    rmSync(passwordFile);
  }
}
