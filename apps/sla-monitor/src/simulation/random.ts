/** Everything that happens by chance in a run follows from its seed, on every machine (sfc32 over four words). */
export class Random {
  private readonly words: Uint32Array;

  constructor(seed: number) {
    this.words = new Uint32Array([0x9e3779b9, seed, seed ^ 0x85ebca6b, 1]);
    for (let warm = 0; warm < 12; warm += 1) this.next();
  }

  /** 0 ≤ x < 1 */
  next(): number {
    const [a = 0, b = 0, c = 0, count = 0] = this.words;
    const sum = (a + b + count) >>> 0;
    this.words.set([b ^ (b >>> 9), c + (c << 3), ((c << 21) | (c >>> 11)) + sum, count + 1]);
    return sum / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** @throws where there is nothing to choose from */
  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('nothing to choose from');
    return from[this.int(0, from.length - 1)] as T;
  }

  /** One of several things, each with its weight. */
  weighted<T>(from: readonly (readonly [weight: number, thing: T])[]): T {
    let left = this.next() * from.reduce((sum, [weight]) => sum + weight, 0);
    const chosen = from.find(([weight]) => (left -= weight) < 0) ?? from.at(-1);
    if (!chosen) throw new Error('nothing to choose from');
    return chosen[1];
  }

  /** An id without a natural key. */
  uuid(): string {
    const hex = () =>
      Math.floor(this.next() * 65_536)
        .toString(16)
        .padStart(4, '0');
    return `${hex()}${hex()}-${hex()}-4${hex().slice(1)}-8${hex().slice(1)}-${hex()}${hex()}${hex()}`;
  }
}
