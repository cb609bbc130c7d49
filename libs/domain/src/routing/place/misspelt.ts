import { type Marker, markerOf, ofKind } from './markers';
import { type Mention, type Names, type Reading, type Spot } from './mentions';
import { isDistrict, isVillage } from './names';
import { towardFactor } from './odds';

/** Marked as a name it may be short; else only a long word is far enough from the usual ones. */
const shortest = { marked: 6, bare: 7 };
const longestSaid = 3;
/** From this length on a marked name needs no other sign beside it: "camat batasi" is not the district Batani. */
const telling = 10;

const regionMarkers: ReadonlySet<Marker> = new Set(['province', 'regency', 'city']);
const placeMarkers: ReadonlySet<Marker> = new Set(['district', 'village']);
const neverNames: ReadonlySet<Marker> = new Set(['street', 'person', 'thing']);

/** The name that was probably meant, and how many words it took. */
export function misspeltAt(spot: Spot, names: Names): [Mention, number] | undefined {
  const { tokens, at, marker } = spot;
  if (marker !== undefined && neverNames.has(marker)) return undefined;
  const isMarked = marker !== undefined && (regionMarkers.has(marker) || placeMarkers.has(marker));
  const most = isMarked ? Math.min(longestSaid, tokens.length - at) : 1;
  for (let length = most; length > 0; length -= 1) {
    const said = tokens.slice(at, at + length);
    if (length > 1 && said.some((each) => isGlue(each, names))) continue;
    const word = said.join('');
    const meant = isNameLike(word, isMarked, names) ? meantBy(word, spot, isMarked, names) : undefined;
    if (meant) return [meant, length];
  }
  return undefined;
}

/** `di`, `kecamatan`: no part of a name that was only written wrongly. */
const isGlue = (word: string, names: Names): boolean =>
  word.length < 3 || names.never.has(word) || markerOf(word) !== undefined;

const isNameLike = (word: string, isMarked: boolean, names: Names): boolean =>
  word.length >= (isMarked ? shortest.marked : shortest.bare) &&
  (isMarked || !(names.ordinary.has(word) || names.isDerived(word))) &&
  !/\d/.test(word);

function meantBy(word: string, spot: Spot, isMarked: boolean, names: Names): Mention | undefined {
  const near = joinedTo(word, names) ?? names.near.near(word);
  const alike = near.filter((name) => isMarked || name.charAt(0) === word.charAt(0) || word.endsWith(name));
  return (
    misspeltRegion(alike, spot, names) ??
    misspeltSmall(alike, spot, isMarked, names, isDistrict) ??
    misspeltSmall(alike, spot, isMarked, names, isVillage)
  );
}

/** `disemarang`, `kebandung`: the preposition was written together with the name. */
function joinedTo(word: string, names: Names): readonly string[] | undefined {
  const name = /^(?:di(?=.{5})|(?:ke|se)(?=.{6}))(.+)$/.exec(word)?.[1];
  return name !== undefined && names.regions.has(name) && !names.ordinary.has(name) ? [name] : undefined;
}

function misspeltRegion(
  alike: readonly string[],
  { marker, toward }: Spot,
  names: Names,
): Mention | undefined {
  if (marker !== undefined && placeMarkers.has(marker)) return undefined;
  const meant = alike.flatMap((name) => {
    const region = names.ordinary.has(name) ? undefined : names.regions.get(name);
    return region ? ofKind(region.readings, marker) : [];
  });
  const [first] = meant;
  if (!first) return undefined;
  const odds = marker !== undefined && regionMarkers.has(marker) ? 30 : marker === 'within' ? 10 : 6;
  return {
    kind: 'misspelt',
    name: meant.length === 1 ? names.official(first.place) : bareName(names.official(first.place)),
    readings: meant,
    odds: toward ? odds * towardFactor : odds,
    inside: 0,
    weak: false,
  };
}

const bareName = (name: string) => name.replace(/^(Kabupaten|Kota) /, '');

function misspeltSmall(
  alike: readonly string[],
  { marker }: Spot,
  isMarked: boolean,
  names: Names,
  isLevel: (place: number) => boolean,
): Mention | undefined {
  if (marker === 'village' && isLevel === isDistrict) return undefined;
  const readings = alike
    .filter((name) => isMarked || !names.ordinary.has(name))
    .flatMap((name) => names.small.find(name).filter(isLevel))
    .map((place): Reading => ({ place, weight: 1 }));
  const [first] = readings;
  if (!first) return undefined;
  const [odds, inside] = isMarked
    ? [isLevel === isDistrict ? 10 : 4, 8]
    : [0.2, isLevel === isDistrict ? 4 : 1.2];
  return {
    kind: 'misspelt',
    name: names.small.nameOf(first.place) ?? '',
    readings,
    odds,
    inside,
    weak: !isMarked || alike.every((name) => name.length < telling),
  };
}
