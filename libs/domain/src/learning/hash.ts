const prime = 0x01000193;
const basis = 0x811c9dc5 | 0;

/** Where the hashes of one kind of feature begin, so that kinds do not meet. */
export const seedOf = (kind: number): number => mixed(Math.imul(basis ^ (kind + 1), 0x9e3779b1));

/** FNV-1a, one character further. */
export const hashed = (hash: number, code: number): number => Math.imul(hash ^ code, prime);

/** Spreads the bits (finaliser of MurmurHash3), as FNV's low bits are alike for like texts. */
export function mixed(hash: number): number {
  let bits = hash ^ (hash >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/** Signed 32-bit hash of a text. */
export function hashText(seed: number, text: string): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = hashed(hash, text.charCodeAt(at));
  return mixed(hash);
}

/** The same order each time, and none that the rows came in: a permutation of 0 … n − 1. */
export function shuffled(n: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: n }, (_, at) => at);
  for (let last = n - 1; last > 0; last -= 1) {
    const other = (mixed(seed + Math.imul(last, 0x9e3779b1)) >>> 0) % (last + 1);
    const moved = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = moved;
  }
  return order;
}
