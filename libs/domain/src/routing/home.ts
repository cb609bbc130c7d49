import { type Findings } from '../learning/rows';

const enough = 0.35;

/**
 * The regency, city or province that most complaints of a set are about, where there is one: a government’s own
 * complaints name its villages and rarely itself. Undefined where they come from all over the country.
 */
export function homeOf(found: readonly Findings[]): string | undefined {
  const shares = new Map<string, number>();
  let placed = 0;
  for (const { places } of found) {
    const [first] = places;
    if (!first || first.region.length < 5) continue;
    placed += first.probability;
    const regency = first.region.slice(0, 5);
    shares.set(regency, (shares.get(regency) ?? 0) + first.probability);
  }
  const [best] = [...shares].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return best && best[1] >= enough * placed ? best[0] : undefined;
}
