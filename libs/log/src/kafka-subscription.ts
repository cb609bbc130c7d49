import { setTimeout as delay } from 'node:timers/promises';
import { type Batch as KafkaBatch, type Consumer, type EachBatchPayload, type Kafka } from 'kafkajs';
import { BATCH_SIZE } from './batch-limit';
import { KafkaFeed } from './kafka-feed';
import { PATIENCE, within } from './log-fault';
import { type Running, type Stored, type Subscription } from './port';
import { Pumps } from './pumps';
import { type Turns } from './turns';

/** How often the group's offsets are written, for lag tools only (milliseconds). */
const HINT = 5_000;
const FIRST_DELAY = 100;
const LONGEST_DELAY = 2_000;

/** The group of a consumer. One group per topic: members of a group must all want the same topics. */
export const groupOf = (consumer: string, topic: string): string => `${consumer}.${topic}`;

/** The offset that a fetch asked for; missing from the types of kafkajs. Later than the end of a feed, it would leave a hole. */
const fetchedFrom = (batch: KafkaBatch & { readonly fetchedOffset?: string }): number =>
  Number(batch.fetchedOffset ?? 0);

/**
 * One consumer in this process. kafkajs only fetches, into a feed per partition; the pumps take from the feeds. So a
 * slow `take` neither delays the group's heartbeats nor the other partitions, and each partition begins where `start`
 * says, whatever the group's offsets say.
 */
export class KafkaSubscription implements Running {
  private readonly pumps: Pumps;
  private readonly feeds = new Map<number, KafkaFeed>();
  private readonly stopping = new AbortController();
  private consumer: Consumer | undefined;
  /** everything that changes which partitions are held, one step after another */
  private chain: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  /** joins of the group so far, and the last of them whose partitions are open; between the two nothing is handed out */
  private generation = 0;
  private opened = 0;
  private hinted: ReadonlyMap<number, number> = new Map();

  constructor(
    private readonly kafka: Kafka,
    private readonly subscription: Subscription,
    turns: Turns,
  ) {
    const next = (partition: number, offset: number) => Promise.resolve(this.next(partition, offset));
    this.pumps = new Pumps(subscription, { next }, turns);
  }

  async start(): Promise<this> {
    await this.begin();
    this.timer = setInterval(() => void this.hint(), HINT);
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
    if (this.stopped) return;
    this.stopping.abort();
    clearInterval(this.timer);
    await this.chain;
    await this.pumps.closeAll();
    await this.hint();
    await this.end();
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async begin(): Promise<void> {
    if (this.stopped) return;
    const { consumer: name, topic } = this.subscription;
    const consumer = this.kafka.consumer({
      groupId: groupOf(name, topic),
      // After its broker was killed, a group waits this long for members that cannot come back under their old name.
      sessionTimeout: 6_000,
      heartbeatInterval: 1_000,
      rebalanceTimeout: 15_000,
      maxWaitTimeInMs: 300,
      maxBytes: 4 * 1024 * 1024,
      allowAutoTopicCreation: false,
      // One way back after any failure: `recover`.
      retry: {
        initialRetryTime: 100,
        maxRetryTime: 1_000,
        retries: 5,
        restartOnFailure: () => Promise.resolve(false),
      },
    });
    consumer.on('consumer.group_join', ({ payload }) =>
      this.joined(consumer, payload.memberAssignment[topic] ?? []),
    );
    consumer.on('consumer.crash', () => this.crashed(consumer));
    this.consumer = consumer;
    try {
      await within(PATIENCE, 'connecting to the consumer group', this.connect(consumer));
    } catch (error) {
      await this.end();
      throw error;
    }
    // Joining may have to wait for dead members to be given up; whatever else goes wrong is a crash.
    void consumer
      .run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: (payload) => this.fetched(payload) })
      .catch(() => this.crashed(consumer));
  }

  private async connect(consumer: Consumer): Promise<void> {
    await consumer.connect();
    await consumer.subscribe({ topics: [this.subscription.topic], fromBeginning: true });
  }

  private async end(): Promise<void> {
    const consumer = this.consumer;
    this.consumer = undefined;
    if (consumer)
      await within(PATIENCE, 'leaving the consumer group', consumer.disconnect()).catch(() => undefined);
  }

  /**
   * Called by kafkajs before it fetches anything of a new assignment. Nothing is fetched until `start` has been asked,
   * also for partitions held before: another member may have had them in between.
   */
  private joined(consumer: Consumer, assigned: readonly number[]): void {
    if (consumer !== this.consumer) {
      // Given up while it was still on its way into the group.
      void consumer.disconnect().catch(() => undefined);
      return;
    }
    const generation = ++this.generation;
    this.feeds.clear();
    consumer.pause([{ topic: this.subscription.topic, partitions: [...assigned] }]);
    this.chain = this.chain.then(async () => {
      await this.pumps.closeAll();
      if (this.stopped || generation !== this.generation) return;
      this.opened = generation;
      for (const partition of assigned) this.pumps.open(partition);
    });
  }

  private crashed(consumer: Consumer): void {
    if (consumer !== this.consumer) return;
    this.consumer = undefined;
    this.generation++;
    this.feeds.clear();
    this.chain = this.chain.then(async () => {
      await this.pumps.closeAll();
      await this.recover();
    });
  }

  private async recover(): Promise<void> {
    for (let wait = FIRST_DELAY; !this.stopped; wait = Math.min(wait * 2, LONGEST_DELAY)) {
      await delay(wait, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      try {
        await this.begin();
        return;
      } catch {
        // the broker is still away
      }
    }
  }

  private fetched(payload: EachBatchPayload): Promise<void> {
    if (!payload.isStale()) this.feed(payload);
    return Promise.resolve();
  }

  private feed(payload: EachBatchPayload): void {
    const { partition, messages } = payload.batch;
    const feed = this.feeds.get(partition);
    const last = messages.at(-1);
    if (!feed || !last) return;
    if (fetchedFrom(payload.batch) > feed.end) {
      this.seek(partition, feed.end);
      return;
    }
    feed.add(
      messages.map(({ offset, key, value }): Stored => {
        return {
          partition,
          offset: Number(offset),
          key: key?.toString() ?? '',
          value: value?.toString() ?? '',
        };
      }),
    );
    payload.resolveOffset(last.offset);
    if (feed.full) this.consumer?.pause([this.only(partition)]);
    this.pumps.wake(partition);
  }

  private next(partition: number, offset: number): readonly Stored[] {
    if (this.opened !== this.generation) return [];
    const feed = this.feeds.get(partition);
    if (!feed?.holds(offset)) {
      this.seek(partition, offset);
      return [];
    }
    const batch = feed.batch(offset, this.subscription.batchSize ?? BATCH_SIZE);
    if (feed.low) this.consumer?.resume([this.only(partition)]);
    return batch;
  }

  private seek(partition: number, offset: number): void {
    const { topic } = this.subscription;
    this.consumer?.seek({ topic, partition, offset: String(offset) });
    this.feeds.set(partition, new KafkaFeed(offset));
    this.consumer?.resume([this.only(partition)]);
  }

  private only(partition: number): { topic: string; partitions: number[] } {
    return { topic: this.subscription.topic, partitions: [partition] };
  }

  private async hint(): Promise<void> {
    const { topic } = this.subscription;
    const positions = this.pumps.positions();
    const moved = [...positions].filter(([partition, offset]) => this.hinted.get(partition) !== offset);
    if (moved.length === 0) return;
    this.hinted = positions;
    const offsets = moved.map(([partition, offset]) => ({ topic, partition, offset: String(offset) }));
    await this.consumer?.commitOffsets(offsets).catch(() => undefined);
  }
}
