import { type Bag, type Block, blocks } from './grams';

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

/** Counts go to a small table first: most features occur once, and need no place in the large one. */
const sketchBits = 22;

/**
 * Keeps features that at least `least` complaints share: what occurs once teaches nothing but that complaint. Of more
 * than `most` it keeps the most frequent.
 */
export function vocabularyOf(bags: readonly Bag[], least: number, most: number): Vocabulary {
  const frequency = frequencies(bags, least);
  const kept = [...frequency].filter(([, count]) => count >= least);
  if (kept.length > most) kept.sort(([a, x], [b, y]) => y - x || a - b).length = most;
  kept.sort(([a], [b]) => a - b);
  return {
    hashes: Int32Array.from(kept, ([hash]) => hash),
    rarity: Float32Array.from(kept, ([, count]) => Math.log((1 + bags.length) / (1 + count)) + 1),
  };
}

function frequencies(bags: readonly Bag[], least: number): Map<number, number> {
  const sketch = new Uint16Array(1 << sketchBits);
  const slot = (hash: number) => hash >>> (32 - sketchBits);
  for (const { hashes } of bags)
    for (const hash of hashes) sketch[slot(hash)] = Math.min(0xffff, (sketch[slot(hash)] ?? 0) + 1);
  const exact = new Map<number, number>();
  for (const { hashes } of bags)
    for (const hash of hashes)
      if ((sketch[slot(hash)] ?? 0) >= least) exact.set(hash, (exact.get(hash) ?? 0) + 1);
  return exact;
}

/** Turns bags into vectors; made once per vocabulary, as it needs an index. */
export function vectoriser({ hashes, rarity }: Vocabulary, weights: BlockWeights): (bag: Bag) => Vector {
  const positions = new Map<number, number>();
  hashes.forEach((hash, position) => positions.set(hash, position));
  return (bag) => {
    const at = new Int32Array(bag.hashes.length);
    const weight = new Float32Array(bag.hashes.length);
    let size = 0;
    let from = 0;
    blocks.forEach((block, index) => {
      const begun = size;
      const end = bag.ends[index] ?? 0;
      for (let each = from; each < end; each += 1) {
        const position = positions.get(bag.hashes[each] ?? 0);
        if (position === undefined) continue;
        const count = bag.counts[each] ?? 0;
        at[size] = position;
        weight[size] = block === 'findings' ? count : (1 + Math.log(count)) * (rarity[position] ?? 0);
        size += 1;
      }
      from = end;
      bring(weight, begun, size, weights[block]);
    });
    bring(weight, 0, size, 1);
    return { at: at.slice(0, size), weight: weight.slice(0, size) };
  };
}

/** Brings a part of a vector to a length. */
function bring(values: Float32Array, from: number, to: number, length: number): void {
  let squares = 0;
  for (let at = from; at < to; at += 1) squares += (values[at] ?? 0) ** 2;
  const factor = squares > 0 ? length / Math.sqrt(squares) : 0;
  for (let at = from; at < to; at += 1) values[at] = (values[at] ?? 0) * factor;
}
