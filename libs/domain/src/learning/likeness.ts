import { bagOf, type Reading } from './grams';
import { type FeatureInput, noFindings } from './rows';
import { settingsFor } from './settings';
import { type Vector, vectoriser, vocabularyOf } from './vocabulary';

/** How like a complaint’s words are to each of the texts (cosine, 0–1). Needs no example. */
export function likenessTo(
  texts: readonly string[],
  reading: Reading,
): (input: FeatureInput) => readonly number[] {
  const bags = texts.map((text) => bagOf({ text, findings: noFindings }, reading));
  const vectorOf = vectoriser(vocabularyOf(bags, 1, Infinity), settingsFor(0).blockWeights);
  const known = bags
    .map(vectorOf)
    .map(({ at, weight }) => new Map(Array.from(at, (position, index) => [position, weight[index] ?? 0])));
  return (input) => {
    const vector = vectorOf(bagOf({ ...input, findings: noFindings }, reading));
    return known.map((each) => dot(vector, each));
  };
}

function dot({ at, weight }: Vector, other: ReadonlyMap<number, number>): number {
  let sum = 0;
  at.forEach((position, index) => {
    sum += (weight[index] ?? 0) * (other.get(position) ?? 0);
  });
  return sum;
}
