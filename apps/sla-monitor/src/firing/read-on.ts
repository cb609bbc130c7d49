import { setTimeout as delay } from 'node:timers/promises';
import { COMPLAINTS } from '@satupintu/events';
import { type Deps } from '@satupintu/service';

const pause = 10;

/**
 * Waits until this service, in whichever of its processes, has applied everything that is on both topics at the time
 * of the call. Under load the log never stands still, so it is this end that counts and not the one there is later.
 * @returns false when stopped before
 */
export async function readOn({ log, pool, reference }: Deps, stopped: AbortSignal): Promise<boolean> {
  const ends = await log.end(COMPLAINTS);
  const isThere = async () => (await reference.caughtUp()) && (await hasApplied(pool, ends));
  while (!stopped.aborted) {
    if (await isThere()) return true;
    await delay(pause, undefined, { signal: stopped }).catch(() => undefined);
  }
  return false;
}

async function hasApplied(pool: Deps['pool'], ends: ReadonlyMap<number, number>): Promise<boolean> {
  const { rows } = await pool.query<{ partition: number; next_offset: string }>(
    'select partition, next_offset from checkpoint where topic = $1',
    [COMPLAINTS],
  );
  const applied = new Map(rows.map((row) => [row.partition, Number(row.next_offset)]));
  return [...ends].every(([partition, end]) => (applied.get(partition) ?? 0) >= end);
}
