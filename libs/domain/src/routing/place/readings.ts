import { type Landmark } from './landmarks';
import { type Marker, ofKind } from './markers';
import { type Mention, type Names, type Reading, type Spot } from './mentions';
import { isDistrict, isVillage, regencyNumber } from './names';
import { oddsOf, type Said } from './odds';
import { loosely, type RegionName } from './region-names';

/** What the words at a spot mean when they are taken together as one name. */
export function readingsOf(words: readonly string[], spot: Spot, names: Names): Mention | undefined {
  const key = words.join('');
  const landmark = names.landmarks.get(key);
  const isAdministrative = spot.marker !== undefined && administrative.has(spot.marker);
  if (landmark && !isAdministrative) {
    const readings = landmark.places.map((place) => evenly(finerPlace(place, names.small.find(key))));
    const chosen = { level: 'landmark', readings } as const;
    return mention(chosen, landmark.name, { ...usual(words, key), ...spot });
  }
  const found = candidates(key, words, spot, names);
  if (!found || found.readings.length === 0) return undefined;
  const chosen = landmark ? famed(found, landmark) : found;
  return mention(chosen, spelling(chosen, key, names), {
    ...usual(words, key),
    ...spot,
    ordinary: isOrdinary(words, key, names) || (spot.marker !== 'village' && names.isDerived(key)),
    official: official.test(key) && chosen.readings.length === 1,
  });
}

/** Places that are meant, and the kind of name that means them. */
interface Chosen {
  readonly level: Said['level'];
  readonly readings: readonly Reading[];
}

/** "Kelurahan Tanjung Priok" is not the port. */
const administrative: ReadonlySet<Marker> = new Set(['district', 'village', 'hamlet']);

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
const evenly = (place: number): Reading => ({ place, weight: 1 });
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

/** Beside the regency of a name its namesakes are far less likely; beside a district the villages. */
const namesake = { district: 0.02, village: 0.003, villageOfDistrict: 0.12, localVillage: 0.3 };

function chosen(
  marker: Marker | undefined,
  region: RegionName | undefined,
  small: readonly number[],
  islands: readonly number[],
): Chosen | undefined {
  const among: Among = {
    regions: region === undefined ? [] : ofKind(region.readings, marker),
    isSeat: region?.isSeat === true,
    districts: small.filter(isDistrict).map(evenly),
    villages: small.filter(isVillage).map(evenly),
    islands: islands.map(evenly),
  };
  return (
    (marker && byMarker[marker]?.(among)) ?? (marker && strict.has(marker) ? undefined : unmarked(among))
  );
}

/** Who says "kabupaten" means one: a village of this name is not offered instead. */
const strict: ReadonlySet<Marker> = new Set([
  'province',
  'regency',
  'city',
  'seat',
  'district',
  'village',
  'hamlet',
  'local',
]);

const inVillage = ({ villages, districts }: Among) => first(['village', villages], ['district', districts]);
const inRegion = ({ regions }: Among) => first(['region', regions]);
const atSeat = ({ regions, districts, villages }: Among) =>
  first(['region', regions], ['district', districts], ['village', villages]);

const byMarker: Readonly<Partial<Record<Marker, (among: Among) => Chosen | undefined>>> = {
  village: inVillage,
  hamlet: inVillage,
  district: ({ regions, districts, villages }) =>
    first(['district', districts], ['region', regions], ['village', villages]),
  province: inRegion,
  regency: inRegion,
  city: atSeat,
  seat: atSeat,
  local: ({ regions, districts, villages }) => {
    const small = districts.length > 0 ? [...districts, ...lighter(villages, namesake.localVillage)] : [];
    return first(['region', regions], ['district', small], ['village', villages]);
  },
};

/** The places of one name, by level. */
interface Among {
  readonly regions: readonly Reading[];
  readonly isSeat: boolean;
  readonly districts: readonly Reading[];
  readonly villages: readonly Reading[];
  readonly islands: readonly Reading[];
}

function first(...lists: readonly (readonly [Said['level'], readonly Reading[]])[]): Chosen | undefined {
  const found = lists.find(([, readings]) => readings.length > 0);
  return found && { level: found[0], readings: found[1] };
}

function unmarked({ regions, isSeat, districts, villages, islands }: Among): Chosen | undefined {
  if (regions.length > 0) {
    const own = isSeat ? regions.map((each) => seatOf(each, districts)) : regions;
    const namesakes = [...lighter(districts, namesake.district), ...lighter(villages, namesake.village)];
    return { level: 'region', readings: [...own, ...namesakes] };
  }
  if (districts.length > 0)
    return { level: 'district', readings: [...districts, ...lighter(villages, namesake.villageOfDistrict)] };
  return islands.length > 0
    ? { level: 'island', readings: [...islands, ...villages] }
    : first(['village', villages]);
}

/** Wonosari is the seat of Gunungkidul, and a district there: the district is meant, as readily as the regency. */
function seatOf(region: Reading, districts: readonly Reading[]): Reading {
  const seat = districts.find(({ place }) => regencyNumber(place) === region.place);
  return seat ? { place: seat.place, weight: region.weight } : region;
}

const lighter = (readings: readonly Reading[], weight: number): Reading[] =>
  readings.map(({ place }) => ({ place, weight }));
