/** Says of most strings, without building them, that they are no key: a Bloom filter with one hash, fed piece by piece. */
export interface KeyFilter {
  /** hash of what was read so far and this piece */
  extend(hash: number, piece: string): number;
  /** false: certainly no key */
  maybe(hash: number): boolean;
}

export const EMPTY_HASH = 0x811c9dc5 | 0;
const bitsPerKey = 20;

function extend(hash: number, piece: string): number {
  let next = hash;
  for (let at = 0; at < piece.length; at += 1) next = Math.imul(next ^ piece.charCodeAt(at), 0x01000193);
  return next;
}

const spread = (hash: number) => Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 7;

export function keyFilter(keys: readonly string[]): KeyFilter {
  const size = 2 ** Math.min(25, Math.ceil(Math.log2(Math.max(64, keys.length * bitsPerKey))));
  const bits = new Uint8Array(size / 8);
  const bitOf = (hash: number) => spread(hash) & (size - 1);
  for (const key of keys) {
    const bit = bitOf(extend(EMPTY_HASH, key));
    bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
  return {
    extend,
    maybe: (hash) => ((bits[bitOf(hash) >> 3] ?? 0) & (1 << (bitOf(hash) & 7))) !== 0,
  };
}
