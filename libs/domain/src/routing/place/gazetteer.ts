import { placeTokens, type WordList } from '../words';
import { namesFrom } from './all-names';
import { type NamedPlace, type PlaceCandidate } from './candidate';
import { nearestDistricts } from './centroids';
import { type Weighed } from './chances';
import { finest } from './finest';
import { type GazetteerRows } from './gazetteer-rows';
import { findMentions, type Mention, type Names } from './mentions';
import { namedPlaces } from './named';
import { codeOf, isProvince, numberOf } from './names';
import { placeNames } from './place-names';
import { atHome, type Prior, priorFrom } from './prior';
import { evidenceOf, givenSign, pointSign, type Sign } from './signs';
import { weigh } from './weigh';

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
