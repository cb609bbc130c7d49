import { type Suggestion } from '@satupintu/events';
import { mostProbability } from './certainty';
import { type Claim } from './claims';

/** A unit is named where most of what speaks for its organisation speaks for it. */
const leastUnitShare = 0.6;
const mostReasons = 6;

/** Claims on one organisation come together, best first. */
export function gather(all: readonly Claim[]): Suggestion[] {
  const byOrganisation = new Map<string, Claim[]>();
  for (const claim of all) {
    const known = byOrganisation.get(claim.organisation);
    if (known) known.push(claim);
    else byOrganisation.set(claim.organisation, [claim]);
  }
  return [...byOrganisation]
    .map(([organisation, claimed]) => suggestionOf(organisation, claimed))
    .sort((a, b) => b.probability - a.probability);
}

function suggestionOf(organisation: string, claimed: readonly Claim[]): Suggestion {
  const sorted = [...claimed].sort((a, b) => b.probability - a.probability);
  const probability = sum(sorted);
  const unit = likeliestUnit(sorted, probability);
  const texts = new Set<string>();
  const reasons = sorted
    .flatMap((each) => each.reasons)
    .filter(({ text }) => !texts.has(text) && texts.add(text))
    .slice(0, mostReasons);
  return {
    organisation,
    ...(unit !== undefined && { unit }),
    probability: Math.min(mostProbability, probability),
    reasons,
  };
}

function likeliestUnit(claimed: readonly Claim[], all: number): string | undefined {
  const units = new Map<string | undefined, number>();
  for (const { unit, probability } of claimed) units.set(unit, (units.get(unit) ?? 0) + probability);
  const [best] = [...units].sort((a, b) => b[1] - a[1]);
  return best && best[1] >= leastUnitShare * all ? best[0] : undefined;
}

const sum = (claimed: readonly Claim[]) => claimed.reduce((total, { probability }) => total + probability, 0);
