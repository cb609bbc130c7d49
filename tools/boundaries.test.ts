import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The direction of dependencies, proved by breaking it: each text below is linted as if it stood in that file. */
const root = join(__dirname, '..');
const boundary = '@nx/enforce-module-boundaries';

const forbidden: [why: string, path: string, text: string, rule: string][] = [
  [
    'the domain knows no log',
    'libs/domain/src/index.ts',
    "export { MemoryLog } from '@satupintu/log';",
    boundary,
  ],
  [
    'the domain knows no service',
    'libs/domain/src/index.ts',
    "export * from '@satupintu/service';",
    boundary,
  ],
  ['the vocabulary knows nobody', 'libs/events/src/index.ts', "export * from '@satupintu/domain';", boundary],
  ['the vault knows no service', 'libs/vault/src/port.ts', "export * from '@satupintu/service';", boundary],
  [
    'the log does not know the domain',
    'libs/log/src/port.ts',
    "export * from '@satupintu/domain';",
    boundary,
  ],
  [
    'the proof does not know what it proves',
    'libs/proof/src/index.ts',
    "export * from '@satupintu/domain';",
    boundary,
  ],
  [
    'an app never knows an app',
    'apps/intake/src/main.ts',
    "export * from '../../router/src/main';",
    boundary,
  ],
  [
    'an app starts no database',
    'apps/casework/src/main.ts',
    "export * from '@satupintu/embedded';",
    boundary,
  ],
  [
    'the domain does no I/O',
    'libs/domain/src/index.ts',
    "export { readFileSync } from 'node:fs';",
    'no-restricted-imports',
  ],
  [
    'the domain has no clock',
    'libs/domain/src/index.ts',
    'export const now = () => Date.now();',
    'no-restricted-syntax',
  ],
  [
    'the domain has no dice',
    'libs/domain/src/index.ts',
    'export const dice = () => Math.random();',
    'no-restricted-syntax',
  ],
];
const allowed: [path: string, text: string][] = [
  ['libs/domain/src/index.ts', "export { idOf } from '@satupintu/events';"],
  ['apps/intake/src/main.ts', "export { idOf } from '@satupintu/events';"],
  ['apps/replay/src/main.ts', "export { dataDir } from '@satupintu/embedded';"],
];

let broken: Map<string, string[]>;

beforeAll(() => {
  // The rule reads Nx's graph of the projects, and says nothing at all where there is none.
  execFileSync('npx', ['nx', 'show', 'projects'], { cwd: root, env: { ...process.env, NX_DAEMON: 'false' } });
  const samples = [
    ...forbidden.map(([, path, text]) => ({ path, text })),
    ...allowed.map(([path, text]) => ({ path, text })),
  ];
  const output = execFileSync('node', ['tools/lint-texts.mjs'], {
    cwd: root,
    input: JSON.stringify(samples),
  });
  const results = JSON.parse(output.toString().slice(output.indexOf('[{'))) as { rules: string[] }[];
  broken = new Map(samples.map(({ path, text }, index) => [path + text, results[index]?.rules ?? []]));
}, 120_000);

describe('lint', () => {
  it.each(forbidden)('refuses a violation: %s', (_, path, text, rule) => {
    expect(broken.get(path + text)).toContain(rule);
  });

  it.each(allowed)('allows what points the right way: %s', (path, text) => {
    expect(broken.get(path + text)).toEqual([]);
  });
});
