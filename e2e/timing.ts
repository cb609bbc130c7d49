type Call = () => Promise<unknown>;

const rounds = 15;
const attempts = 4;

/** Milliseconds of machine time. */
async function timeOf(call: Call): Promise<number> {
  const begin = performance.now();
  await call();
  return performance.now() - begin;
}

const middle = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** Medians of calls that take turns, so that whatever else the machine does slows down both. */
async function middles(one: Call, other: Call): Promise<readonly [number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let n = 0; n < rounds; n++) {
    times[0].push(await timeOf(one));
    times[1].push(await timeOf(other));
  }
  return [middle(times[0]), middle(times[1])];
}

/**
 * What two calls take where one of them takes longer; undefined where they take about as long. A difference that is
 * there is there each time; one that the machine made is gone the next time.
 */
export async function difference(one: Call, other: Call): Promise<string | undefined> {
  let last: readonly [number, number] = [0, 0];
  for (let attempt = 0; attempt < attempts; attempt++) {
    last = await middles(one, other);
    if (Math.max(...last) <= 2 * Math.min(...last) + 5) return undefined;
  }
  return last.map((ms) => `${ms.toFixed(1)} ms`).join(' and ');
}
