import { numberOf } from './names';

export interface Near {
  /** number of the regency */
  readonly regency: number;
  /** number of the district whose centroid is nearest */
  readonly district: number;
  readonly kilometres: number;
}

/** Rows `[district within the regency, lat, lon]` by regency, as `data/directory/centroids.json` has them. */
export type CentroidRows = Readonly<Record<string, readonly (readonly [number, number, number])[]>>;

const radian = Math.PI / 180;
/** Plane enough for the few dozen kilometres that matter here. */
const kilometresBetween = (lat1: number, lon1: number, lat2: number, lon2: number): number => {
  const x = (lon2 - lon1) * Math.cos(((lat1 + lat2) / 2) * radian);
  return Math.hypot(x, lat2 - lat1) * 111.2;
};

/** The regencies nearest to a point, by the nearest centroid of their districts; at most `count`, nearest first. */
export function nearestRegencies(rows: CentroidRows): (lat: number, lon: number, count: number) => Near[] {
  const regencies = Object.entries(rows).map(([code, districts]) => ({
    number: numberOf(code),
    cells: Float32Array.from(districts.flat()),
  }));
  return (lat, lon, count) => {
    const nearest = regencies.map(({ number, cells }): Near => {
      let best = { district: 0, kilometres: Infinity };
      for (let at = 0; at < cells.length; at += 3) {
        const kilometres = kilometresBetween(lat, lon, cells[at + 1] ?? 0, cells[at + 2] ?? 0);
        if (kilometres < best.kilometres) best = { district: number * 100 + (cells[at] ?? 0), kilometres };
      }
      return { regency: number, ...best };
    });
    return nearest.sort((a, b) => a.kilometres - b.kilometres).slice(0, count);
  };
}
