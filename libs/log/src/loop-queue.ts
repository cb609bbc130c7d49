import { Fenced } from './loop-checkpoint';
import { type Item } from './loop-decode';

interface Entry {
  readonly partition: number;
  readonly items: readonly Item[];
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Keeps a transaction, and what a poison fact costs, within bounds. */
const MOST_ITEMS = 2_000;

/**
 * Batches of many partitions, one step at a time: what arrives while a step is under way goes into the next one
 * together. Under load a dozen partitions then cost one transaction, and an idle loop still acts at once.
 */
export class BatchQueue {
  private entries: Entry[] = [];
  private running = false;

  constructor(private readonly run: (items: readonly Item[]) => Promise<void>) {}

  /** Resolves when the items have been handled. */
  add(partition: number, items: readonly Item[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.entries.push({ partition, items, resolve, reject });
      if (!this.running) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.running = true;
    // Batches of the same turn of the event loop go together, the first of a burst included.
    await Promise.resolve();
    while (this.entries.length > 0) await this.handle(this.next());
    this.running = false;
  }

  private next(): Entry[] {
    let count = 0;
    const over = this.entries.findIndex((entry) => (count += entry.items.length) > MOST_ITEMS);
    return this.entries.splice(0, over === -1 ? this.entries.length : Math.max(over, 1));
  }

  private async handle(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return;
    try {
      await this.run(entries.flatMap((entry) => entry.items));
      for (const entry of entries) entry.resolve();
    } catch (error) {
      const failed = entries.filter(
        ({ partition }) => !(error instanceof Fenced) || error.partitions.has(partition),
      );
      for (const entry of failed) entry.reject(error);
      // The other partitions are still ours.
      await this.handle(entries.filter((entry) => !failed.includes(entry)));
    }
  }
}
