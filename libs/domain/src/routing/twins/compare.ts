import { type Reason } from '@satupintu/events';
import * as say from './evidence';
import { type Likeness } from './likeness';
import { type Spot } from './marks';
import { codeLength, codesOf } from './term-code';
import { type NameKind } from './terms';

/** All that two complaints are compared by: kept hashes of words, where, when, and what it is filed under. */
export interface Twinned extends Spot {
  readonly category?: string | undefined;
  readonly likeness: Likeness;
}

/** How likely two complaints tell of the same thing, 0–1, and what speaks for it and against it. */
export interface Comparison {
  readonly probability: number;
  /** what speaks for it, in words a clerk can read; never the reporter’s own */
  readonly evidence: readonly Reason[];
}

/** One thing that was compared: how much it speaks for twins (log odds), and what to say of it. */
interface Sign {
  readonly weight: number;
  readonly says?: Reason | undefined;
  /** ties both to one place, so that like words are about one thing; loosely: the place may have many of the kind */
  readonly ties?: 'firm' | 'loose';
}

/** Before anything is known of the two but that a mark is shared. Weights are ours, tuned on the table of pairs. */
const prior = -2.6;
/** Like words about nothing that both name: the same trouble in two places, more often than not. */
const mostUntied = 0.4;
const day = 86_400_000;

const shared = (one: readonly string[], other: readonly string[]) =>
  one.filter((code) => other.includes(code)).length;
/** Share of both that both have, 0–1 (Dice). */
const alike = (one: readonly string[], other: readonly string[]) =>
  one.length + other.length === 0 ? 0 : (2 * shared(one, other)) / (one.length + other.length);

function textSigns(one: Likeness, other: Likeness): Sign[] {
  const all = ({ problem, rare }: Likeness) => codesOf(problem + rare);
  const nearly = alike(all(one), all(other));
  if (one.whole !== '' && one.whole === other.whole) return [{ weight: 5, says: say.copied, ties: 'firm' }];
  if (nearly >= 0.85 && Math.min(all(one).length, all(other).length) >= 8)
    return [{ weight: 4, says: say.nearlyCopied, ties: 'loose' }];
  return [problemSign(one, other)];
}

function problemSign(one: Likeness, other: Likeness): Sign {
  const [mine, theirs] = [codesOf(one.problem), codesOf(other.problem)];
  if (mine.length === 0 || theirs.length === 0) return { weight: -0.4 };
  const common = shared(mine, theirs);
  if (common === 0) return { weight: -3.2 };
  // The shorter of the two may tell the same with fewer words.
  const part = common / Math.min(mine.length, theirs.length);
  const likeness = (part + alike(mine, theirs)) / 2;
  return { weight: 4.2 * (likeness - 0.35), says: likeness >= 0.4 ? say.sameProblem(common) : undefined };
}

const nameWeights: Readonly<
  Record<NameKind, { readonly same: number; readonly other: number; readonly ties: 'firm' | 'loose' }>
> = {
  way: { same: 2.2, other: -2.6, ties: 'firm' },
  site: { same: 2.2, other: -2.2, ties: 'firm' },
  area: { same: 1.5, other: -1.3, ties: 'loose' },
};

function nameSign(kind: NameKind, one: Likeness, other: Likeness): Sign {
  const [mine, theirs] = [codesOf(one[kind]), codesOf(other[kind])];
  const common = shared(mine, theirs);
  const { same, other: differs, ties: firm } = nameWeights[kind];
  if (common > 0) return { weight: same + (common > 1 ? 0.6 : 0), says: say.sameName[kind], ties: firm };
  const elsewhere = mine.length > 0 && theirs.length > 0;
  // What one calls a street the other may have named without the word.
  const known = shared([...mine, ...theirs], codesOf(one.rare)) === mine.length + theirs.length;
  return { weight: elsewhere && !known ? differs : 0 };
}

/** Names that are shared without both saying what they are names of. */
function rareSign(one: Likeness, other: Likeness): Sign {
  const named = ({ way, site, area }: Likeness) => codesOf(way + site + area);
  const told = named(one).filter((code) => named(other).includes(code));
  const common = codesOf(one.rare).filter(
    (code) => codesOf(other.rare).includes(code) && !told.includes(code),
  );
  if (common.length === 0) return { weight: 0 };
  const weight = Math.min(2.4, 1.3 + 0.5 * (common.length - 1));
  return { weight, says: say.sharedNames(common.length), ties: 'loose' };
}

const parts = { village: 13, district: 8, regency: 5 } as const;

function regionSign(one: string | undefined, other: string | undefined, metres: number | undefined): Sign {
  if (one === undefined || other === undefined) return { weight: 0 };
  const same = (length: number) => one.length >= length && one.slice(0, length) === other.slice(0, length);
  const differ = (length: number) => one.length >= length && other.length >= length && !same(length);
  if (same(parts.village)) return { weight: 1.4, says: say.sameRegion.village, ties: 'loose' };
  if (differ(2) || differ(parts.regency)) return { weight: metres !== undefined && metres < 1000 ? 0 : -4 };
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

function pointSign(metres: number | undefined): Sign {
  if (metres === undefined) return { weight: 0 };
  if (metres <= 250) return { weight: 2.4, says: say.near(metres), ties: 'firm' };
  if (metres <= 600) return { weight: 1.5, says: say.near(metres), ties: 'firm' };
  if (metres <= 1500) return { weight: 0.4, says: say.near(metres) };
  return { weight: metres <= 5000 ? -1.2 : -2.5 };
}

function timeSign(one: Spot, other: Spot): Sign {
  const days = Math.abs(Date.parse(one.filedAt) - Date.parse(other.filedAt)) / day;
  const weight = days <= 3 ? 0.5 : days <= 14 ? 0.3 : days <= 60 ? 0 : days <= 180 ? -0.5 : -1;
  return { weight, says: say.apart(Math.round(days)) };
}

function categorySign(one: string | undefined, other: string | undefined): Sign {
  if (one === undefined || other === undefined) return { weight: 0 };
  if (one === other) return { weight: 0.9, says: say.sameCategory };
  return one.split('/', 1)[0] === other.split('/', 1)[0]
    ? { weight: 0.2, says: say.sameAffair }
    : { weight: -1.2 };
}

/** Both name a street, or both a site, and not the same. */
const namesOther = (kind: NameKind, one: Likeness, other: Likeness) => nameSign(kind, one, other).weight < 0;

/** Does anything tie both to one place, and nothing firmer tie them to two? */
function isTied(one: Likeness, other: Likeness, signs: readonly Sign[]): boolean {
  const ties = signs.filter(({ ties }) => ties !== undefined);
  const apart = namesOther('way', one, other) || namesOther('site', one, other);
  return ties.some(({ ties }) => ties === 'firm' || !apart);
}

/** Compares two complaints. Symmetric; the same input gives the same answer. */
export function compareTwins(one: Twinned, other: Twinned): Comparison {
  const metres = metresBetween(one, other);
  const signs: Sign[] = [
    ...textSigns(one.likeness, other.likeness),
    nameSign('way', one.likeness, other.likeness),
    nameSign('site', one.likeness, other.likeness),
    nameSign('area', one.likeness, other.likeness),
    rareSign(one.likeness, other.likeness),
    pointSign(metres),
    regionSign(one.region, other.region, metres),
    categorySign(one.category, other.category),
    timeSign(one, other),
  ];
  const odds = signs.reduce((sum, { weight }) => sum + weight, prior);
  const probability = Math.round(1000 / (1 + Math.exp(-odds))) / 1000;
  const tied = isTied(one.likeness, other.likeness, signs);
  return {
    probability: tied ? probability : Math.min(mostUntied, probability),
    evidence: signs.flatMap(({ says }) => (says ? [says] : [])),
  };
}

/** Nothing that could be compared. */
export const saysNothing = ({ problem, rare }: Likeness): boolean =>
  problem.length + rare.length < codeLength;
