import { type Client, type ClientConfig } from 'pg';
import { type Running, type Subscription } from './port';
import { PostgresGroup } from './postgres-group';
import { GROUPS_CHANNEL, RECORDS_CHANNEL } from './postgres-log-sql';
import { timed } from './postgres-query';
import { PostgresSession } from './postgres-session';
import { type Pumps } from './pumps';

/** How often members and heads are looked at without being told (milliseconds). */
const LOOK = 1_000;

const HEADS =
  'select partition, next_offset::float8 as next from log.head where topic = $1 order by partition';

interface Head {
  readonly partition: number;
  readonly next: number;
}

/**
 * One consumer in this process: a connection that listens and holds the locks, and the pumps of the partitions that
 * are its share. Everything that changes which partitions are held happens in one chain, one step after another.
 */
export class PostgresSubscription implements Running {
  private readonly session: PostgresSession;
  private client: Client | undefined;
  private group: PostgresGroup | undefined;
  private chain: Promise<void> = Promise.resolve();
  private queued = false;
  private stopping = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    config: ClientConfig,
    private readonly subscription: Subscription,
    private readonly pumps: Pumps,
  ) {
    this.session = new PostgresSession(config, {
      up: (client) => this.up(client),
      down: () => this.down(),
      notified: (channel, payload) => this.notified(channel, payload),
    });
  }

  async start(): Promise<this> {
    await this.session.start();
    this.timer = setInterval(() => this.look(), LOOK);
    return this;
  }

  get partitions(): ReadonlySet<number> {
    return this.pumps.partitions;
  }

  pause(): void {
    this.pumps.pause();
  }

  resume(): void {
    this.pumps.resume();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    const group = this.group;
    this.group = undefined;
    await this.chain;
    await this.pumps.closeAll();
    await group?.leave().catch(() => undefined);
    await this.session.stop();
  }

  private async up(client: Client): Promise<void> {
    const { consumer, topic } = this.subscription;
    const group = new PostgresGroup(client, consumer, topic);
    await client.query(timed(`listen ${RECORDS_CHANNEL}`, []));
    await client.query(timed(`listen ${GROUPS_CHANNEL}`, []));
    await group.join();
    this.client = client;
    this.group = group;
    this.look();
  }

  private async down(): Promise<void> {
    this.group = undefined;
    await this.chain;
    await this.pumps.closeAll();
  }

  private notified(channel: string, payload: string): void {
    const { consumer, topic } = this.subscription;
    if (channel === GROUPS_CHANNEL) {
      if (payload === `${consumer} ${topic}`) this.look();
    } else if (payload.startsWith(`${topic} `)) {
      for (const partition of payload.slice(topic.length + 1).split(',')) this.pumps.wake(Number(partition));
    }
  }

  /** Looks at members and heads soon, once for any number of reasons. */
  private look(): void {
    if (this.queued || this.stopping) return;
    this.queued = true;
    this.chain = this.chain.then(async () => {
      this.queued = false;
      await this.settle().catch(() => this.giveUp());
    });
  }

  private async settle(): Promise<void> {
    const { client, group } = this;
    if (!client || !group || this.stopping) return;
    const { rows: heads } = await client.query<Head>(timed(HEADS, [this.subscription.topic]));
    const share = await group.share(heads.length);
    await this.shrink(group, share);
    await this.grow(group, share, heads);
    const positions = this.pumps.positions();
    for (const { partition, next } of heads) {
      if (next > (positions.get(partition) ?? next)) this.pumps.wake(partition);
    }
  }

  private async shrink(group: PostgresGroup, share: number): Promise<void> {
    const surplus = [...this.partitions].slice(share);
    if (surplus.length === 0) return;
    await Promise.all(surplus.map((partition) => this.pumps.close(partition)));
    await group.release(surplus);
  }

  private async grow(group: PostgresGroup, share: number, heads: readonly Head[]): Promise<void> {
    for (const { partition } of heads) {
      if (this.partitions.size >= share) return;
      if (this.partitions.has(partition)) continue;
      if ((await group.hold(partition)) && this.group === group && !this.stopping) this.pumps.open(partition);
    }
  }

  /** A connection that does not answer is no proof of holding anything: end it, and come back on a new one. */
  private giveUp(): void {
    void this.client?.end().catch(() => undefined);
  }
}
