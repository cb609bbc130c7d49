import { type Findings } from '../learning/rows';

const enough = 0.5;
const enoughOfProvince = 0.75;

/**
 * The regency, city or province that most complaints of a set are about, where there is one: a government’s own
 * complaints name its villages and rarely itself. Undefined where they come from all over the country.
 */
export function homeOf(found: readonly Findings[]): string | undefined {
  return most(found, 5, enough) ?? most(found, 2, enoughOfProvince);
}

/** The region of this length of code that has at least this share of the complaints with a place. */
function most(found: readonly Findings[], length: number, share: number): string | undefined {
  const sums = new Map<string, number>();
  let placed = 0;
  for (const { places } of found) {
    const [first] = places;
    if (!first || first.region.length < length) continue;
    placed += first.probability;
    const region = first.region.slice(0, length);
    sums.set(region, (sums.get(region) ?? 0) + first.probability);
  }
  const [best] = [...sums].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return best && best[1] >= share * placed ? best[0] : undefined;
}
