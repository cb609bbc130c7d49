import { hashText, mixed, seedOf, shuffled } from './hash';
import { type FeatureInput } from './rows';
import { cleaned } from './spelling';

const bands = 8;
const perBand = 3;
const seed = seedOf(99);

/**
 * The fold of each row. Rows that nearly repeat one another stay together: what was seen in training must not vouch
 * for itself. Alike are rows of which a band of minimal hashes of word pairs agrees (Broder 1997).
 */
export function foldsOf(inputs: readonly FeatureInput[], folds: number): Int32Array {
  const group = Int32Array.from(inputs, (_, row) => row);
  const find = (row: number): number => {
    let at = row;
    while (group[at] !== at) at = group[at] ?? at;
    return at;
  };
  const seen = new Map<number, number>();
  inputs.forEach((input, row) => {
    for (const band of signature(input)) {
      const known = seen.get(band);
      if (known === undefined) seen.set(band, row);
      else group[find(row)] = find(known);
    }
  });
  const order = shuffled(inputs.length, 7);
  return Int32Array.from(inputs, (_, row) => (order[find(row)] ?? 0) % folds);
}

function signature({ title = '', text }: FeatureInput): number[] {
  const words = cleaned(`${title} ${text}`.slice(0, 2000)).split(' ');
  const least = new Int32Array(bands * perBand).fill(0x7fffffff);
  words.forEach((word, at) => {
    const pair = hashText(seed, `${word} ${words[at + 1] ?? ''}`);
    for (let each = 0; each < least.length; each += 1) {
      const value = mixed(pair + Math.imul(each + 1, 0x9e3779b1));
      if (value < (least[each] ?? 0)) least[each] = value;
    }
  });
  return Array.from({ length: bands }, (_, band) => {
    let hash = seedOf(band);
    for (let each = 0; each < perBand; each += 1) hash = mixed(hash ^ (least[band * perBand + each] ?? 0));
    return hash;
  });
}
