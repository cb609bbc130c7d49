// Compiles libs, apps and tools with SWC into dist/, one file per source file, and rewrites `@satupintu/*` to
// relative paths so that dist/ runs on plain Node. Skips files that are newer in dist/ than their source.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = dirname(import.meta.dirname);

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (path.endsWith('.ts') && !path.endsWith('.test.ts') && !/\.(contract|fixture)\.ts$/.test(path))
      yield path;
  }
}

const modified = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** @returns {Promise<number>} how many files were compiled */
export async function build() {
  const swc = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
  delete swc.$schema;
  const floor = Math.max(modified(join(root, '.swcrc')), modified(import.meta.filename));
  const dist = join(root, 'dist');
  const wanted = new Set();
  const work = [];
  for (const area of ['libs', 'apps', 'tools']) {
    for (const source of sources(join(root, area))) {
      const target = join(dist, relative(root, source)).replace(/\.ts$/, '.js');
      wanted.add(target);
      if (modified(target) < Math.max(floor, modified(source))) work.push([source, target]);
    }
  }
  // The compiler is big, and the supervisor runs on in this process: it is loaded only where there is work for it.
  const { transform } = work.length > 0 ? await import('@swc/core') : {};
  await Promise.all(
    work.map(async ([source, target]) => {
      const { code, map } = await transform(readFileSync(source, 'utf8'), {
        ...swc,
        swcrc: false,
        filename: source,
        sourceFileName: relative(dirname(target), source),
      });
      const library = (name) => {
        const path = relative(dirname(target), join(dist, 'libs', name, 'src/index.js'));
        return path.startsWith('.') ? path : `./${path}`;
      };
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(`${target}.map`, map);
      writeFileSync(
        target,
        code.replace(/require\("@satupintu\/([a-z]+)"\)/g, (_, name) => `require("${library(name)}")`) +
          `\n//# sourceMappingURL=${target.split('/').pop()}.map\n`,
      );
    }),
  );
  for (const stale of existing(dist)) if (!wanted.has(stale)) rmSync(stale);
  return work.length;
}

function* existing(folder) {
  if (!statSync(folder, { throwIfNoEntry: false })) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* existing(path);
    else if (path.endsWith('.js')) yield path;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(`compiled ${await build()} files`);
}
