import { chosen, type Chosen, evenly } from './chosen';
import { type Landmark } from './landmarks';
import { type Marker } from './markers';
import { type Mention, type Names, type Spot } from './mentions';
import { isDistrict, regencyNumber } from './names';
import { oddsOf, type Said } from './odds';
import { loosely, type RegionName } from './region-names';

/** What the words at a spot mean when they are taken together as one name. */
export function readingsOf(words: readonly string[], spot: Spot, names: Names): Mention | undefined {
  const key = words.join('');
  const landmark = names.landmarks.get(key);
  const isAdministrative = spot.marker !== undefined && administrative.has(spot.marker);
  if (landmark && !isAdministrative) {
    const readings = landmark.places.map((place) => evenly(finerPlace(place, names.small.find(key))));
    return mention({ level: 'landmark', readings }, landmark.name, { ...usual(words, key), ...spot });
  }
  const found = candidates(key, words, spot, names);
  if (!found || found.readings.length === 0) return undefined;
  const meant = landmark ? famed(found, landmark) : found;
  return mention(meant, spelling(meant, key, names), {
    ...usual(words, key),
    ...spot,
    ordinary: isOrdinary(words, key, names) || (spot.marker !== 'village' && names.isDerived(key)),
    official: official.test(key) && meant.readings.length === 1,
  });
}

/** "Kelurahan Tanjung Priok" is not the port, "Pemkab Nias" not the island. */
const administrative: ReadonlySet<Marker> = new Set(['regency', 'district', 'village', 'hamlet']);

const fame = 5;
/** There are three villages called Ancol; most people mean the one with the park. */
const famed = ({ level, readings }: Chosen, landmark: Landmark): Chosen => ({
  level,
  readings: readings.map(({ place, weight }) => {
    const isThere = landmark.places.some((each) => regencyNumber(each) === regencyNumber(place));
    return { place, weight: isThere ? weight * fame : weight };
  }),
});

/** A landmark known by its city is in the district or village of that name, where there is one. */
const finerPlace = (place: number, small: readonly number[]): number =>
  small.find((each) => regencyNumber(each) === place) ?? place;

/** `sungai kering` is a dry river, though there is a Sungaikering; `tahunan` is yearly, and a district. */
const isOrdinary = (words: readonly string[], key: string, names: Names) =>
  names.ordinary.has(key) || words.every((word) => names.ordinary.has(word));

const official = /^(?:kota|kabupaten|provinsi)./;
const usual = (words: readonly string[], key: string) => ({
  words: words.length,
  letters: key.length,
  ordinary: false,
  official: false,
});

/** A short form that mostly means something else needs another sign beside it. */
const looseFactor = 0.03;
/** The seat of a regency is likely meant where its name is said, and perhaps the whole regency. */
const seatInside = 5;

function mention({ level, readings }: Chosen, name: string, said: Omit<Said, 'level'>): Mention {
  const { odds, inside, weak } = oddsOf({ ...said, level });
  const isLoose = level === 'region' && readings.every(({ weight }) => weight <= loosely);
  const isSeat = level === 'region' && isDistrict(readings[0]?.place ?? 0);
  return {
    kind: level,
    name,
    readings,
    odds: odds * (isLoose ? looseFactor : 1),
    inside: isSeat ? seatInside : inside,
    weak,
  };
}

/** The name in the state’s own spelling; bare where it may be the city or the regency. */
function spelling({ level, readings: [first, ...others] }: Chosen, key: string, names: Names): string {
  if (!first) return '';
  if (level === 'island') return names.islands.spellingOf(key) ?? '';
  if (level !== 'region' || isDistrict(first.place)) return names.small.nameOf(first.place) ?? '';
  const name = names.official(first.place);
  return others.length === 0 ? name : name.replace(/^(Kabupaten|Kota) /, '');
}

/** Places of this name that the marker before it allows; empty where the words are more likely no name at all. */
function candidates(key: string, words: readonly string[], spot: Spot, names: Names): Chosen | undefined {
  const region = names.regions.get(key);
  const small = names.small.find(key);
  const islands = words.length > 1 && !isOrdinary(words, key, names) ? names.islands.find(key) : [];
  if (!region && small.length === 0 && islands.length === 0) return undefined;
  if (words.length === 1 && names.never.has(key)) return undefined;
  const isUnsaid = spot.marker === undefined || unmarking.has(spot.marker);
  if (isUnsaid && names.ordinary.has(key))
    return spot.marker === 'within' ? within(region, small) : undefined;
  if (isUnsaid && key.length < 4 && !region) return undefined;
  if (words.length > 1 && !maybeApart(key, words, region, small, names)) return undefined;
  // A "kota baru" is a new town, though there is a Kotabaru.
  if (isUnsaid && words.length > 1 && region?.apart === false && isOrdinary(words, key, names))
    return undefined;
  return chosen(spot.marker, region, small, islands);
}

/** "di Padang", "di Tempel" may be the city and the district; without the "di" they are a plain and glue. */
const within = (region: RegionName | undefined, small: readonly number[]): Chosen =>
  region
    ? { level: 'region', readings: region.readings }
    : { level: 'district', readings: small.filter(isDistrict).map(evenly) };

const unmarking: ReadonlySet<Marker> = new Set(['within', 'street', 'person', 'thing', 'toward']);
const particle = 3;

/** `suka maju` may be Sukamaju; `ke diri` is not Kediri. */
function maybeApart(
  key: string,
  words: readonly string[],
  region: RegionName | undefined,
  small: readonly number[],
  names: Names,
): boolean {
  if (region?.apart === true || small.some((place) => names.small.nameOf(place)?.includes(' '))) return true;
  return !names.ordinary.has(key) && words.every((word) => word.length >= particle && !/\d/.test(word));
}
