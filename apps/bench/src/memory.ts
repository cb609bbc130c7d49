import { setImmediate as tick } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes that are reachable now, typed arrays included. The first collection finds them, a later one frees them. */
export async function memoryInUse(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    collect();
    await tick();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}
