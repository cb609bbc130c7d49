import { type ReadFile, type ShippedRegions } from '../shipped';
import { remembering } from '../remember';
import { forms, placeTokens, type WordList } from '../words';
import { type NamedPlace, type PlaceCandidate } from './candidate';
import { type AbroadRows, type CentroidRows, nearestDistricts } from './centroids';
import { finest } from './finest';
import { type LandmarkRow, landmarksFrom } from './landmarks';
import { keyFilter } from './key-filter';
import { findMentions, type Mention, type Names } from './mentions';
import { namedPlaces } from './named';
import { nearNames } from './near-names';
import { codeOf, isProvince, nameKey, type NamedRow, numberOf } from './names';
import { nameTable } from './name-table';
import { placeNames } from './place-names';
import { atHome, type Prior, priorFrom } from './prior';
import { type OtherNames, regionNames } from './region-names';
import { evidenceOf, givenSign, pointSign, type Sign } from './signs';
import { type Weighed, weigh } from './weigh';

export interface GazetteerRows {
  readonly version: string;
  readonly provinces: readonly NamedRow[];
  readonly regencies: readonly NamedRow[];
  readonly districts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly villages: Iterable<NamedRow>;
  /** names of islands by the code of their regency */
  readonly islands: Readonly<Record<string, readonly string[]>>;
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

export interface PlaceInput {
  readonly regionCode?: string | undefined;
  readonly lat?: number | undefined;
  readonly lon?: number | undefined;
  readonly description?: string | undefined;
  /** title, text and whatever else may name a place */
  readonly texts: readonly string[];
  /** region that the channel serves: decides between namesakes, names no place by itself */
  readonly home?: string | undefined;
}

export interface Gazetteer {
  readonly version: string;
  /** best first, at most five; empty where nothing names a place */
  find(input: PlaceInput): PlaceCandidate[];
  /**
   * Districts that are named, or that have a named village or landmark, as features for a model: strongest first, at
   * most twelve. Wider than `find`: it also has what is too weak to be offered as the place.
   */
  named(input: PlaceInput): NamedPlace[];
  exists(region: string): boolean;
  /** `Kecamatan Cileunyi, Kabupaten Bandung`; undefined where there is no such region */
  nameOf(region: string): string | undefined;
}

/** What stands in the field for the place was meant as one. */
const describedEmphasis = 3;
/** What was said of a person or a thing names no place there either. */
const tooFaint = 0.1;
const mostCandidates = 5;
const mostEvidence = 6;

function* smallRows(rows: GazetteerRows): Generator<NamedRow> {
  for (const [regency, districts] of Object.entries(rows.districts)) {
    for (const [digits, name] of Object.entries(districts)) yield [`${regency}.${digits}`, name];
  }
  yield* rows.villages;
}

function* islandRows(islands: GazetteerRows['islands']): Generator<NamedRow> {
  for (const [regency, names] of Object.entries(islands)) for (const name of names) yield [regency, name];
}

/** Words repeat: what was near the last thousands of them is known. */
const remembered = 8000;

function namesFrom(rows: GazetteerRows, words: WordList): Names {
  const regions = regionNames(rows, rows.otherNames, words);
  const small = nameTable(smallRows(rows), words);
  const islands = nameTable(islandRows(rows.islands), words);
  const landmarks = landmarksFrom(rows.landmarks, words);
  const districts = Object.values(rows.districts).flatMap((each) => Object.values(each));
  const long = [...regions.keys(), ...districts.map((name) => nameKey(name, words))];
  const { near } = nearNames(new Set([...regions.keys(), ...small.keys()]), new Set(long));
  const ordinary = new Set([...words.ordinary, ...rows.commonWords].map((word) => nameKey(word, words)));
  const official = new Map(
    [...rows.provinces, ...rows.regencies].map(([code, name]) => [numberOf(code), name]),
  );
  return {
    regions,
    small,
    islands,
    landmarks,
    near: { near: remembering(near, remembered) },
    filter: keyFilter([
      ...regions.keys(),
      ...small.keys(),
      ...islands.keys(),
      ...landmarks.keys(),
      ...ordinary,
    ]),
    ordinary,
    isDerived: remembering((word) => [...forms(word)].some((form) => ordinary.has(form)), remembered),
    never: new Set(rows.neverNames),
    parts: rows.nameParts,
    official: (place) => official.get(place) ?? codeOf(place),
    words,
  };
}

/** Builds the gazetteer: some 25 MB and a second for all ninety thousand names. */
export function makeGazetteer(rows: GazetteerRows, words: WordList): Gazetteer {
  const names = namesFrom(rows, words);
  const nameOf = placeNames(rows, names.small);
  const nearest = nearestDistricts(rows.centroids, rows.abroad);
  const prior = priorFrom(rows.people);
  const signsOf = (input: PlaceInput) => gatherSigns(input, names, nearest, nameOf);
  const priorOf = ({ home }: PlaceInput): Prior =>
    home === undefined ? prior : atHome(prior, numberOf(home));
  return {
    version: rows.version,
    nameOf: (region) => nameOf(numberOf(region)),
    exists: (region) => nameOf(numberOf(region)) !== undefined,
    find: (input) =>
      weigh(signsOf(input), priorOf(input))
        .slice(0, mostCandidates)
        .map((each) => candidateOf(each, nameOf)),
    named: (input) => {
      const signs = signsOf(input);
      return namedPlaces(signs, weigh(signs, priorOf(input)), priorOf(input));
    },
  };
}

type NameOf = (place: number) => string | undefined;

function gatherSigns(
  { regionCode, lat, lon, description, texts }: PlaceInput,
  names: Names,
  nearest: ReturnType<typeof nearestDistricts>,
  nameOf: NameOf,
): Sign[] {
  const mentionsIn = (text: string) => findMentions(placeTokens(text, names.words), names);
  const given = regionCode === undefined ? undefined : numberOf(regionCode);
  const givenName = given === undefined ? undefined : nameOf(given);
  const point = lat === undefined || lon === undefined ? undefined : pointSign(nearest(lat, lon));
  return [
    ...(given !== undefined && givenName !== undefined ? [givenSign(given, givenName)] : []),
    ...(point ? [point] : []),
    ...mentionsIn(description ?? '').map(emphasised),
    ...texts.flatMap(mentionsIn),
  ];
}

/** A bare word is no ordinary one where a place was asked for. */
const emphasised = (mention: Mention): Mention => ({
  ...mention,
  odds: mention.odds * describedEmphasis,
  inside: mention.inside * describedEmphasis,
  weak: mention.weak && (mention.kind === 'misspelt' || mention.odds < tooFaint),
});

function candidateOf({ place, probability, signs }: Weighed, nameOf: NameOf): PlaceCandidate {
  const region = isProvince(place) ? place : finest(place, signs);
  const named = (each: number) => nameOf(each) ?? codeOf(each);
  return {
    region: codeOf(region),
    name: named(region),
    probability,
    evidence: signs.slice(0, mostEvidence).map((sign) => evidenceOf(sign, region, named)),
  };
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

/** Reads the shipped rows; villages come from the caller, who knows where the package keeps them. */
export function loadGazetteerRows(readFile: ReadFile, villages: Iterable<NamedRow>): GazetteerRows {
  const regions = JSON.parse(readFile('regions.json')) as ShippedRegions;
  const shortForms = JSON.parse(readFile('short-forms.json')) as ShippedNames;
  const centroids = JSON.parse(readFile('centroids.json')) as { regencies: CentroidRows; abroad: AbroadRows };
  const landmarks = JSON.parse(readFile('landmarks.json')) as { landmarks: LandmarkRow[] };
  const islands = JSON.parse(readFile('islands.json')) as { islands: GazetteerRows['islands'] };
  const people = JSON.parse(readFile('people.json')) as { thousands: GazetteerRows['people'] };
  const common = JSON.parse(readFile('common-words.json')) as { words: string[]; never: string[] };
  return {
    version: 'idn-area-data-4.0.1+2',
    provinces: regions.provinces.map(([code, name]) => [code, name]),
    regencies: regions.regencies.map(([code, name]) => [code, name]),
    districts: regions.districts,
    villages,
    islands: islands.islands,
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
