import { type WordList } from '../words';
import { nameKey, type NamedRow, numberOf } from './names';

/** Names of ninety thousand small places in few bytes. */
export interface NameTable {
  /** numbers of the places whose name has this key, in ascending order */
  find(key: string): readonly number[];
  /** the name as the state writes it; undefined where there is no place with this number */
  nameOf(number: number): string | undefined;
  /** the name with this key as the state writes it */
  spellingOf(key: string): string | undefined;
  keys(): Iterable<string>;
}

const none = -1;
const nowhere: readonly number[] = [];

/** Rows sorted by number, their names in one long string. */
interface Columns {
  readonly numbers: Float64Array;
  readonly text: string;
  readonly ends: Uint32Array;
}

function columnsOf(rows: Iterable<NamedRow>): Columns {
  const sorted = Array.from(rows, ([code, name]) => ({ number: numberOf(code), name })).sort(
    (a, b) => a.number - b.number,
  );
  const ends = new Uint32Array(sorted.length);
  let length = 0;
  sorted.forEach(({ name }, at) => (ends[at] = length += name.length));
  return {
    numbers: Float64Array.from(sorted, ({ number }) => number),
    text: sorted.map(({ name }) => name).join(''),
    ends,
  };
}

/**
 * Places that share a name are a chain: the map holds the first of them, `after` the one behind each. So there is one
 * small integer per name and no array.
 */
export function nameTable(rows: Iterable<NamedRow>, words: WordList): NameTable {
  const { numbers, text, ends } = columnsOf(rows);
  const nameAt = (at: number) => text.slice(at === 0 ? 0 : ends[at - 1], ends[at]);
  const heads = new Map<string, number>();
  const after = new Int32Array(numbers.length).fill(none);
  for (let at = numbers.length - 1; at >= 0; at -= 1) {
    const key = nameKey(nameAt(at), words);
    after[at] = heads.get(key) ?? none;
    heads.set(key, at);
  }
  return {
    keys: () => heads.keys(),
    spellingOf: (key) => {
      const at = heads.get(key);
      return at === undefined ? undefined : nameAt(at);
    },
    nameOf: (number) => {
      const at = placeOf(number, numbers);
      return at === none ? undefined : nameAt(at);
    },
    find: (key) => {
      const head = heads.get(key);
      if (head === undefined) return nowhere;
      const alike: number[] = [];
      for (let at = head; at !== none; at = after[at] ?? none) alike.push(numbers[at] ?? 0);
      return alike;
    },
  };
}

function placeOf(number: number, sorted: Float64Array): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = sorted[middle] ?? 0;
    if (value === number) return middle;
    if (value < number) low = middle + 1;
    else high = middle - 1;
  }
  return none;
}
