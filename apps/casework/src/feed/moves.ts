import { type LogCursor } from '@satupintu/service';
import { type PlacedEvent } from './read-feed';

/** From one event that was taken to another one of the partition. */
export interface Move {
  readonly partition: number;
  /** -1: none was taken before */
  readonly from: number;
  readonly to: number;
}

/** How long what was taken may be unwritten; milliseconds of machine time, well below a lease. */
const longest = 200;

/** What a webhook has taken and is not written down yet. Whoever dies with it brings that much again. */
export class Moves {
  private readonly seen: Map<number, number>;
  private readonly moved = new Map<number, Move>();
  private since = performance.now();

  constructor(cursor: LogCursor) {
    this.seen = new Map(cursor);
  }

  add({ partition, offset }: PlacedEvent): void {
    const from = this.moved.get(partition)?.from ?? this.seen.get(partition) ?? -1;
    this.seen.set(partition, offset);
    this.moved.set(partition, { partition, from, to: offset });
  }

  isDue(): boolean {
    return performance.now() - this.since >= longest;
  }

  /** All of them, to be written now. */
  take(): Move[] {
    const moves = [...this.moved.values()];
    this.moved.clear();
    this.since = performance.now();
    return moves;
  }
}
