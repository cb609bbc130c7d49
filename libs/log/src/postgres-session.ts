import { setTimeout as delay } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { PATIENCE, within } from './log-fault';

export interface SessionEvents {
  /** A connection is there; what it needs (listening, locks) can be set up. A rejection closes it again. */
  up(client: Client): Promise<void>;
  /** The connection is gone, and with it everything that it held. */
  down(): Promise<void>;
  notified(channel: string, payload: string): void;
}

const FIRST_DELAY = 50;
const LONGEST_DELAY = 1_000;

/** A connection of its own, outside any pool, that comes back by itself when it is lost. */
export class PostgresSession {
  private readonly stopping = new AbortController();
  private lost: Promise<void> = Promise.resolve();
  private keeping: Promise<void> = Promise.resolve();
  private client: Client | undefined;

  constructor(
    private readonly config: ClientConfig,
    private readonly events: SessionEvents,
  ) {}

  /** Resolves when the first connection is set up; rejects when there is none to be had. */
  async start(): Promise<void> {
    await this.connect();
    this.keeping = this.keep();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.client?.end().catch(() => undefined);
    await this.keeping;
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async keep(): Promise<void> {
    while (!this.stopped) {
      await this.lost;
      await this.events.down();
      await this.reconnect();
    }
  }

  private async reconnect(): Promise<void> {
    for (let wait = FIRST_DELAY; !this.stopped; wait = Math.min(wait * 2, LONGEST_DELAY)) {
      try {
        await this.connect();
        return;
      } catch {
        await delay(wait, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  private async connect(): Promise<void> {
    const client = new Client(this.config);
    this.lost = new Promise((resolve) => client.once('end', resolve));
    client.on('error', () => undefined);
    client.on('notification', ({ channel, payload = '' }) => this.events.notified(channel, payload));
    this.client = client;
    try {
      await within(PATIENCE, 'connecting to Postgres', client.connect());
      await this.events.up(client);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
  }
}
