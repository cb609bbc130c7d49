import { numberOf } from './names';

export interface Near {
  /** number of the district whose centre is near */
  readonly district: number;
  readonly kilometres: number;
  /** how likely the point lies in this district; all shares sum to 1, less what may be beyond the border */
  readonly share: number;
}

/** Rows `[district within the regency, lat, lon]` by regency, as `data/directory/centroids.json` has them. */
export type CentroidRows = Readonly<Record<string, readonly (readonly [number, number, number])[]>>;
/** Rows `[name, lat, lon]` of towns beyond the border, and of points on the open sea between. */
export type AbroadRows = readonly (readonly [name: string, lat: number, lon: number])[];

const radian = Math.PI / 180;
/** Plane enough for the few dozen kilometres that matter here. */
const kilometresBetween = (lat1: number, lon1: number, lat2: number, lon2: number): number => {
  const x = (lon2 - lon1) * Math.cos(((lat1 + lat2) / 2) * radian);
  return Math.hypot(x, lat2 - lat1) * 111.2;
};

const inCountry = (lat: number, lon: number) => lat > -12 && lat < 7 && lon > 94 && lon < 142;

/** The point as it was meant: forms and phones swap latitude and longitude, or send 0,0 where they know nothing. */
export function meantPoint(lat: number, lon: number): { lat: number; lon: number } | undefined {
  if (inCountry(lat, lon)) return { lat, lon };
  return inCountry(lon, lat) ? { lat: lon, lon: lat } : undefined;
}

/** Where districts are small, centres are near each other, and a point far from all of them is at sea. */
const reach = { least: 22, most: 110, spacings: 2.5 };
/** How fast the chance falls with the share of the way between two centres. */
const steepness = 8;
/** A town beyond the border this much nearer than any centre on this side: the point is abroad. */
const clearlyAbroad = 0.5;
const mostNear = 6;
const leastShare = 0.05;

interface Centres {
  readonly districts: Int32Array;
  readonly lat: Float32Array;
  readonly lon: Float32Array;
  /** kilometres to the nearest other centre */
  readonly spacing: Float32Array;
}

/** Finds the districts in which a point may lie, likeliest first; none where it is at sea or abroad. */
export function nearestDistricts(
  rows: CentroidRows,
  abroad: AbroadRows,
): (lat: number, lon: number) => Near[] {
  const centres = centresOf(rows);
  return (givenLat, givenLon) => {
    const point = meantPoint(givenLat, givenLon);
    if (!point) return [];
    const near = closest(centres, point.lat, point.lon, mostNear);
    const [first] = near;
    const foreign = Math.min(
      ...abroad.map(([, lat, lon]) => kilometresBetween(point.lat, point.lon, lat, lon)),
    );
    if (!first || first.kilometres > reachOf(centres, first.at)) return [];
    if (foreign < first.kilometres * clearlyAbroad) return [];
    const districts = near.map(({ at, kilometres }) => ({
      district: centres.districts[at] ?? 0,
      kilometres,
    }));
    return shared(districts, foreign);
  };
}

function centresOf(rows: CentroidRows): Centres {
  const all = Object.entries(rows).flatMap(([code, districts]) =>
    districts.map(([district, lat, lon]) => ({ district: numberOf(code) * 100 + district, lat, lon })),
  );
  return {
    districts: Int32Array.from(all, ({ district }) => district),
    lat: Float32Array.from(all, ({ lat }) => lat),
    lon: Float32Array.from(all, ({ lon }) => lon),
    spacing: new Float32Array(all.length),
  };
}

/** Looked up when it is first asked for: most districts never are. */
function reachOf(centres: Centres, at: number): number {
  if (centres.spacing[at] === 0) {
    const [, next] = closest(centres, centres.lat[at] ?? 0, centres.lon[at] ?? 0, 2);
    centres.spacing[at] = next?.kilometres ?? reach.least;
  }
  return Math.min(reach.most, Math.max(reach.least, (centres.spacing[at] ?? 0) * reach.spacings));
}

function closest(
  { lat: lats, lon: lons, districts }: Centres,
  lat: number,
  lon: number,
  count: number,
): { at: number; kilometres: number }[] {
  const scale = Math.cos(lat * radian);
  const best: { at: number; far: number }[] = [];
  for (let at = 0; at < districts.length; at += 1) {
    const x = ((lons[at] ?? 0) - lon) * scale;
    const y = (lats[at] ?? 0) - lat;
    const far = x * x + y * y;
    if (best.length === count && far >= (best[count - 1]?.far ?? 0)) continue;
    best.push({ at, far });
    best.sort((a, b) => a.far - b.far);
    best.length = Math.min(best.length, count);
  }
  return best.map(({ at }) => ({
    at,
    kilometres: kilometresBetween(lat, lon, lats[at] ?? 0, lons[at] ?? 0),
  }));
}

/** A centre twice as far is hardly it; one about as far may be: the border runs somewhere between. */
function shared(near: readonly { district: number; kilometres: number }[], foreign: number): Near[] {
  const first = near[0]?.kilometres ?? 0;
  const weigh = (kilometres: number) =>
    Math.exp((-steepness * (kilometres - first)) / (kilometres + first + 0.5));
  const weighted = near.map((each) => ({ ...each, weight: weigh(each.kilometres) }));
  const total = weighted.reduce((sum, { weight }) => sum + weight, weigh(foreign));
  return weighted
    .map(({ district, kilometres, weight }) => ({ district, kilometres, share: weight / total }))
    .filter(({ share }, rank) => share >= leastShare || rank === 0);
}
