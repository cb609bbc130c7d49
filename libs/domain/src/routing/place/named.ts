import { type NamedPlace } from './candidate';
import { codeOf, isDistrict, isVillage, regencyNumber } from './names';
import { type Prior } from './prior';
import { type Sign } from './signs';
import { type Weighed } from './chances';

const most = 12;
/** A name with more namesakes than this says nothing of itself. */
const mostNamesakes = 5;
/** A regency this likely decides between namesakes. */
const likely = 0.2;

/** Districts and villages behind the names that were found; the likely regencies decide between namesakes. */
export function namedPlaces(signs: readonly Sign[], weighed: readonly Weighed[], prior: Prior): NamedPlace[] {
  const likelyPlaces = new Set(
    weighed.filter(({ probability }) => probability >= likely).map(({ place }) => place),
  );
  const found = new Map<number, NamedPlace>();
  for (const sign of signs) {
    const { isHere, places } = meant(sign, likelyPlaces, prior);
    const odds = isHere ? sign.inside : Math.min(sign.odds, sign.inside);
    for (const { place, share } of places) {
      const weight = Math.round((100 * share * odds) / (1 + odds)) / 100;
      if (weight > (found.get(place)?.weight ?? 0))
        found.set(place, { region: codeOf(place), name: sign.name, weight });
    }
  }
  return [...found.values()]
    .sort((a, b) => b.weight - a.weight || (a.region < b.region ? -1 : 1))
    .slice(0, most);
}

interface Meant {
  /** in a regency that is likely anyway */
  readonly isHere: boolean;
  readonly places: readonly { readonly place: number; readonly share: number }[];
}

function meant({ readings, weak, kind }: Sign, likelyPlaces: ReadonlySet<number>, prior: Prior): Meant {
  const small = readings.filter(({ place }) => isDistrict(place) || isVillage(place));
  const here = small.filter(
    ({ place }) => likelyPlaces.has(regencyNumber(place)) || prior.isHome(regencyNumber(place)),
  );
  const isHere = here.length > 0;
  const told = isHere ? here : small;
  if (told.length > mostNamesakes || (!isHere && weak && kind === 'misspelt')) return { isHere, places: [] };
  const total = (isHere ? told : readings).reduce((sum, { weight }) => sum + weight, 0);
  return { isHere, places: told.map(({ place, weight }) => ({ place, share: weight / total })) };
}
