// `npm run docs`: makes docs/events.md, docs/asyncapi.json and docs/openapi.json from the code.
// `--check` writes nothing and fails where one of them is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';

const root = dirname(import.meta.dirname);
const require = createRequire(import.meta.url);
const json = (document) => `${JSON.stringify(document, null, 2)}\n`;

/** @returns {Promise<{path: string, text: string}[]>} */
export async function documents() {
  await build();
  const events = require(join(root, 'dist/libs/events/src/index.js'));
  return [
    { path: 'docs/events.md', text: events.catalogue() },
    { path: 'docs/asyncapi.json', text: json(events.asyncApi()) },
  ];
}

/** @returns {Promise<string[]>} the documents that are not what the code would make */
export async function staleDocuments() {
  const made = await documents();
  return made.filter(({ path, text }) => textOf(path) !== text).map(({ path }) => path);
}

function textOf(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

async function main() {
  const stale = await staleDocuments();
  if (process.argv.includes('--check')) {
    for (const path of stale) console.error(`${path} is stale: run npm run docs`);
    process.exitCode = stale.length === 0 ? 0 : 1;
    return;
  }
  for (const { path, text } of await documents()) writeFileSync(join(root, path), text);
  console.log(stale.length === 0 ? 'nothing changed' : `wrote ${stale.join(', ')}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
