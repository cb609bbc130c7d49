import * as say from './evidence';
import { type Spot } from './marks';
import { type Sign } from './sign';

const parts = { village: 13, district: 8, regency: 5 } as const;

/** Two regencies are two places, unless points near the border say that they are one. */
export function regionSign(
  one: string | undefined,
  other: string | undefined,
  metres: number | undefined,
): Sign {
  if (one === undefined || other === undefined) return { weight: 0 };
  const same = (length: number) => one.length >= length && one.slice(0, length) === other.slice(0, length);
  const differ = (length: number) => one.length >= length && other.length >= length && !same(length);
  if (same(parts.village)) return { weight: 1.4, says: say.sameRegion.village, ties: 'loose' };
  if (differ(2) || differ(parts.regency))
    return metres !== undefined && metres < 1000 ? { weight: 0 } : { weight: -4, ties: 'bars' };
  if (differ(parts.district)) return { weight: -0.9 };
  if (same(parts.district)) return { weight: 0.9, says: say.sameRegion.district };
  return same(parts.regency) ? { weight: 0.2, says: say.sameRegion.regency } : { weight: 0 };
}

const radian = Math.PI / 180;
/** Metres between two points; plane enough for the few kilometres that matter. */
export function metresBetween(one: Spot, other: Spot): number | undefined {
  if (one.lat === undefined || one.lon === undefined || other.lat === undefined || other.lon === undefined)
    return undefined;
  const east = (other.lon - one.lon) * Math.cos(((one.lat + other.lat) / 2) * radian);
  return Math.hypot(east, other.lat - one.lat) * 111_200;
}

export function pointSign(metres: number | undefined): Sign {
  if (metres === undefined) return { weight: 0 };
  if (metres <= 250) return { weight: 2.4, says: say.near(metres), ties: 'firm' };
  if (metres <= 600) return { weight: 1.5, says: say.near(metres), ties: 'firm' };
  if (metres <= 1500) return { weight: 0.4, says: say.near(metres) };
  return { weight: metres <= 5000 ? -1.2 : -2.5 };
}
