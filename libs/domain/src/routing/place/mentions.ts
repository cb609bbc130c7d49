import { type WordList } from '../words';
import { type NameTable } from './names';

/** A name found in a text, and the places that it may mean. */
export interface Mention {
  readonly name: string;
  readonly kind: 'region' | 'district' | 'village' | 'misspelt';
  /** numbers of places, see `numberOf` */
  readonly places: readonly number[];
  /** how much it says, before ties are broken */
  readonly weight: number;
  /** said with its kind: "kota Bandung", "kecamatan Cileunyi", "desa Sukamaju" */
  readonly marked: boolean;
}

export interface Names {
  /** provinces, regencies and cities, with their short forms; bare names give city and regency */
  readonly regions: ReadonlyMap<string, readonly number[]>;
  readonly small: NameTable;
  readonly misspelt: (word: string) => string | undefined;
  readonly ordinary: ReadonlySet<string>;
  readonly words: WordList;
}

const markers: Readonly<Record<string, Mention['kind'] | 'street'>> = {
  kecamatan: 'district',
  camat: 'district',
  distrik: 'district',
  kapanewon: 'district',
  kemantren: 'district',
  desa: 'village',
  kelurahan: 'village',
  lurah: 'village',
  nagari: 'village',
  gampong: 'village',
  pekon: 'village',
  kalurahan: 'village',
  kades: 'village',
  kampung: 'village',
  keuchik: 'village',
  dusun: 'village',
  jalan: 'street',
  gang: 'street',
  toko: 'street',
  soto: 'street',
  bakso: 'street',
  universitas: 'street',
  perumahan: 'street',
  hotel: 'street',
  suku: 'street',
  raya: 'street',
  tokoh: 'street',
};
const cityWords = new Set(['kota', 'walikota', 'pemkot']);
const regencyWords = new Set(['kabupaten', 'bupati', 'pemkab']);
const provinceWords = new Set(['provinsi', 'gubernur', 'pemprov']);
const longest = 5;
const official = /^(kota|kabupaten) /;

const isCity = (number: number) => number >= 100 && number % 100 >= 70;

/** What a word before the name says about its kind; narrows "Bandung" to the city or the regency. */
function narrowed(places: readonly number[], before: string): readonly number[] {
  const fits = cityWords.has(before)
    ? places.filter(isCity)
    : regencyWords.has(before)
      ? places.filter((place) => place >= 100 && !isCity(place))
      : provinceWords.has(before)
        ? places.filter((place) => place < 100)
        : [];
  return fits.length > 0 ? fits : places;
}

/** Finds names in words; the longest name at a spot counts, and its words are not looked at again. */
export function findMentions(tokens: readonly string[], names: Names): Mention[] {
  const found: Mention[] = [];
  for (let at = 0; at < tokens.length;) {
    const [mention, length] = mentionAt(tokens, at, names);
    if (mention) found.push(mention);
    at += mention ? length : 1;
  }
  return found;
}

function mentionAt(tokens: readonly string[], at: number, names: Names): [Mention | undefined, number] {
  const before = tokens[at - 1] ?? '';
  const marker = Object.hasOwn(markers, before) ? markers[before] : undefined;
  for (let length = Math.min(longest, tokens.length - at); length > 0; length -= 1) {
    const name = tokens.slice(at, at + length).join(' ');
    const mention = regionMention(name, before, marker, names) ?? smallMention(name, length, marker, names);
    if (mention) return [mention, length];
  }
  return [misspeltMention(tokens[at] ?? '', before, marker, names), 1];
}

function regionMention(
  name: string,
  before: string,
  marker: string | undefined,
  names: Names,
): Mention | undefined {
  if (marker === 'district' || marker === 'village') return undefined;
  const all = names.regions.get(name);
  if (!all) return undefined;
  const places = narrowed(all, before);
  const marked =
    official.test(name) || [cityWords, regencyWords, provinceWords].some((kind) => kind.has(before));
  if (names.ordinary.has(name) && !marked) return undefined;
  return { name, kind: 'region', places, marked, weight: marker === 'street' ? 0.25 : marked ? 3 : 2 };
}

function smallMention(
  name: string,
  length: number,
  marker: string | undefined,
  names: Names,
): Mention | undefined {
  const all = names.small.find(name);
  if (all.length === 0) return undefined;
  const ordinary = names.ordinary.has(name);
  if (marker === undefined && (ordinary || name.length < 4)) return undefined;
  const districts = all.filter((place) => place < 1e9);
  if (marker === 'village') return { name, kind: 'village', places: all, marked: true, weight: 1.2 };
  if (marker === 'street')
    return ordinary ? undefined : { name, kind: 'district', places: all, marked: false, weight: 0.1 };
  if (marker === 'district') {
    return {
      name,
      kind: 'district',
      places: districts.length > 0 ? districts : all,
      marked: true,
      weight: 2,
    };
  }
  if (districts.length > 0)
    return { name, kind: 'district', places: districts, marked: false, weight: length > 1 ? 1.2 : 0.55 };
  return { name, kind: 'village', places: all, marked: false, weight: length > 1 ? 0.5 : 0.2 };
}

function misspeltMention(
  word: string,
  before: string,
  marker: string | undefined,
  names: Names,
): Mention | undefined {
  if (marker !== undefined || names.ordinary.has(word)) return undefined;
  const meant = names.misspelt(word);
  const all = meant === undefined ? undefined : names.regions.get(meant);
  if (meant === undefined || !all) return undefined;
  return { name: meant, kind: 'misspelt', places: narrowed(all, before), marked: false, weight: 1.4 };
}
