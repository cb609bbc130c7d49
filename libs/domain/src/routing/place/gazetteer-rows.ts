import { type ReadFile, type ShippedRegions } from '../shipped';
import { islandRows, type ReadAreaData, villageRows } from './area-data';
import { type AbroadRows, type CentroidRows } from './centroids';
import { type LandmarkRow } from './landmarks';
import { type NamedRow } from './names';
import { type OtherNames } from './region-names';

/** What the gazetteer is built from. */
export interface GazetteerRows {
  readonly version: string;
  readonly provinces: readonly NamedRow[];
  readonly regencies: readonly NamedRow[];
  readonly districts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly villages: Iterable<NamedRow>;
  /** names of islands with the code of their regency */
  readonly islands: Iterable<NamedRow>;
  readonly landmarks: readonly LandmarkRow[];
  readonly otherNames: OtherNames;
  /** short forms of words in names */
  readonly nameParts: Readonly<Record<string, string>>;
  /** usual words that are also names */
  readonly commonWords: readonly string[];
  /** words that are never names of places */
  readonly neverNames: readonly string[];
  /** people by regency, in thousands */
  readonly people: Readonly<Record<string, number>>;
  readonly centroids: CentroidRows;
  readonly abroad: AbroadRows;
}

interface ShippedNames {
  readonly regions: OtherNames['usual'];
  readonly more: OtherNames['usual'];
  readonly loose: OtherNames['loose'];
  readonly parts: GazetteerRows['nameParts'];
}

function otherNames({ regions, more, loose }: ShippedNames): OtherNames {
  const codes = new Set([...Object.keys(regions), ...Object.keys(more)]);
  const usual = Array.from(
    codes,
    (code) => [code, [...(regions[code] ?? []), ...(more[code] ?? [])]] as const,
  );
  return { usual: Object.fromEntries(usual), loose };
}

/** Reads the shipped rows, from `data/directory` and from the package idn-area-data. */
export function loadGazetteerRows(readFile: ReadFile, readAreaData: ReadAreaData): GazetteerRows {
  const regions = JSON.parse(readFile('regions.json')) as ShippedRegions;
  const shortForms = JSON.parse(readFile('short-forms.json')) as ShippedNames;
  const centroids = JSON.parse(readFile('centroids.json')) as { regencies: CentroidRows; abroad: AbroadRows };
  const landmarks = JSON.parse(readFile('landmarks.json')) as { landmarks: LandmarkRow[] };
  const people = JSON.parse(readFile('people.json')) as { thousands: GazetteerRows['people'] };
  const common = JSON.parse(readFile('common-words.json')) as { words: string[]; never: string[] };
  return {
    version: 'idn-area-data-4.0.1+2',
    provinces: regions.provinces.map(([code, name]) => [code, name]),
    regencies: regions.regencies.map(([code, name]) => [code, name]),
    districts: regions.districts,
    villages: villageRows(readAreaData),
    islands: islandRows(readAreaData),
    landmarks: landmarks.landmarks,
    otherNames: otherNames(shortForms),
    nameParts: shortForms.parts,
    commonWords: common.words,
    neverNames: common.never,
    people: people.thousands,
    centroids: centroids.regencies,
    abroad: centroids.abroad,
  };
}
