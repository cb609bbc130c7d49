import { numberOf, provinceNumber, regencyNumber, isProvince } from './names';

/** How likely a complaint is about a regency, before it is read. Chances of all regencies sum to 1. */
export interface Prior {
  of(regency: number): number;
  ofProvince(province: number): number;
  readonly mean: number;
  /** whether the channel through which it came serves this regency */
  isHome(regency: number): boolean;
}

/** People complain where people live; small regencies are written about somewhat more than their share. */
const exponent = 0.6;
/** Chance that a complaint through a regency’s own channel is about it, as long as its words say nothing else. */
const homeChance = 0.5;

/** @param thousands people by regency code, in thousands */
export function priorFrom(thousands: Readonly<Record<string, number>>): Prior {
  const raw = Object.entries(thousands).map(([code, people]): [number, number] => [
    numberOf(code),
    people ** exponent,
  ]);
  const total = raw.reduce((sum, [, weight]) => sum + weight, 0);
  const chances = new Map(raw.map(([regency, weight]) => [regency, weight / total]));
  const byProvince = new Map<number, number>();
  for (const [regency, chance] of chances) {
    const province = provinceNumber(regency);
    byProvince.set(province, (byProvince.get(province) ?? 0) + chance);
  }
  const mean = 1 / chances.size;
  return {
    mean,
    of: (regency) => chances.get(regency) ?? mean,
    ofProvince: (province) => byProvince.get(province) ?? mean,
    isHome: () => false,
  };
}

/** The same for a channel that serves a region. */
export function atHome(prior: Prior, region: number): Prior {
  const home = isProvince(region) ? region : regencyNumber(region);
  const isHome = (regency: number) => regency === home || provinceNumber(regency) === home;
  const before = isProvince(home) ? prior.ofProvince(home) : prior.of(home);
  const nearer = (homeChance + (1 - homeChance) * before) / before;
  const farther = 1 - homeChance;
  return {
    mean: prior.mean,
    isHome,
    of: (regency) => prior.of(regency) * (isHome(regency) ? nearer : farther),
    ofProvince: (province) => {
      if (province === home) return prior.ofProvince(province) * nearer;
      if (province !== provinceNumber(home)) return prior.ofProvince(province) * farther;
      return (prior.ofProvince(province) - before) * farther + before * nearer;
    },
  };
}
