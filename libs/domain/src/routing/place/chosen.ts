import { type Marker, ofKind } from './markers';
import { type Reading } from './mentions';
import { isDistrict, isVillage, regencyNumber } from './names';
import { type Said } from './odds';
import { type RegionName } from './region-names';

/** Places that are meant, and the kind of name that means them. */
export interface Chosen {
  readonly level: Said['level'];
  readonly readings: readonly Reading[];
}

export const evenly = (place: number): Reading => ({ place, weight: 1 });

/** Beside the regency of a name its namesakes are far less likely; beside a district the villages. */
const namesake = { district: 0.02, village: 0.003, villageOfDistrict: 0.12, localVillage: 0.3 };

/** Which of the places with one name are meant, given the word before it. */
export function chosen(
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
