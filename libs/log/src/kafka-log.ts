import { randomUUID } from 'node:crypto';
import { type Admin, type Kafka, type Producer } from 'kafkajs';
import { partitioner, requestsOf } from './kafka-append';
import { Connected, kafkaClient } from './kafka-client';
import { asLogFault } from './kafka-fault';
import { KafkaRange } from './kafka-range';
import { KafkaSubscription, groupOf } from './kafka-subscription';
import { UnknownTopic } from './log-fault';
import { type Batch, type Log, type Outgoing, type Running, type Subscription } from './port';
import { Turns } from './turns';

export interface KafkaLogOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** copies of each new topic; 1 unless given. With 3, two must have a record before an append resolves. */
  readonly replication?: number;
}

/** How long a read waits before it asks whether the broker is still there (milliseconds). */
const SILENCE = 2_000;

/** The log on Kafka. Nothing is connected before it is used, so the broker may come later. */
export class KafkaLog implements Log {
  private readonly kafka: Kafka;
  private readonly producer: Connected<Producer>;
  private readonly admin: Connected<Admin>;
  private readonly turns = new Turns();
  private readonly known = new Set<string>();
  private readonly running = new Set<KafkaSubscription>();

  constructor(private readonly options: KafkaLogOptions) {
    this.kafka = kafkaClient(options.brokers, options.clientId);
    this.admin = new Connected(() => this.kafka.admin());
    this.producer = new Connected(() =>
      this.kafka.producer({
        idempotent: true,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
        createPartitioner: partitioner,
      }),
    );
  }

  async append(records: readonly Outgoing[]): Promise<void> {
    await this.require(new Set(records.map(({ topic }) => topic)));
    for (const topicMessages of requestsOf(records)) {
      await this.producer.use('appending', (producer) => producer.sendBatch({ acks: -1, topicMessages }));
    }
  }

  async subscribe(subscription: Subscription): Promise<Running> {
    await this.require(new Set([subscription.topic]));
    const running = new KafkaSubscription(this.kafka, subscription, this.turns);
    try {
      await running.start();
    } catch (error) {
      throw asLogFault(error);
    }
    this.running.add(running);
    return running;
  }

  async *read(topic: string, from: ReadonlyMap<number, number> = new Map()): AsyncIterable<Batch> {
    const range = new KafkaRange(topic, from, await this.end(topic));
    if (range.isFinished()) return;
    const consumer = `${this.options.clientId}-read-${randomUUID()}`;
    const running = await this.subscribe(range.subscription(consumer));
    try {
      while (!range.isFinished()) {
        const batch = await range.next(SILENCE);
        if (batch) yield batch;
        else await this.end(topic);
      }
    } finally {
      range.end();
      await running.stop();
      await this.forget(groupOf(consumer, topic));
    }
  }

  async end(topic: string): Promise<ReadonlyMap<number, number>> {
    await this.require(new Set([topic]));
    const offsets = await this.admin.use('asking for the end', (admin) => admin.fetchTopicOffsets(topic));
    return new Map(
      offsets
        .map(({ partition, high }): [number, number] => [partition, Number(high)])
        .sort(([one], [other]) => one - other),
    );
  }

  async ensure(topics: readonly { readonly topic: string; readonly partitions: number }[]): Promise<void> {
    const { replication = 1 } = this.options;
    const wanted = topics.map(({ topic, partitions }) => ({
      topic,
      numPartitions: partitions,
      replicationFactor: replication,
      configEntries: [
        { name: 'retention.ms', value: '-1' },
        { name: 'retention.bytes', value: '-1' },
        { name: 'min.insync.replicas', value: String(Math.max(1, replication - 1)) },
      ],
    }));
    await this.admin.use('making topics', async (admin) => {
      const existing = new Set(await admin.listTopics());
      const missing = wanted.filter(({ topic }) => !existing.has(topic));
      if (missing.length > 0) await admin.createTopics({ topics: missing, waitForLeaders: true });
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.running].map((running) => running.stop()));
    this.running.clear();
    await Promise.all([this.producer.close(), this.admin.close()]);
  }

  /** @throws UnknownTopic instead of kafkajs's long retries */
  private async require(topics: ReadonlySet<string>): Promise<void> {
    const unseen = [...topics].filter((topic) => !this.known.has(topic));
    if (unseen.length === 0) return;
    for (const topic of await this.admin.use('listing topics', (admin) => admin.listTopics()))
      this.known.add(topic);
    const missing = unseen.find((topic) => !this.known.has(topic));
    if (missing !== undefined) throw new UnknownTopic(missing);
  }

  private async forget(group: string): Promise<void> {
    await this.admin.use('removing a group', (admin) => admin.deleteGroups([group])).catch(() => undefined);
  }
}
