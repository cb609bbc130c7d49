import { type WordList } from '../words';
import { type Reading } from './mentions';
import { isCity, isProvince, nameKey, nameWords, type NamedRow, numberOf } from './names';

export interface RegionName {
  readonly readings: readonly Reading[];
  /** written as more than one word: only then may a text write it apart */
  readonly apart: boolean;
  /** a town, or another name; not the official name */
  readonly isSeat: boolean;
}

/** Provinces, regencies and cities by the key of each of their names. */
export type RegionNames = ReadonlyMap<string, RegionName>;

const bare = (name: string) => name.replace(/^(Kabupaten|Kota) (Administrasi )?/, '');
/** Who says only "Bandung" rather means the city; who says only "Gorontalo" the city or the province. */
const readily = (place: number) => (isProvince(place) ? 0.8 : isCity(place) ? 1 : 0.62);
/** weight of a region that the name means only now and then */
export const loosely = 0.15;

/** Short, former and other names by region code; `loose` ones mean the region only now and then. */
export interface OtherNames {
  readonly usual: Readonly<Record<string, readonly string[]>>;
  readonly loose: Readonly<Record<string, readonly string[]>>;
}

/** All names of provinces, regencies and cities: official, bare, short and former. */
export function regionNames(
  rows: { readonly provinces: readonly NamedRow[]; readonly regencies: readonly NamedRow[] },
  { usual, loose }: OtherNames,
  words: WordList,
): RegionNames {
  const names = new Map<string, { readings: Reading[]; apart: boolean; isSeat: boolean }>();
  const add = (name: string, place: number, weight: number, isOfficial = false) => {
    const known = names.get(nameKey(name, words)) ?? { readings: [], apart: false, isSeat: true };
    names.set(nameKey(name, words), known);
    known.apart ||= nameWords(name, words).length > 1;
    if (isOfficial) known.isSeat = false;
    if (!known.readings.some((each) => each.place === place)) known.readings.push({ place, weight });
  };
  for (const [code, name] of [...rows.provinces, ...rows.regencies]) {
    const place = numberOf(code);
    add(name, place, 1, true);
    add(bare(name), place, readily(place), true);
    for (const form of loose[code] ?? []) add(form, place, loosely);
    for (const form of usual[code] ?? []) {
      add(form, place, readily(place));
      if (!isProvince(place)) add(`${isCity(place) ? 'kota' : 'kabupaten'} ${form}`, place, 1);
    }
  }
  return names;
}
