import { loadDirectory } from '@satupintu/domain';
import { readFileSync } from 'node:fs';
import { sharing } from './sharing';

const load = () => loadDirectory((name) => readFileSync(`data/directory/${name}`, 'utf8'));

test('a version holds in common with the one before what did not change', () => {
  const before = load();
  const next = load();
  const changed = next.organisations.findIndex(({ code }) => code === 'gov.32.04');
  next.organisations[changed] = { ...before.organisations[changed]!, connection: 'unconnected' };
  const shared = sharing(next, before);
  expect(shared).toEqual(next);
  expect(shared.districts).toBe(before.districts);
  expect(shared.unitRules).toBe(before.unitRules);
  expect(shared.organisations.filter((row, at) => row !== before.organisations[at])).toEqual([
    next.organisations[changed],
  ]);
  expect(sharing(next, undefined)).toBe(next);
});
