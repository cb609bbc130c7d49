// `npm run docs`: makes docs/events.md, docs/asyncapi.json and docs/openapi.json from the code.
// `--check` writes nothing and fails where one of them is stale.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from './build.mjs';

const root = dirname(import.meta.dirname);
const require = createRequire(import.meta.url);
const json = (document) => `${JSON.stringify(document, null, 2)}\n`;

/** @returns {Promise<{path: string, text: string}[]>} */
async function documents() {
  await build();
  const events = require(join(root, 'dist/libs/events/src/index.js'));
  return [
    { path: 'docs/events.md', text: events.catalogue() },
    { path: 'docs/asyncapi.json', text: json(events.asyncApi()) },
    { path: 'docs/openapi.json', text: json(await openApi()) },
  ];
}

/** One document out of what the five services say of themselves. */
async function openApi() {
  const { mergeOpenApi, services } = require(join(root, 'dist/libs/service/src/index.js'));
  const fragments = await Promise.all(services.map(callsOf));
  return mergeOpenApi(fragments);
}

async function callsOf(service) {
  const main = join(root, 'dist/apps', service, 'src/main.js');
  const { stdout } = await promisify(execFile)('node', [main, 'openapi'], { cwd: root, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout);
}

function textOf(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

async function main() {
  const made = await documents();
  const stale = made.filter(({ path, text }) => textOf(path) !== text);
  if (process.argv.includes('--check')) {
    for (const { path } of stale) console.error(`${path} is stale: run npm run docs`);
    process.exitCode = stale.length === 0 ? 0 : 1;
    return;
  }
  for (const { path, text } of stale) writeFileSync(join(root, path), text);
  console.log(stale.length === 0 ? 'nothing changed' : `wrote ${stale.map(({ path }) => path).join(', ')}`);
}

await main();
