import { districtNumber, isDistrict, isVillage, regencyNumber } from './names';
import { type Sign } from './signs';

/** A district or village is said only where it is likelier than this, given its regency. */
const enough = 0.66;
const mostChance = 1e100;
const districtsPerRegency = 14;
const villagesPerDistrict = 12;

/** The district, or the village in it, that the signs agree on; the regency itself where they don’t. */
export function finest(regency: number, signs: readonly Sign[]): number {
  const district = likeliest(regency, signs, districtNumber, isSmall(regency), districtsPerRegency);
  if (district === undefined) return regency;
  const inDistrict = (place: number) => isVillage(place) && districtNumber(place) === district;
  return likeliest(regency, signs, (place) => place, inDistrict, villagesPerDistrict) ?? district;
}

const isSmall = (regency: number) => (place: number) =>
  (isDistrict(place) || isVillage(place)) && regencyNumber(place) === regency;

/** Chances of the parts of a regency, or of a district, by the signs that name one of them. */
function likeliest(
  regency: number,
  signs: readonly Sign[],
  partOf: (place: number) => number,
  isInside: (place: number) => boolean,
  usualCount: number,
): number | undefined {
  const chances = new Map<number, number>();
  for (const { readings, inside } of signs) {
    const here = readings.filter(({ place }) => regencyNumber(place) === regency);
    const total = here.reduce((sum, { weight }) => sum + weight, 0);
    const shares = new Map<number, number>();
    for (const { place, weight } of here.filter(({ place }) => isInside(place)))
      shares.set(partOf(place), (shares.get(partOf(place)) ?? 0) + weight / total);
    for (const [part, share] of shares)
      chances.set(
        part,
        Math.min(mostChance, (chances.get(part) ?? 1 / usualCount) * (1 + usualCount * inside * share)),
      );
  }
  const said = [...chances.values()].reduce((sum, chance) => sum + chance, 0);
  const total = said + Math.max(0, 1 - chances.size / usualCount);
  const [best] = [...chances].sort((a, b) => b[1] - a[1]);
  return best && best[1] / total >= enough ? best[0] : undefined;
}
