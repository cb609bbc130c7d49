import { placeTokens, type WordList } from '../words';

/** Codes as numbers: a province has 2 digits, a regency 4, a district 6, a village 10. */
export const numberOf = (code: string): number => Number(code.replaceAll('.', ''));
export const codeOf = (number: number): string => {
  const digits = String(number);
  const parts = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6), digits.slice(6)];
  return parts.filter((part) => part !== '').join('.');
};
export const isVillage = (number: number): boolean => number >= 1e9;
/** `3204052001` and `320405` → `3204` */
export const regencyNumber = (number: number): number =>
  number >= 1e9 ? Math.floor(number / 1e6) : number >= 1e5 ? Math.floor(number / 100) : number;

export type NamedRow = readonly [code: string, name: string];

/** A place name as it is looked for in a text. */
export const nameKey = (name: string, words: WordList): string =>
  placeTokens(name.replace(/\(.*?\)/g, ' ').split('/', 1)[0] ?? name, words).join(' ');

/**
 * Names of ninety thousand small places in few bytes: the numbers of places that share a name lie side by side in one
 * array, and the map holds where they begin and how many they are in one small integer.
 */
export interface NameTable {
  find(name: string): readonly number[];
  has(name: string): boolean;
  /** all numbers, ascending */
  readonly numbers: Float64Array;
}

const mostAlike = 2048;

export function nameTable(rows: Iterable<NamedRow>, words: WordList): NameTable {
  const grouped = new Map<string, number[]>();
  let size = 0;
  for (const [code, name] of rows) {
    const key = nameKey(name, words);
    const group = grouped.get(key);
    if (!group) grouped.set(key, [numberOf(code)]);
    else if (group.length < mostAlike - 1) group.push(numberOf(code));
    size += 1;
  }
  const alike = new Float64Array(size);
  const places = new Map<string, number>();
  let at = 0;
  for (const [key, group] of grouped) {
    alike.set(group, at);
    places.set(key, at * mostAlike + group.length);
    at += group.length;
  }
  const numbers = alike.slice(0, at).sort();
  return {
    numbers,
    has: (name) => places.has(name),
    find: (name) => {
      const packed = places.get(name);
      if (packed === undefined) return [];
      const start = Math.floor(packed / mostAlike);
      return Array.from(alike.subarray(start, start + (packed % mostAlike)));
    },
  };
}
