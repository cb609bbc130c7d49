/** Chances that repeat with their seed. */
export interface Dice {
  /** from 0 to before 1 */
  next(): number;
  /** a whole number, both ends included */
  between(low: number, high: number): number;
  /** true in so many of a hundred throws */
  chance(percent: number): boolean;
  of<T>(choices: readonly T[]): T;
}

/** Mulberry32: small, fast, and good enough to choose by. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    chance: (percent) => next() * 100 < percent,
    of: (choices) => choices[between(0, choices.length - 1)] as (typeof choices)[number],
  };
}
