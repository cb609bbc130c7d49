import { type Reason } from '@satupintu/events';
import * as say from './evidence';
import { type Likeness } from './likeness';
import { type Spot } from './marks';
import { type Sign } from './sign';
import { metresBetween, pointSign, regionSign } from './signs-of-place';
import { nameSign, rareSigns, textSigns } from './signs-of-words';
import { codeLength } from './term-code';

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

/** Before anything is known of the two but that a mark is shared. */
const prior = -2.6;
/** Like words about nothing that both name: the same trouble in two places, more often than not. */
const mostUntied = 0.4;
const day = 86_400_000;

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

/** Does anything tie both to one place, and nothing firmer tie them to two? */
function isTied(signs: readonly Sign[]): boolean {
  const ties = new Set(signs.map(({ ties }) => ties));
  if (ties.has('bars')) return false;
  return ties.has('firm') || (ties.has('loose') && !ties.has('parts'));
}

/** Compares two complaints. Symmetric; the same input gives the same answer. */
export function compareTwins(one: Twinned, other: Twinned): Comparison {
  const metres = metresBetween(one, other);
  const signs: Sign[] = [
    ...textSigns(one.likeness, other.likeness),
    nameSign('way', one.likeness, other.likeness),
    nameSign('site', one.likeness, other.likeness),
    nameSign('area', one.likeness, other.likeness),
    ...rareSigns(one.likeness, other.likeness),
    pointSign(metres),
    regionSign(one.region, other.region, metres),
    categorySign(one.category, other.category),
    timeSign(one, other),
  ];
  const odds = signs.reduce((sum, { weight }) => sum + weight, prior);
  const probability = Math.round(1000 / (1 + Math.exp(-odds))) / 1000;
  const tied = isTied(signs);
  return {
    probability: tied ? probability : Math.min(mostUntied, probability),
    evidence: signs.flatMap(({ says }) => (says ? [says] : [])),
  };
}

/** Nothing that could be compared. */
export const saysNothing = ({ problem, rare }: Likeness): boolean =>
  problem.length + rare.length < codeLength;
