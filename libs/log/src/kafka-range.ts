import { setTimeout as delay } from 'node:timers/promises';
import { type Batch, type Subscription } from './port';

/** Hands batches from a subscription to whoever iterates, one at a time, so that only one is waiting in memory. */
class Handover {
  private readonly waiting: { readonly batch: Batch; readonly taken: () => void }[] = [];
  private arrived: () => void = () => undefined;

  give(batch: Batch): Promise<void> {
    return new Promise((taken) => {
      this.waiting.push({ batch, taken });
      this.arrived();
    });
  }

  /** The next batch, or undefined when none comes in time. */
  async next(patience: number): Promise<Batch | undefined> {
    if (this.waiting.length === 0) {
      const timer = new AbortController();
      const arrival = new Promise<void>((resolve) => (this.arrived = resolve));
      await Promise.race([
        arrival,
        delay(patience, undefined, { signal: timer.signal }).catch(() => undefined),
      ]);
      timer.abort();
    }
    const first = this.waiting.shift();
    first?.taken();
    return first?.batch;
  }

  /** Lets go of everybody who still waits for their batch to be taken. */
  end(): void {
    for (const { taken } of this.waiting.splice(0)) taken();
  }
}

/** A stretch of a topic, read through a subscription until each partition has come to its end. */
export class KafkaRange {
  private readonly handover = new Handover();
  private readonly positions = new Map<number, number>();

  constructor(
    private readonly topic: string,
    from: ReadonlyMap<number, number>,
    private readonly ends: ReadonlyMap<number, number>,
  ) {
    for (const partition of ends.keys()) this.positions.set(partition, from.get(partition) ?? 0);
  }

  isFinished(): boolean {
    return [...this.ends].every(([partition, end]) => this.position(partition) >= end);
  }

  subscription(consumer: string): Subscription {
    return {
      consumer,
      topic: this.topic,
      batchSize: 2_000,
      start: (partition) => Promise.resolve(this.position(partition)),
      take: (batch) =>
        this.clip(batch).records.length === 0 ? Promise.resolve() : this.handover.give(batch),
    };
  }

  /** The next batch, or undefined when none came within `patience` milliseconds. */
  async next(patience: number): Promise<Batch | undefined> {
    const arrived = await this.handover.next(patience);
    const batch = arrived && this.clip(arrived);
    const last = batch?.records.at(-1);
    if (last) this.positions.set(last.partition, last.offset + 1);
    return last ? batch : undefined;
  }

  end(): void {
    this.positions.clear();
    this.handover.end();
  }

  private position(partition: number): number {
    return this.positions.get(partition) ?? Infinity;
  }

  private clip(batch: Batch): Batch {
    const from = this.position(batch.partition);
    const end = this.ends.get(batch.partition) ?? 0;
    return { ...batch, records: batch.records.filter(({ offset }) => offset >= from && offset < end) };
  }
}
