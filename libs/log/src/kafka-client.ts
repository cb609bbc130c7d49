import { createRequire } from 'node:module';
import { Kafka, logLevel } from 'kafkajs';
import { PATIENCE, within } from './log-fault';
import { asLogFault } from './kafka-fault';

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

/**
 * kafkajs 2.2.4 looks for pending requests every millisecond for ever, also when there are none: a timer is set
 * again each time it fires. With nothing pending there is nothing to look for; the next request asks for itself.
 */
function stopIdlePolling(): void {
  const load = createRequire(__filename);
  const { prototype } = load('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.pending.length > 0) schedule.call(this);
  };
}

stopIdlePolling();

/** A client that gives up within `PATIENCE`, so that callers hear of an outage. Who must wait longer asks again. */
export function kafkaClient(brokers: readonly string[], clientId: string): Kafka {
  return new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 1_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 },
    // Every failure reaches a caller or starts a recovery; kafkajs would report it a second time.
    logLevel: logLevel.NOTHING,
  });
}

interface Connectable {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

/**
 * A client that is connected at its first use and thrown away after any failure. For the producer that is a matter
 * of safety: kafkajs would use the sequence numbers of a failed batch again for the next one, and a broker that had
 * stored the failed one would take the next for its repetition and drop it.
 */
export class Connected<T extends Connectable> {
  private current: Promise<T> | undefined;

  constructor(private readonly make: () => T) {}

  async use<R>(what: string, work: (client: T) => Promise<R>): Promise<R> {
    const current = (this.current ??= this.connect());
    try {
      return await within(PATIENCE, what, current.then(work));
    } catch (error) {
      if (this.current === current) this.current = undefined;
      void this.discard(current);
      throw asLogFault(error);
    }
  }

  async close(): Promise<void> {
    const current = this.current;
    this.current = undefined;
    if (current) await within(PATIENCE, 'disconnecting', this.discard(current)).catch(() => undefined);
  }

  private async connect(): Promise<T> {
    const client = this.make();
    try {
      await client.connect();
    } catch (error) {
      void client.disconnect().catch(() => undefined);
      throw error;
    }
    return client;
  }

  private async discard(client: Promise<T>): Promise<void> {
    await client.then((connected) => connected.disconnect()).catch(() => undefined);
  }
}
