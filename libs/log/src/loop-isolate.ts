import { isOutage } from './fault';
import { type Item, spoiled } from './loop-decode';

/**
 * Runs a batch, and when something in it cannot be handled, finds out what: by halves, each in its own transaction
 * and still in order, until the fact that fails is alone. That one is run again as a fact with a fault, which parks
 * it. One bad fact among 500 costs some twenty transactions more.
 *
 * An outage, or another process holding the partition, is nobody's fault and goes to the caller. What was run before
 * stays done.
 */
export async function isolate(
  items: readonly Item[],
  run: (items: readonly Item[]) => Promise<void>,
): Promise<void> {
  try {
    await run(items);
  } catch (error) {
    if (isOutage(error)) throw error;
    const [only] = items;
    if (only === undefined) return;
    if (items.length === 1) {
      // What cannot even be parked holds the partition up, loudly, rather than being lost.
      if ('fault' in only.read) throw error;
      await isolate([spoiled(only, error)], run);
      return;
    }
    const half = items.length >> 1;
    await isolate(items.slice(0, half), run);
    await isolate(items.slice(half), run);
  }
}
