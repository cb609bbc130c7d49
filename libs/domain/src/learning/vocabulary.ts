import { type Bag, type Block, blocks, type Counts } from './grams';

/** Positions of the features that a model knows, and how rare each is. Hashes are in ascending order. */
export interface Vocabulary {
  readonly hashes: Int32Array;
  /** inverse document frequency, by position */
  readonly rarity: Float32Array;
}

/** A complaint as the model sees it: positions in the vocabulary, and weights; length one. */
export interface Vector {
  readonly at: Int32Array;
  readonly weight: Float32Array;
}

export type BlockWeights = Readonly<Record<Block, number>>;

/** Keeps features that at least `least` complaints share: what occurs once teaches nothing but that complaint. */
export function vocabularyOf(bags: readonly Bag[], least: number): Vocabulary {
  const frequency: Counts = new Map();
  for (const bag of bags) {
    for (const block of blocks)
      for (const hash of bag[block].keys()) frequency.set(hash, (frequency.get(hash) ?? 0) + 1);
  }
  const kept = [...frequency].filter(([, count]) => count >= least).sort(([a], [b]) => a - b);
  return {
    hashes: Int32Array.from(kept, ([hash]) => hash),
    rarity: Float32Array.from(kept, ([, count]) => Math.log((1 + bags.length) / (1 + count)) + 1),
  };
}

/** Turns bags into vectors; made once per vocabulary, as it needs an index. */
export function vectoriser({ hashes, rarity }: Vocabulary, weights: BlockWeights): (bag: Bag) => Vector {
  const positions = new Map<number, number>();
  hashes.forEach((hash, position) => positions.set(hash, position));
  return (bag) => {
    const at: number[] = [];
    const weight: number[] = [];
    for (const block of blocks) {
      const from = at.length;
      let squares = 0;
      for (const [hash, count] of bag[block]) {
        const position = positions.get(hash);
        if (position === undefined) continue;
        const value = block === 'findings' ? count : (1 + Math.log(count)) * (rarity[position] ?? 0);
        at.push(position);
        weight.push(value);
        squares += value * value;
      }
      scale(weight, from, squares > 0 ? weights[block] / Math.sqrt(squares) : 0);
    }
    const squares = weight.reduce((sum, value) => sum + value * value, 0);
    scale(weight, 0, squares > 0 ? 1 / Math.sqrt(squares) : 0);
    return { at: Int32Array.from(at), weight: Float32Array.from(weight) };
  };
}

function scale(values: number[], from: number, factor: number): void {
  for (let at = from; at < values.length; at += 1) values[at] = (values[at] ?? 0) * factor;
}
