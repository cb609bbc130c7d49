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

/** Names of ninety thousand small places in few bytes. */
export interface NameTable {
  find(name: string): readonly number[];
  /** whether there is a place with this number */
  holds(number: number): boolean;
}

/**
 * Places that share a name are a chain: the map holds the last of them, `before` the one before each. So there is one
 * small integer per name and no array.
 */
export function nameTable(rows: Iterable<NamedRow>, words: WordList): NameTable {
  const places = new Map<string, number>();
  const inOrder: number[] = [];
  const chain: number[] = [];
  for (const [code, name] of rows) {
    const key = nameKey(name, words);
    chain.push(places.get(key) ?? none);
    places.set(key, inOrder.length);
    inOrder.push(numberOf(code));
  }
  const numbers = Float64Array.from(inOrder);
  const before = Int32Array.from(chain);
  const sorted = numbers.slice().sort();
  return {
    holds: (number) => isIn(sorted, number),
    find: (name) => {
      const alike: number[] = [];
      for (let at = places.get(name) ?? none; at !== none; at = before[at] ?? none)
        alike.push(numbers[at] ?? 0);
      return alike.reverse();
    },
  };
}

const none = -1;

function isIn(sorted: Float64Array, number: number): boolean {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = sorted[middle] ?? 0;
    if (value === number) return true;
    if (value < number) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
