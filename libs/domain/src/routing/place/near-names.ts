import { distance } from './misspelling';

/** Finds the names that a word may be a misspelling of. */
export interface NearNames {
  /** keys of names that are one change away, or two where the name is long; some dozen at most */
  readonly near: (word: string) => readonly string[];
}

const shortest = 5;
/** From this length on, two changes still leave no doubt. */
const long = 10;
const most = 12;

/**
 * Two words one change apart have a spelling in common when each may lose one letter. So every name is filed under
 * itself and each of its shortened spellings, in an open table of integers; a word is looked for the same way. Some
 * 5 MB for sixty thousand names, and a few microseconds for a word.
 */
export function nearNames(keys: Iterable<string>, longKeys: Iterable<string>): NearNames {
  const names = [...keys].filter((key) => key.length >= shortest && !/\d/.test(key));
  const table = spellings(names, 1);
  const twice = [...longKeys].filter((key) => key.length >= long);
  const far = spellings(twice, 2);
  return {
    near: (word) => {
      if (word.length < shortest) return [];
      const found = lookUp(table, names, word, 1);
      if (word.length < long - 1) return found;
      return [...new Set([...found, ...lookUp(far, twice, word, 2)])];
    },
  };
}

interface Spellings {
  /** index of a name plus one, 0 where the slot is free */
  readonly slots: Int32Array;
  /** a second hash of the spelling, so that strangers in a slot are seldom compared */
  readonly tags: Uint8Array;
}

function spellings(names: readonly string[], changes: 1 | 2): Spellings {
  const count = names.reduce((sum, name) => sum + spellingCount(name.length, changes), 0);
  const size = 2 ** Math.ceil(Math.log2(Math.max(16, count * 1.25)));
  const table = { slots: new Int32Array(size), tags: new Uint8Array(size) };
  names.forEach((name, at) => {
    eachSpelling(name, changes, (hash) => {
      file(table, hash, at);
    });
  });
  return table;
}

const spellingCount = (length: number, changes: 1 | 2) =>
  1 + length + (changes === 2 ? (length * (length - 1)) / 2 : 0);

function file({ slots, tags }: Spellings, hash: number, name: number): void {
  const mask = slots.length - 1;
  let slot = hash & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = name + 1;
  tags[slot] = hash >>> 24;
}

function lookUp(
  { slots, tags }: Spellings,
  names: readonly string[],
  word: string,
  changes: 1 | 2,
): readonly string[] {
  const mask = slots.length - 1;
  const found = new Set<string>();
  eachSpelling(word, changes, (hash) => {
    for (let slot = hash & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      if (tags[slot] !== hash >>> 24) continue;
      const name = names[(slots[slot] ?? 0) - 1] ?? '';
      if (!found.has(name) && distance(word, name, changes) <= changes) found.add(name);
    }
  });
  return [...found].slice(0, most);
}

/** FNV-1a over the letters, leaving out up to two of them. */
function hashWithout(word: string, first: number, second: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) {
    if (at === first || at === second) continue;
    hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  }
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}

function eachSpelling(word: string, changes: 1 | 2, visit: (hash: number) => void): void {
  visit(hashWithout(word, -1, -1));
  for (let first = 0; first < word.length; first += 1) {
    visit(hashWithout(word, first, -1));
    for (let second = first + 1; changes === 2 && second < word.length; second += 1)
      visit(hashWithout(word, first, second));
  }
}
