import { type NamedRow } from './names';

/** Reads a file of the package idn-area-data by its name, such as `villages.csv`. */
export type ReadAreaData = (name: string) => string;

const villageLine = /^(\d[\d.]+),[\d.]+,"?(.*?)"?\r?$/gm;
const islandLine = /^[\d.]+,([\d.]*),"(?:[^"]|"")*",\d,\d,"?(.*?)"?\r?$/gm;

/** Line by line: the package’s own reader makes 84 thousand objects. */
export function* villageRows(read: ReadAreaData): Generator<NamedRow> {
  for (const [, code = '', name = ''] of read('villages.csv').matchAll(villageLine)) yield [code, name];
}

/**
 * Islands with the code of their regency. One that no single regency has stands for none of them (Pulau Nias), and
 * whoever names it does not mean a small one of the same name (Pulau Buton in the Riau Islands).
 */
export function islandRows(read: ReadAreaData): NamedRow[] {
  const rows = Array.from(
    read('islands.csv').matchAll(islandLine),
    ([, regency = '', name = '']): NamedRow => [regency, name],
  );
  const shared = new Set(rows.flatMap(([regency, name]) => (regency === '' ? [name] : [])));
  return rows.filter(([regency, name]) => regency !== '' && !shared.has(name));
}
