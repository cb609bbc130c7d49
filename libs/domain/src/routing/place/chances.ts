import { isProvince, provinceNumber } from './names';
import { type Prior } from './prior';
import { type Sign } from './signs';

/** How much all signs together say for one regency, and which of them say it. */
export interface Tally {
  score: number;
  readonly signs: { readonly sign: Sign; readonly factor: number }[];
}

export interface Weighed {
  /** number of a regency, or of a province where nothing says which regency */
  readonly place: number;
  readonly probability: number;
  /** strongest first */
  readonly signs: readonly Sign[];
}

/** Surer than this no text makes a place. */
const surest = 0.99;
const least = 0.03;

/** Probabilities of regencies, and of provinces where nothing says which regency, from what was tallied. */
export function chances(
  regencies: ReadonlyMap<number, Tally>,
  provinces: ReadonlyMap<number, Tally>,
  prior: Prior,
): Weighed[] {
  const masses = new Map<number, number>();
  /** what is left of each named province for the regencies of which nothing was said */
  const rest = new Map<number, number>();
  for (const [province, { score }] of provinces) rest.set(province, prior.ofProvince(province) * score);
  let unknown = 1;
  for (const province of provinces.keys()) unknown -= prior.ofProvince(province);
  for (const [regency, { score }] of regencies) {
    const province = provinceNumber(regency);
    const above = provinces.get(province)?.score ?? 1;
    masses.set(regency, prior.of(regency) * score * above);
    if (rest.has(province)) rest.set(province, (rest.get(province) ?? 0) - prior.of(regency) * above);
    else unknown -= prior.of(regency);
  }
  const total = [...masses.values(), ...rest.values()].reduce(
    (sum, mass) => sum + mass,
    Math.max(0, unknown),
  );
  const found = [...masses].map(([place, mass]) =>
    weighed(place, mass / total, regencies.get(place), provinces),
  );
  const whole = [...rest].map(([place, mass]) => weighed(place, mass / total, undefined, provinces));
  return gatherProvinces(found, whole)
    .filter(({ probability }) => probability >= least)
    .sort((a, b) => b.probability - a.probability || a.place - b.place);
}

function weighed(
  place: number,
  probability: number,
  tally: Tally | undefined,
  provinces: ReadonlyMap<number, Tally>,
): Weighed {
  const signs = [...(tally?.signs ?? []), ...(provinces.get(provinceNumber(place))?.signs ?? [])];
  return {
    place,
    probability: Math.min(surest, probability),
    signs: signs.sort((a, b) => b.factor - a.factor).map(({ sign }) => sign),
  };
}

/** So many regencies of one province are as likely that only the province is known. */
const tooMany = 4;
const mostOfProvince = 0.4;

function gatherProvinces(regencies: readonly Weighed[], whole: readonly Weighed[]): Weighed[] {
  const kept: Weighed[] = [];
  const byProvince = new Map<number, Weighed[]>();
  for (const each of [...whole, ...regencies]) {
    const province = provinceNumber(each.place);
    byProvince.set(province, [...(byProvince.get(province) ?? []), each]);
  }
  for (const [province, inside] of byProvince) kept.push(...gathered(province, inside));
  return kept;
}

function gathered(province: number, inside: readonly Weighed[]): readonly Weighed[] {
  const mass = inside.reduce((sum, { probability }) => sum + probability, 0);
  const own = inside.filter(({ place }) => !isProvince(place));
  const best = Math.max(0, ...own.map(({ probability }) => probability));
  const spread = own.filter(({ probability }) => probability > best / 4).length;
  const unsaid = inside.find(({ place }) => isProvince(place))?.probability ?? 0;
  const isDiffuse = best < mass * mostOfProvince && (spread > tooMany || unsaid > mass / 2);
  if (!isDiffuse || mass < 0.1) return inside;
  const signs = [...new Set(inside.flatMap((each) => each.signs))];
  return [{ place: province, probability: Math.min(surest, mass), signs }];
}
