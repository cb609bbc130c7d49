// `npm run check`: everything about the project that can be judged without running it. Installs what it needs.
// All steps run, so that one look shows all that is wrong; `npm run check -- types docs` runs only those named.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

const require = createRequire(import.meta.url);
const binary = (name) => join(root, 'node_modules', '.bin', name);

function run(name, ...args) {
  const env = { ...process.env, NX_DAEMON: 'false', FORCE_COLOR: '0' };
  return spawnSync(binary(name), args, { cwd: root, env, stdio: 'inherit' }).status === 0;
}

/** Through Nx: plain ESLint would skip the boundaries between projects where there is no graph of them. */
const lint = () => run('nx', 'run-many', '--targets=lint', '--parallel=2', '--output-style=stream');
const types = () => run('tsc', '--noEmit', '--project', 'tsconfig.json');
const format = () => run('prettier', '--check', '--log-level=warn', '.');

function policy() {
  const faults = require(join(root, 'dist/tools/policy/index.js')).policyFaults(root);
  for (const { file, pointer, detail } of faults) console.error(`${file}#${pointer}: ${detail}`);
  return faults.length === 0;
}

const docs = () =>
  spawnSync(process.execPath, [join(root, 'tools/docs.mjs'), '--check'], { stdio: 'inherit' }).status === 0;
/** Manifests against the code: ports, paths, variables, topics. */
const deploy = () => run('jest', '--selectProjects', 'unit', '--silent', 'tools/deploy');

const steps = { types, lint, format, policy, docs, deploy };
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(steps, name));
if (unknown.length > 0) {
  console.error(`there is no step ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}`);
  process.exit(2);
}

await prepare((line) => console.log(line));
const failed = [];
for (const [name, step] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const begun = performance.now();
  const well = step();
  console.log(`${well ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  if (!well) failed.push(name);
}
if (failed.length > 0) console.error(`check failed: ${failed.join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);
