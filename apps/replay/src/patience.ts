import { setTimeout as delay } from 'node:timers/promises';
import { isOutage } from '@satupintu/log';

/** Tries again while the log is only away: a broker that has just started, or just made a topic. */
export async function patiently<T>(work: () => Promise<T>, patience = 30_000): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error) || performance.now() > end) throw error;
      await delay(200);
    }
  }
}
