import { setTimeout as delay } from 'node:timers/promises';
import { type Batch, isOutage, type Log } from '@satupintu/log';

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

/** Reads a topic to its end, and goes on where it stood when the log was away for a moment. */
export async function* readSteadily(log: Log, topic: string, patience = 60_000): AsyncGenerator<Batch> {
  const next = new Map<number, number>();
  for (let end = performance.now() + patience; ;) {
    try {
      for await (const batch of log.read(topic, new Map(next))) {
        yield batch;
        const last = batch.records.at(-1);
        if (last) next.set(batch.partition, last.offset + 1);
        end = performance.now() + patience;
      }
      return;
    } catch (error) {
      if (!isOutage(error) || performance.now() > end) throw error;
      await delay(200);
    }
  }
}
