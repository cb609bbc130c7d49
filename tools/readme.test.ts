import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..');
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'k8s/README.md', 'data/directory/README.md']
  .concat(
    readdirSync(join(root, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  )
  .concat(readdirSync(join(root, 'docs/adr')).map((name) => `docs/adr/${name}`));
const text = (page: string) => readFileSync(join(root, page), 'utf8');
const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };

describe.each(pages)('%s', (page) => {
  it('names only commands that there are', () => {
    const named = [...text(page).matchAll(/\bnpm (?:run )?([a-z]+)\b/g)].map(([, name = '']) => name);
    const builtIn = ['install', 'ci', 'npm', 'package', 'or', 'and', 'it'];
    expect(named.filter((name) => !Object.hasOwn(scripts, name) && !builtIn.includes(name))).toEqual([]);
  });

  it('links only to what is there', () => {
    const links = [...text(page).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
    const local = links.filter((target) => !/^[a-z]+:/.test(target));
    expect(local.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  });
});

it('every script of package.json leads to a program', () => {
  const programs = Object.values(scripts).map(
    (command) => /^(?:exec )?node (\S+)/.exec(command)?.[1] ?? command,
  );
  expect(programs.filter((program) => !existsSync(join(root, program)))).toEqual([]);
});
