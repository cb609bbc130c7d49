// Makes a fresh clone ready to run: packages as the lock says, then everything compiled. Uses nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';

export const root = dirname(import.meta.dirname);
const stamp = join(root, 'node_modules', '.satupintu-lock');

const digestOfLock = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(process.version.split('.')[0])
    .digest('hex');

function stamped() {
  try {
    return readFileSync(stamp, 'utf8');
  } catch {
    return undefined;
  }
}

const modified = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Installed by `npm ci` or `npm install` itself since the lock was written last: as good as our own stamp. */
const installedByHand = () =>
  modified(join(root, 'node_modules', '.package-lock.json')) >= modified(join(root, 'package-lock.json'));

function install(say) {
  const wanted = digestOfLock();
  if (stamped() === wanted) return;
  if (!installedByHand()) {
    say('Installing packages (once) …');
    // Through a shell, as npm is a script with another name on Windows.
    const { status } = spawnSync('npm ci --no-audit --no-fund --loglevel=error', {
      cwd: root,
      shell: true,
      stdio: ['ignore', 2, 2],
    });
    if (status !== 0) throw new Error('npm ci failed; the packages could not be installed');
  }
  writeFileSync(stamp, wanted);
}

/** Installs and builds where something is missing or stale. `say` is given lines for people. */
export async function prepare(say) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`Node 20.19 or newer is needed; this is ${process.version}`);
  install(say);
  const { build } = await import('./build.mjs');
  const compiled = await build();
  if (compiled > 0) say(`Compiled ${compiled} files.`);
}
