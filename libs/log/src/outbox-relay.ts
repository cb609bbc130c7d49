import { setTimeout as delay } from 'node:timers/promises';
import { type Pool, type PoolClient } from 'pg';
import { type LoopLogger } from './loop-logger';
import { Outbox } from './outbox';
import { reasonOf } from './fault';
import { type Outgoing } from './port';
import { withClient } from './transaction';

export interface RelayOptions {
  /** Needs one connection of its own for as long as it runs. */
  readonly pool: Pool;
  readonly appender: { append(records: readonly Outgoing[]): Promise<void> };
  readonly logger: LoopLogger;
  readonly batchSize?: number;
}

interface Waiting extends Outgoing {
  seq: string;
}

/** First key of the advisory lock; the second is the outbox table itself, so each service has its own. */
const LOCK = 0x0b0c;
const IDLE = 500;
const FIRST_DELAY = 100;
const LONGEST_DELAY = 2_000;

const lockSql = `select pg_try_advisory_lock(${LOCK}, 'outbox'::regclass::oid::integer) as mine, 'outbox_' || 'outbox'::regclass::oid as channel`;

/**
 * Appends what stands in the outbox to the log, in order, and removes it. Of all processes of a service one relays
 * at a time: it holds a lock that the database frees when its connection ends. Killed between append and removal it
 * appends again; the ids tell everybody downstream.
 */
export class OutboxRelay {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private ring: (() => void) | undefined;
  private rung = false;
  private active = false;
  private knocking = false;

  constructor(private readonly options: RelayOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Resolves when no append is under way. What is left is relayed by another process, or after the next start. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  /** Something was committed to the outbox. Cheap; may be called for every commit. */
  kick(): void {
    this.wake();
    if (!this.active && !this.knocking) void this.knock();
  }

  pending(): Promise<number> {
    return Outbox.pending(this.options.pool);
  }

  private wake(): void {
    this.rung = true;
    this.ring?.();
  }

  /** Tells the process that relays. A lost knock costs half a second, not a fact. */
  private async knock(): Promise<void> {
    this.knocking = true;
    try {
      await this.options.pool.query(`select pg_notify('outbox_' || 'outbox'::regclass::oid, '')`);
    } catch {
      // The relaying process also looks by itself.
    } finally {
      this.knocking = false;
    }
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopped) {
      try {
        await withClient(this.options.pool, (client) => this.tenure(client, () => (failures = 0)));
      } catch (error) {
        if (failures++ === 0) this.options.logger.warn({ reason: reasonOf(error) }, 'the outbox waits');
        await this.sleep(Math.min(FIRST_DELAY * 2 ** failures, LONGEST_DELAY));
      }
    }
  }

  /** One stay on one connection: until the lock is ours, then as the relaying process, until stopped or cut off. */
  private async tenure(client: PoolClient, healthy: () => void): Promise<void> {
    const channel = await this.lock(client);
    if (channel === undefined) return;
    const wake = (): void => this.wake();
    client.on('notification', wake);
    try {
      await client.query(`listen ${channel}; set synchronous_commit = off`);
      this.active = true;
      while (!this.stopped) {
        if ((await this.relay(client)) === 0) await this.rest();
        healthy();
      }
    } finally {
      this.active = false;
      client.removeListener('notification', wake);
    }
    await client.query('select pg_advisory_unlock_all(); unlisten *; reset synchronous_commit');
  }

  private async lock(client: PoolClient): Promise<string | undefined> {
    while (!this.stopped) {
      const { rows } = await client.query<{ mine: boolean; channel: string }>(lockSql);
      if (rows[0]?.mine) return rows[0].channel;
      await this.sleep(IDLE);
    }
    return undefined;
  }

  /** @returns how many records were relayed */
  private async relay(client: PoolClient): Promise<number> {
    const { rows } = await client.query<Waiting>({
      name: 'outbox-next',
      text: 'select seq, topic, key, value from outbox order by seq limit $1',
      values: [this.options.batchSize ?? 1_000],
    });
    if (rows.length === 0) return 0;
    await this.options.appender.append(rows.map(({ topic, key, value }) => ({ topic, key, value })));
    // By number, not up to a number: a lower one may be committed later than a higher one.
    await client.query({
      name: 'outbox-said',
      text: 'delete from outbox where seq = any($1::bigint[])',
      values: [rows.map((row) => row.seq)],
    });
    return rows.length;
  }

  private async rest(): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, IDLE);
        this.ring = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.ring = undefined;
    this.rung = false;
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async sleep(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
