import { chances, type Tally, type Weighed } from './chances';
import { isProvince, provinceNumber, regencyNumber } from './names';
import { type Prior } from './prior';
import { type Sign } from './signs';

/** Share of a sign that each regency has, and each province that it names as a whole. */
type Shares = ReadonlyMap<number, number>;

/**
 * The chances of all regencies, given everything that was found. Each sign multiplies the chance of the places it may
 * mean by its odds, split among namesakes by how many people live there; so a village that a hundred regencies have says
 * little alone and much beside its district. What no sign speaks for keeps its prior chance, and stands for "unknown".
 */
export function weigh(signs: readonly Sign[], prior: Prior): Weighed[] {
  const shared = signs.map((sign) => ({ sign, shares: sharesOf(sign, prior) }));
  const regencies = new Map<number, Tally>();
  const provinces = new Map<number, Tally>();
  for (const { sign, shares } of shared.filter(({ sign }) => !sign.weak)) {
    for (const [place, share] of shares) {
      if (isProvince(place)) tell(provinces, place, sign, 1 + (sign.odds * share) / prior.ofProvince(place));
      else tell(regencies, place, sign, regencyFactor(sign.odds, place, share, shares, prior));
    }
  }
  addWeak(
    shared.filter(({ sign }) => sign.weak),
    regencies,
    provinces,
    prior,
  );
  return chances(regencies, provinces, prior);
}

/** A name that means a province as well as a city in it says so once: the two readings add up. */
function regencyFactor(odds: number, regency: number, share: number, shares: Shares, prior: Prior): number {
  const province = provinceNumber(regency);
  const whole = (odds * (shares.get(province) ?? 0)) / prior.ofProvince(province);
  return 1 + (odds * share) / prior.of(regency) / (1 + whole);
}

/** A text may name every village of a regency; no number must grow beyond what can be divided. */
const mostScore = 1e100;

function tell(tallies: Map<number, Tally>, place: number, sign: Sign, factor: number): void {
  const tally = tallies.get(place) ?? { score: 1, signs: [] };
  tallies.set(place, tally);
  // The same name said again adds little.
  const again = tally.signs.some((each) => each.sign.name === sign.name && each.sign.kind === sign.kind);
  tally.score = Math.min(mostScore, tally.score * (again ? Math.min(factor, 1.3) : factor));
  if (!again) tally.signs.push({ sign, factor });
}

/** Namesakes share by the people who live there, except cities and regencies, whose weights say who means which. */
function sharesOf({ readings, kind }: Sign, prior: Prior): Shares {
  const shares = new Map<number, number>();
  let total = 0;
  for (const { place, weight } of readings) {
    const regency = regencyNumber(place);
    const isSmall = place > 10_000 && kind !== 'coordinates' && kind !== 'given';
    const part = weight * (isSmall ? prior.of(regency) / prior.mean : 1);
    shares.set(regency, (shares.get(regency) ?? 0) + part);
    total += part;
  }
  for (const [place, part] of shares) shares.set(place, part / total);
  return shares;
}

interface Shared {
  readonly sign: Sign;
  readonly shares: Shares;
}

/** Few places bear the name, so that it may speak without another sign. */
const fewNamesakes = 3;

/** Weak signs count where a regency or its province is named, where it is home, or where two of them agree. */
function addWeak(
  weak: readonly Shared[],
  regencies: Map<number, Tally>,
  provinces: ReadonlyMap<number, Tally>,
  prior: Prior,
): void {
  const confirmed = likelyOf(regencies, provinces, prior, likelyShare);
  const likeliest = likelyOf(regencies, provinces, prior, likeliestShare);
  const agreed = agreeing(weak);
  for (const { sign, shares } of weak) {
    for (const [place, share] of shares) {
      const isHere =
        (sign.kind === 'misspelt' ? likeliest : confirmed).has(place) ||
        prior.isHome(place) ||
        (shares.size <= fewNamesakes && provinces.has(provinceNumber(place))) ||
        (agreed.get(place)?.size ?? 0) > 1;
      if (isHere) tell(regencies, place, sign, 1 + (sign.odds * share) / prior.of(place));
    }
  }
}

/** A namesake far away that hardly counts confirms nothing. */
const likelyShare = 0.05;
/** What only looks like a name confirms, at most, what is likely anyway. */
const likeliestShare = 0.5;

function likelyOf(
  regencies: ReadonlyMap<number, Tally>,
  provinces: ReadonlyMap<number, Tally>,
  prior: Prior,
  share: number,
): ReadonlySet<number> {
  const masses = Array.from(regencies, ([place, { score }]): [number, number] => [
    place,
    prior.of(place) * score * (provinces.get(provinceNumber(place))?.score ?? 1),
  ]);
  const most = Math.max(0, ...masses.map(([, mass]) => mass));
  return new Set(masses.filter(([, mass]) => mass >= most * share).map(([place]) => place));
}

function agreeing(weak: readonly Shared[]): ReadonlyMap<number, ReadonlySet<string>> {
  const names = new Map<number, Set<string>>();
  for (const { sign, shares } of weak) {
    if (shares.size > fewNamesakes || sign.kind === 'misspelt') continue;
    for (const place of shares.keys()) {
      const said = names.get(place) ?? new Set<string>();
      names.set(place, said.add(sign.name));
    }
  }
  return names;
}
