import { setTimeout as delay } from 'node:timers/promises';
import { type Stored, type Subscription } from './port';
import { type Turns } from './turns';

/** Where a pump gets its records from. */
export interface Source {
  /** Records from `offset` on, in order, at most one batch; none when there are none now. */
  next(partition: number, offset: number): Promise<readonly Stored[]>;
}

export interface PumpOptions {
  readonly subscription: Subscription;
  readonly source: Source;
  readonly turns: Turns;
  /** true while the subscription is paused; the pump is woken when that changes */
  readonly paused: () => boolean;
}

const FIRST_DELAY = 100;
const LONGEST_DELAY = 5_000;

/**
 * Carries one partition from its source to the subscription: one batch at a time, in order. After any failure it
 * waits, longer each time, asks `start` again and goes on from there, so that nothing is skipped.
 */
export class PartitionPump {
  private readonly stopping = new AbortController();
  private readonly done: Promise<void>;
  private next: number | undefined;
  private failures = 0;
  private rung = false;
  private ring: (() => void) | undefined;

  constructor(
    private readonly partition: number,
    private readonly options: PumpOptions,
  ) {
    this.done = this.run();
  }

  /** The offset that will be asked for next; undefined until `start` has answered. */
  get position(): number | undefined {
    return this.next;
  }

  /** There may be something to do: new records, or the end of a pause. */
  wake(): void {
    this.rung = true;
    this.ring?.();
  }

  /** Resolves when no batch is under way any more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.done;
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        if (!(await this.step())) await this.woken();
        this.failures = 0;
      } catch {
        // The subscriber knows its own failure and the source its outage; here only the delivery is repeated.
        this.next = undefined;
        await this.backOff();
      }
    }
  }

  /** @returns whether there was something to do */
  private async step(): Promise<boolean> {
    if (this.options.paused()) return false;
    const { subscription, source } = this.options;
    this.next ??= await subscription.start(this.partition);
    const records = await source.next(this.partition, this.next);
    const last = records.at(-1);
    if (last === undefined) return false;
    await this.take(records, last.offset + 1);
    return true;
  }

  private async take(records: readonly Stored[], next: number): Promise<void> {
    const { subscription, turns, paused } = this.options;
    const { consumer, topic } = subscription;
    await turns.take(`${consumer} ${topic} ${this.partition}`, async () => {
      if (this.stopped || paused()) return;
      await subscription.take({ topic, partition: this.partition, records });
      this.next = next;
    });
  }

  private async woken(): Promise<void> {
    if (!this.rung && !this.stopped) await new Promise<void>((resolve) => (this.ring = resolve));
    this.rung = false;
    this.ring = undefined;
  }

  private async backOff(): Promise<void> {
    const wait = Math.min(FIRST_DELAY * 2 ** this.failures, LONGEST_DELAY);
    this.failures++;
    await delay(wait, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
