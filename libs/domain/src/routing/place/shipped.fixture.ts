import { type WordList } from '../words';
import { type Gazetteer, makeGazetteer } from './gazetteer';
import { loadGazetteerRows } from './gazetteer-rows';

/** Reads a file by its path from the root of the project; tests bring it along, as the domain reads nothing. */
export type ReadShipped = (path: string) => string;

export const wordsFrom = (read: ReadShipped): WordList =>
  JSON.parse(read('data/routing/words.json')) as WordList;
export const directoryFile = (read: ReadShipped) => (name: string) => read(`data/directory/${name}`);

export const areaDataFrom = (read: ReadShipped) => (name: string) =>
  read(`node_modules/idn-area-data/data/${name}`);

/** The gazetteer that the product ships. */
export const gazetteerFrom = (read: ReadShipped): Gazetteer =>
  makeGazetteer(loadGazetteerRows(directoryFile(read), areaDataFrom(read)), wordsFrom(read));
