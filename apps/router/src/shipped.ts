import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type CategoryIndex,
  type CategoryTree,
  type CategoryWords,
  type Gazetteer,
  indexCategories,
  loadDirectory,
  loadGazetteerRows,
  makeGazetteer,
  type RoutingKit,
  withCategories,
  type WordList,
} from '@satupintu/domain';
import { type Directory, fact, type ReferenceFact, type RoutingPolicy } from '@satupintu/events';

/** Folder `data`, found from the sources as well as from the compiled program. */
function dataFolder(from = __dirname): string {
  const path = join(from, 'data');
  if (existsSync(join(path, 'directory'))) return path;
  if (dirname(from) === from) throw new Error('the folder data is missing');
  return dataFolder(dirname(from));
}

const reader = (folder: string) => (name: string) => readFileSync(join(dataFolder(), folder, name), 'utf8');

const areaData = dirname(require.resolve('idn-area-data/package.json'));
const readAreaData = (name: string) => readFileSync(join(areaData, 'data', name), 'utf8');

export const shippedWords = (): WordList => JSON.parse(reader('routing')('words.json')) as WordList;
export const shippedDirectory = (): Directory => loadDirectory(reader('directory'));
export const shippedPolicy = (): RoutingPolicy =>
  JSON.parse(reader('routing')('policy.json')) as RoutingPolicy;
const categoryTree = (): CategoryTree => JSON.parse(reader('categories')('national.json')) as CategoryTree;
export const shippedCategories = (): CategoryIndex => indexCategories(categoryTree());
/** The same kit, which names sub-categories too. */
export const withShippedCategories = (kit: RoutingKit): RoutingKit =>
  withCategories(kit, categoryTree(), JSON.parse(reader('categories')('words.json')) as CategoryWords);
export const shippedGazetteer = (words: WordList): Gazetteer =>
  makeGazetteer(loadGazetteerRows(reader('directory'), readAreaData), words);

/** The directory and the policy that ship with the program, as facts whose ids follow from their versions. */
export function shippedFacts(at: string): ReferenceFact[] {
  const by = { role: 'rule' } as const;
  const [directory, policy] = [shippedDirectory(), shippedPolicy()];
  return [
    fact('DirectoryPublished', `directory:${directory.version}`, { subject: 'directory', at, by }, directory),
    fact(
      'RoutingPolicyPublished',
      `routing-policy:${policy.version}`,
      { subject: 'routing-policy', at, by },
      policy,
    ),
  ] as ReferenceFact[];
}
