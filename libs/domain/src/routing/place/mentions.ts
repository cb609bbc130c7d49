import { type WordList } from '../words';
import { EMPTY_HASH, type KeyFilter } from './key-filter';
import { type Landmarks } from './landmarks';
import { type Marker, markerOf } from './markers';
import { misspeltAt } from './misspelt';
import { type NameTable } from './name-table';
import { type NearNames } from './near-names';
import { readingsOf } from './readings';
import { type RegionNames } from './region-names';

/** A place that a name may mean, and how readily it means this one among those alike. */
export interface Reading {
  /** number of a place, see `numberOf` */
  readonly place: number;
  readonly weight: number;
}

/** A name found in a text, and the places that it may mean. */
export interface Mention {
  readonly kind: 'region' | 'district' | 'village' | 'landmark' | 'island' | 'misspelt';
  /** official or common name */
  readonly name: string;
  readonly readings: readonly Reading[];
  /** odds that the complaint is about one of its places, if nothing else were known */
  readonly odds: number;
  /** the same odds where its regency is known to be the right one */
  readonly inside: number;
  /** says nothing alone, only beside another sign of the same place */
  readonly weak: boolean;
}

export interface Names {
  readonly regions: RegionNames;
  readonly small: NameTable;
  /** islands under the number of their regency */
  readonly islands: NameTable;
  readonly landmarks: Landmarks;
  readonly near: NearNames;
  /** of the keys of all of them */
  readonly filter: KeyFilter;
  /** official name of a province, regency or city */
  readonly official: (place: number) => string;
  /** usual words, which are taken for a name only where they are marked as one; run together as name keys are */
  readonly ordinary: ReadonlySet<string>;
  /** words that no kind of place before them makes a name: the desa of "dana desa sudah cair" */
  readonly never: ReadonlySet<string>;
  /** short forms of words in names: `utr` → `utara` */
  readonly parts: Readonly<Record<string, string>>;
  /** whether a word comes from a usual one: `pasaran` from `pasar` */
  readonly isDerived: (word: string) => boolean;
  readonly words: WordList;
}

/** Where in the words the search stands, and what was said just before. */
export interface Spot {
  readonly tokens: readonly string[];
  readonly at: number;
  readonly marker: Marker | undefined;
  /** "on the way to", "from": the place is probably another */
  readonly toward: boolean;
}

const longest = 6;

/** Finds names in words; the longest name at a spot counts, and its words are not looked at again. */
export function findMentions(tokens: readonly string[], names: Names): Mention[] {
  const found: Mention[] = [];
  let free = 0;
  for (let at = 0; at < tokens.length;) {
    const [mention, length] = mentionAt(spotAt(tokens, at, free), names);
    if (mention) found.push(mention);
    at += length;
    if (mention ?? length > 1) free = at;
  }
  return found;
}

/** Words before `free` belong to another name: the Banjar of "Kota Banjar" says nothing about what follows. */
function spotAt(tokens: readonly string[], at: number, free: number): Spot {
  const markerAt = (back: number) => (at - back < free ? undefined : markerOf(tokens[at - back] ?? ''));
  const first = markerAt(1);
  const marker = first === 'toward' || first === 'within' ? undefined : first;
  const toward = first === 'toward' || (marker !== undefined && markerAt(2) === 'toward');
  return { tokens, at, marker: marker ?? (first === 'within' ? first : undefined), toward };
}

function mentionAt(spot: Spot, names: Names): [Mention | undefined, number] {
  const { tokens, at } = spot;
  for (const length of promisingLengths(tokens, at, names)) {
    const said = tokens.slice(at, at + length);
    const mention = readingsOf(said, spot, names) ?? inShort(said, spot, names);
    if (mention) return [mention, length];
    // A hero’s name, "air bersih": no part of it is a place either.
    if (length > 1 && names.ordinary.has(said.join(''))) return [undefined, length];
  }
  return misspeltAt(spot, names) ?? otherwise(spot, names);
}

/** There is no regency of this name: whoever said "kabupaten" meant a smaller place. */
function otherwise(spot: Spot, names: Names): [Mention | undefined, number] {
  if (spot.marker !== 'regency' && spot.marker !== 'province') return [undefined, 1];
  return mentionAt({ ...spot, marker: undefined }, names);
}

/** How many words from here on may make a name, longest first; of most words it is none. */
function promisingLengths(tokens: readonly string[], at: number, names: Names): number[] {
  const lengths: number[] = [];
  let hash = EMPTY_HASH;
  let hasShort = false;
  for (let length = 1; length <= longest && at + length <= tokens.length; length += 1) {
    const word = tokens[at + length - 1] ?? '';
    hash = names.filter.extend(hash, word);
    hasShort ||= Object.hasOwn(names.parts, word);
    if (names.filter.maybe(hash) || (hasShort && length > 1 && length <= 3)) lengths.unshift(length);
  }
  return lengths;
}

/** `smg utr` → `semarang utara`: single short forms mean too much, two beside each other make a name. */
function inShort(said: readonly string[], spot: Spot, names: Names): Mention | undefined {
  if (said.length < 2 || said.length > 3 || !said.some((word) => Object.hasOwn(names.parts, word)))
    return undefined;
  return readingsOf(
    said.map((word) => (Object.hasOwn(names.parts, word) ? (names.parts[word] ?? word) : word)),
    spot,
    names,
  );
}
