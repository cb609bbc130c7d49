const longestWait = 4 * 3_600_000;

/** Machine time between two attempts, milliseconds: `first`, then twice as long each time, four hours at most. */
export const backoff = (attempts: number, first: number): number =>
  Math.min(longestWait, first * 2 ** Math.min(attempts - 1, 30));
