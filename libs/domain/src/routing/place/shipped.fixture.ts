import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type WordList } from '../words';
import { type Gazetteer, loadGazetteerRows, makeGazetteer } from './gazetteer';
import { type NamedRow } from './names';

const root = join(__dirname, '../../../../..');
export const shippedFile = (folder: 'directory' | 'routing') => (name: string) =>
  readFileSync(join(root, 'data', folder, name), 'utf8');
export const shippedWords = JSON.parse(shippedFile('routing')('words.json')) as WordList;

function* villages(): Generator<NamedRow> {
  const csv = readFileSync(join(root, 'node_modules/idn-area-data/data/villages.csv'), 'utf8');
  for (const line of csv.split('\n').slice(1)) {
    const [code, , name] = line.split(',');
    if (code !== undefined && name !== undefined) yield [code, name];
  }
}

/** The gazetteer that the product ships, for tests. */
export const shippedGazetteer = (): Gazetteer =>
  makeGazetteer(loadGazetteerRows(shippedFile('directory'), villages()), shippedWords);
