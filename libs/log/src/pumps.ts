import { PartitionPump, type Source } from './partition-pump';
import { type Subscription } from './port';
import { type Turns } from './turns';

/** The pumps of one subscription: one per partition that this process holds. */
export class Pumps {
  private readonly pumps = new Map<number, PartitionPump>();
  private readonly held = new Set<number>();
  private paused = false;

  constructor(
    private readonly subscription: Subscription,
    private readonly source: Source,
    private readonly turns: Turns,
  ) {}

  get partitions(): ReadonlySet<number> {
    return this.held;
  }

  /** Begins to carry a partition, from the offset that the subscription's `start` names. */
  open(partition: number): void {
    if (this.held.has(partition)) return;
    const { subscription, source, turns } = this;
    this.held.add(partition);
    this.pumps.set(
      partition,
      new PartitionPump(partition, { subscription, source, turns, paused: () => this.paused }),
    );
  }

  /** Resolves when no batch of the partition is under way and it is given up. */
  async close(partition: number): Promise<void> {
    const pump = this.pumps.get(partition);
    await pump?.stop();
    if (this.pumps.get(partition) !== pump) return;
    this.pumps.delete(partition);
    this.held.delete(partition);
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.held].map((partition) => this.close(partition)));
  }

  wake(partition: number): void {
    this.pumps.get(partition)?.wake();
  }

  /** The next offset of each partition whose beginning is known. */
  positions(): ReadonlyMap<number, number> {
    const known = new Map<number, number>();
    for (const [partition, { position }] of this.pumps) {
      if (position !== undefined) known.set(partition, position);
    }
    return known;
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    for (const pump of this.pumps.values()) pump.wake();
  }
}
