import { UnknownTopic } from './log-fault';
import { type Log, LogUnavailable, type Outgoing } from './port';

interface Waiting {
  readonly records: readonly Outgoing[];
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

const MOST_RECORDS = 1_000;
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Group commit: calls that come while an append is under way go to the log together in the next one. Order of calls
 * is kept. A topic that does not exist yet (an agency's first record) is made with one partition.
 */
export class Appender {
  private waiting: Waiting[] = [];
  private running = false;

  constructor(private readonly log: Log) {}

  /** Resolves when the records are durable. Rejects with `LogUnavailable` while the log is away. */
  append(records: readonly Outgoing[]): Promise<void> {
    if (records.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.waiting.push({ records, resolve, reject });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    // Calls of the same turn of the event loop go together, the first of a burst included.
    await Promise.resolve();
    while (this.waiting.length > 0) await this.flush(this.nextGroup());
    this.running = false;
  }

  private nextGroup(): Waiting[] {
    let records = 0;
    let bytes = 0;
    const over = this.waiting.findIndex((call) => {
      records += call.records.length;
      for (const { value } of call.records) bytes += value.length;
      return records > MOST_RECORDS || bytes > MOST_BYTES;
    });
    const length = over === -1 ? this.waiting.length : Math.max(over, 1);
    return this.waiting.splice(0, length);
  }

  private async flush(group: readonly Waiting[]): Promise<void> {
    try {
      await this.write(group.flatMap((call) => call.records));
      for (const call of group) call.resolve();
    } catch (error) {
      if (group.length > 1 && !(error instanceof LogUnavailable)) await this.flushEach(group);
      else for (const call of group) call.reject(error);
    }
  }

  /** One call's impossible record must not fail its neighbours. */
  private async flushEach(group: readonly Waiting[]): Promise<void> {
    for (const call of group) await this.flush([call]);
  }

  private async write(records: readonly Outgoing[]): Promise<void> {
    const made = new Set<string>();
    for (;;) {
      try {
        await this.log.append(records);
        return;
      } catch (error) {
        if (!(error instanceof UnknownTopic) || made.has(error.topic)) throw error;
        made.add(error.topic);
        await this.log.ensure([{ topic: error.topic, partitions: 1 }]);
      }
    }
  }
}
