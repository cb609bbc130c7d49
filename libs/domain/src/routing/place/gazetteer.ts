import { type ReadFile, type ShippedRegions, type ShippedShortForms } from '../shipped';
import { remembering } from '../remember';
import { placeTokens, type WordList } from '../words';
import { type PlaceCandidate } from './candidate';
import { type CentroidRows, type Near, nearestRegencies } from './centroids';
import { findMentions, type Names } from './mentions';
import { misspellings } from './misspelling';
import { codeOf, isVillage, nameKey, type NamedRow, nameTable, numberOf } from './names';
import { weigh } from './weigh';

export interface GazetteerRows {
  readonly version: string;
  readonly provinces: readonly NamedRow[];
  readonly regencies: readonly NamedRow[];
  readonly districts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly villages: Iterable<NamedRow>;
  readonly shortForms: Readonly<Record<string, readonly string[]>>;
  readonly centroids: CentroidRows;
}

export interface PlaceInput {
  readonly regionCode?: string | undefined;
  readonly lat?: number | undefined;
  readonly lon?: number | undefined;
  readonly description?: string | undefined;
  /** title, text and whatever else may name a place */
  readonly texts: readonly string[];
}

export interface Gazetteer {
  readonly version: string;
  /** best first, at most five; empty where nothing names a place */
  find(input: PlaceInput): PlaceCandidate[];
  exists(region: string): boolean;
  nameOf(region: string): string | undefined;
}

/** What stands in the field for the place was meant as one. */
const describedEmphasis = 1.5;

const bare = (name: string) => name.replace(/^(Kabupaten|Kota) (Administrasi )?/, '');

/** All names of provinces, regencies and cities: official, bare, written as one word, and the short forms. */
function regionNames(rows: GazetteerRows, words: WordList): Map<string, number[]> {
  const names = new Map<string, number[]>();
  const add = (name: string, code: string) => {
    const known = names.get(name);
    const number = numberOf(code);
    if (!known) names.set(name, [number]);
    else if (!known.includes(number)) known.push(number);
  };
  for (const [code, name] of [...rows.provinces, ...rows.regencies]) {
    const short = nameKey(bare(name), words);
    for (const each of [nameKey(name, words), short, short.replaceAll(' ', '')]) add(each, code);
    for (const form of rows.shortForms[code] ?? []) add(nameKey(form, words), code);
  }
  return names;
}

function* smallRows(rows: GazetteerRows): Generator<NamedRow> {
  for (const [regency, districts] of Object.entries(rows.districts)) {
    for (const [digits, name] of Object.entries(districts)) yield [`${regency}.${digits}`, name];
  }
  yield* rows.villages;
}

/** Builds the gazetteer: some 15 MB for all ninety thousand names. */
export function makeGazetteer(rows: GazetteerRows, words: WordList): Gazetteer {
  const regions = regionNames(rows, words);
  const names: Names = {
    regions,
    small: nameTable(smallRows(rows), words),
    misspelt: remembering(misspellings(regions.keys()), 20_000),
    ordinary: new Set(words.ordinary),
    words,
  };
  const nearest = nearestRegencies(rows.centroids);
  const official = new Map([...rows.provinces, ...rows.regencies].map(([code, name]) => [code, name]));
  const districtName = (code: string) => rows.districts[code.slice(0, 5)]?.[code.slice(6, 8)];
  const nameOf = (region: string) => {
    const above = official.get(region.slice(0, 5));
    if (region.length < 8) return above;
    const district = districtName(region);
    return district === undefined ? undefined : `Kecamatan ${district}, ${above ?? ''}`;
  };
  const nameOfNumber = (number: number) => {
    const code = codeOf(isVillage(number) ? Math.floor(number / 1e4) : number);
    return nameOf(code) ?? code;
  };
  return {
    version: rows.version,
    nameOf,
    exists: (region) => (region.length <= 5 ? official.has(region) : names.small.holds(numberOf(region))),
    find: ({ regionCode, lat, lon, description, texts }) => {
      const mentionsIn = (text: string) => findMentions(placeTokens(text, words), names);
      const described = mentionsIn(description ?? '').map((each) => ({
        ...each,
        weight: each.weight * describedEmphasis,
      }));
      const near: Near[] = lat === undefined || lon === undefined ? [] : nearest(lat, lon, 2);
      return weigh(
        { regionCode, near, mentions: [...texts.flatMap(mentionsIn), ...described] },
        nameOfNumber,
      );
    },
  };
}

/** Reads the shipped rows; villages come from the caller, who knows where the package keeps them. */
export function loadGazetteerRows(readFile: ReadFile, villages: Iterable<NamedRow>): GazetteerRows {
  const regions = JSON.parse(readFile('regions.json')) as ShippedRegions;
  const shortForms = JSON.parse(readFile('short-forms.json')) as ShippedShortForms;
  const centroids = JSON.parse(readFile('centroids.json')) as { regencies: CentroidRows };
  return {
    version: 'idn-area-data-4.0.1',
    provinces: regions.provinces.map(([code, name]) => [code, name]),
    regencies: regions.regencies.map(([code, name]) => [code, name]),
    districts: regions.districts,
    villages,
    shortForms: shortForms.regions,
    centroids: centroids.regencies,
  };
}
