import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '@satupintu/service';

const root = join(__dirname, '..');
const openApi = JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8'));

/** Every `$ref` in the document. */
function references(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { $ref } = node as { $ref?: unknown };
  return [...(typeof $ref === 'string' ? [$ref] : []), ...Object.values(node).flatMap(references)];
}
const target = (pointer: string) =>
  pointer
    .slice(2)
    .split('/')
    .reduce<any>((node, key) => node?.[key], openApi);

describe('the generated documents', () => {
  it('are fresh: `npm run docs` would change nothing', () => {
    execFileSync('node', ['tools/docs.mjs', '--check'], { cwd: root, stdio: 'inherit' });
  }, 120_000);

  it('describe every call with its access, its answer, and how it fails', () => {
    const operations = Object.values<any>(openApi.paths).flatMap((path) => Object.values<any>(path));
    expect(operations.length).toBeGreaterThan(services.length * 4);
    for (const operation of operations) {
      expect(operation).toMatchObject({ summary: expect.any(String), security: expect.any(Array) });
      expect(Object.keys(operation.responses)).toEqual([expect.stringMatching(/^20[012]$/), 'default']);
    }
  });

  it('point only to what is there', () => {
    expect(
      references(openApi).filter((pointer) => pointer.startsWith('#/') && target(pointer) === undefined),
    ).toEqual([]);
  });
});
