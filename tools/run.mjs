// `npm run replay|bench|docs -- …`: installs and builds what is missing, then runs the program with its arguments.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

const [name = '', ...args] = process.argv.slice(2);
const script = join(root, 'tools', `${name}.mjs`);
const program = join(root, 'dist', 'apps', name, 'src', 'main.js');

// What goes to stdout belongs to the program: people pipe it.
await prepare((line) => console.error(line));
const target = existsSync(script) ? script : program;
if (!/^[a-z-]+$/.test(name) || !existsSync(target)) {
  console.error(`there is no program ${name}`);
  process.exit(2);
}
const { status } = spawnSync(process.execPath, ['--enable-source-maps', target, ...args], {
  stdio: 'inherit',
  cwd: process.cwd(),
});
process.exit(status ?? 1);
