import { type Near } from './centroids';
import { type PlaceCandidate, type PlaceEvidence } from './candidate';
import { type Mention } from './mentions';
import { codeOf, isVillage, numberOf, regencyNumber } from './names';

export interface Findings {
  readonly regionCode: string | undefined;
  readonly near: readonly Near[];
  readonly mentions: readonly Mention[];
}

interface Tally {
  score: number;
  readonly evidence: PlaceEvidence[];
  /** districts and villages inside, by number */
  readonly inside: Map<number, number>;
}

const provinceOf = (number: number) => Math.floor(number / 100);
/** A city is meant somewhat more often than the regency of the same name. */
const share = (place: number, among: number) =>
  among === 1 ? 1 : place >= 1000 && place % 100 >= 70 ? 0.62 : 0.38;
/** Farther than this from every district a point is at sea or abroad. */
const farthest = 60;

/** Adds up what was found, per regency; provinces only narrow, or stand alone where no regency is named. */
export function weigh(findings: Findings, nameOf: (number: number) => string): PlaceCandidate[] {
  const tallies = new Map<number, Tally>();
  const at = (regency: number): Tally => {
    const tally = tallies.get(regency) ?? { score: 0, evidence: [], inside: new Map<number, number>() };
    tallies.set(regency, tally);
    return tally;
  };
  addGiven(findings.regionCode, at, nameOf);
  addNear(findings.near, at, nameOf);
  const provinces = new Set<number>();
  for (const mention of telling(findings)) addMention(mention, at, provinces);
  const named = new Set(
    findings.mentions
      .filter(({ kind, weight }) => kind !== 'village' && kind !== 'district' && weight > 1)
      .flatMap(({ places }) => places),
  );
  for (const [regency, tally] of tallies) damp(regency, tally, provinces, named, findings.regionCode);
  for (const province of provinces) {
    const any = [...tallies.keys()].some((regency) => regency >= 100 && provinceOf(regency) === province);
    if (!any) addProvince(province, at);
  }
  return ranked(tallies, nameOf);
}

/** A bare village name is mostly an ordinary word; it says something only beside another sign of place. */
function telling({ regionCode, near, mentions }: Findings): readonly Mention[] {
  const isBare = ({ kind, marked }: Mention) => kind === 'village' && !marked;
  if (regionCode !== undefined || near.length > 0 || mentions.some((each) => !isBare(each))) return mentions;
  return [];
}

function addGiven(
  regionCode: string | undefined,
  at: (regency: number) => Tally,
  nameOf: (number: number) => string,
): void {
  if (regionCode === undefined) return;
  const number = numberOf(regionCode);
  const tally = at(regencyNumber(number));
  tally.score += regionCode.length === 2 ? 3 : 9;
  tally.evidence.push({ kind: 'given', name: nameOf(number) });
  if (regionCode.length > 5) tally.inside.set(number, 9);
}

function addNear(
  near: readonly Near[],
  at: (regency: number) => Tally,
  nameOf: (number: number) => string,
): void {
  const [first] = near;
  if (!first || first.kilometres > farthest) return;
  for (const { regency, district, kilometres } of near) {
    const tally = at(regency);
    // Beside a border the next centroid is nearly as near: both are offered.
    const weight = 4 * Math.exp(-(kilometres - first.kilometres) / 3);
    if (weight < 0.4) continue;
    tally.score += weight;
    tally.evidence.push({
      kind: 'coordinates',
      name: nameOf(district),
      kilometres: Math.round(kilometres * 10) / 10,
    });
    tally.inside.set(district, (tally.inside.get(district) ?? 0) + 0.5);
  }
}

function addMention(mention: Mention, at: (regency: number) => Tally, provinces: Set<number>): void {
  const { places, weight, kind, name } = mention;
  if (kind === 'region' || kind === 'misspelt') {
    const regencies = places.filter((place) => place >= 100);
    for (const place of places) if (place < 100 && weight > 1) provinces.add(place);
    for (const regency of regencies)
      tell(at(regency), weight * share(regency, regencies.length), { kind, name });
    return;
  }
  const regencies = new Map<number, number[]>();
  for (const place of places)
    regencies.set(regencyNumber(place), [...(regencies.get(regencyNumber(place)) ?? []), place]);
  for (const [regency, inside] of regencies) {
    const tally = at(regency);
    tell(tally, weight / Math.sqrt(regencies.size), { kind, name });
    for (const place of inside)
      tally.inside.set(place, (tally.inside.get(place) ?? 0) + weight / inside.length);
  }
}

function tell(tally: Tally, weight: number, evidence: PlaceEvidence): void {
  const again = tally.evidence.some(({ kind, name }) => kind === evidence.kind && name === evidence.name);
  tally.score += again ? weight * 0.2 : weight;
  if (!again) tally.evidence.push(evidence);
}

/** A regency that was named, a province that was named: whatever lies elsewhere is probably a name alike. */
function damp(
  regency: number,
  tally: Tally,
  provinces: ReadonlySet<number>,
  named: ReadonlySet<number>,
  given: string | undefined,
): void {
  const inNamed = [...named].filter((place) => place >= 100);
  if (inNamed.length > 0 && !inNamed.includes(regency)) tally.score *= 0.15;
  if (provinces.size > 0 && !provinces.has(provinceOf(regency)) && !provinces.has(regency))
    tally.score *= inNamed.includes(regency) ? 0.7 : 0.15;
  else if (provinces.has(provinceOf(regency))) tally.score *= 1.5;
  if (given !== undefined && !tally.evidence.some(({ kind }) => kind === 'given')) tally.score *= 0.2;
}

function addProvince(province: number, at: (regency: number) => Tally): void {
  tell(at(province), 2, { kind: 'region', name: 'province' });
}

const surety = (score: number) => 1 - Math.exp(-score / 0.9);

function ranked(tallies: ReadonlyMap<number, Tally>, nameOf: (number: number) => string): PlaceCandidate[] {
  const list = [...tallies]
    .filter(([, { score }]) => score > 0.05)
    .sort(([a, x], [b, y]) => y.score - x.score || a - b);
  const best = list[0]?.[1].score ?? 0;
  const squares = list.reduce((sum, [, { score }]) => sum + score * score, 0);
  return list.slice(0, 5).map(([regency, tally]) => {
    const finest = finestInside(tally.inside) ?? regency;
    return {
      region: codeOf(finest),
      name: nameOf(finest),
      probability: Math.min(0.99, (surety(best) * tally.score * tally.score) / squares),
      evidence: tally.evidence.map((each) =>
        each.name === 'province' ? { ...each, name: nameOf(regency) } : each,
      ),
    };
  });
}

/** The one district, or the one village in it, that the evidence is for; none where two are equally likely. */
function finestInside(inside: ReadonlyMap<number, number>): number | undefined {
  const districts = new Map<number, number>();
  for (const [place, weight] of inside) {
    const district = isVillage(place) ? Math.floor(place / 1e4) : place;
    districts.set(district, (districts.get(district) ?? 0) + weight);
  }
  const [first, second] = [...districts].sort((a, b) => b[1] - a[1]);
  if (!first || first[1] < 0.45 || (second && second[1] > first[1] * 0.7)) return undefined;
  const villages = [...inside].filter(
    ([place, weight]) => isVillage(place) && Math.floor(place / 1e4) === first[0] && weight >= 1,
  );
  return villages.length === 1 ? villages[0]?.[0] : first[0];
}
