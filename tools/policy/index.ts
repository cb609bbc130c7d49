import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CategoryTree,
  type DirectoryIndex,
  indexCategories,
  indexDirectory,
  loadDirectory,
  type WordList,
} from '@satupintu/domain';
import { type Calendar, type RoutingPolicy, type SlaPolicy } from '@satupintu/events';
import { calendarFaults, slaFaults } from './clocks';
import { directoryFaults } from './directory';
import { type DataFault, faultIn, repeated } from './fault';
import { routingFaults } from './routing';

export { type DataFault } from './fault';

/** Everything that is wrong with the policy in `data/`: what does not exist, what can never apply, what is missing. */
export function policyFaults(root: string): DataFault[] {
  const data = join(root, 'data');
  const read = <T>(...path: string[]): T => JSON.parse(readFileSync(join(data, ...path), 'utf8')) as T;
  const filesIn = (folder: string) =>
    readdirSync(join(data, folder)).filter((name) => name.endsWith('.json'));
  const directory = indexDirectory(
    loadDirectory((name) => readFileSync(join(data, 'directory', name), 'utf8')),
  );
  const tree = read<CategoryTree>('categories', 'national.json');
  return [
    ...directoryFaults(directory),
    ...categoryFaults(tree),
    ...routingFaults({
      directory,
      policy: read<RoutingPolicy>('routing', 'policy.json'),
      words: read<WordList>('routing', 'words.json'),
      categories: indexCategories(tree),
    }),
    ...filesIn('calendars').flatMap((name) =>
      calendarFaults(`data/calendars/${name}`, read<Calendar>('calendars', name), directory),
    ),
    ...filesIn('sla').flatMap((name) =>
      slaFaults(`data/sla/${name}`, read<SlaPolicy>('sla', name), directory),
    ),
    ...exampleFiles(join(data, 'routing')).flatMap((name) =>
      exampleFaults(name, read<Examples>('routing', name), directory),
    ),
  ];
}

function categoryFaults(tree: CategoryTree): DataFault[] {
  const fault = faultIn('data/categories/national.json');
  const codes = tree.categories.flatMap(({ name, sub }) => [name, ...sub.map((one) => `${name}/${one}`)]);
  return repeated(codes, (name) => name.toLowerCase()).map(({ key }) =>
    fault('/categories', `${key} is there twice`),
  );
}

interface Examples {
  readonly examples: readonly { readonly organisation: string; readonly unit?: string }[];
}

/** `examples.json`, and those that stand by subject in a folder of that name. */
const exampleFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^examples\b.*\.json$/.test(name),
  );

function exampleFaults(name: string, { examples }: Examples, directory: DirectoryIndex): DataFault[] {
  const fault = faultIn(`data/routing/${name}`);
  return examples.flatMap(({ organisation, unit }, index) =>
    [organisation, ...(unit === undefined ? [] : [unit])]
      .filter((code) => !directory.exists(code))
      .map((code) => fault(`/examples/${index}`, `${code} is not known`)),
  );
}
