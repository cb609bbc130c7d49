/** Where a record stands on a topic. Offsets of one partition grow in the order of the log; they may have gaps. */
export interface Position {
  readonly partition: number;
  readonly offset: number;
}

/** What goes onto a topic. Records with one key keep their order. */
export interface Outgoing {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
}

export interface Stored extends Position {
  readonly key: string;
  readonly value: string;
}

/** Records of one partition, in order. */
export interface Batch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly Stored[];
}

export interface Subscription {
  /** name of the consumer; processes of one name share the partitions among them */
  readonly consumer: string;
  readonly topic: string;
  /** the offset to begin with in a partition that this process has been given; asked again after each assignment */
  start(partition: number): Promise<number>;
  /**
   * Takes a batch. Calls for one partition never overlap. A rejection pauses the partition with growing delays and
   * delivers again from `start(partition)`; it never skips. Batches may repeat records that were taken before.
   */
  take(batch: Batch): Promise<void>;
  /** most records in a batch; 500 unless given */
  readonly batchSize?: number;
}

export interface Running {
  /** partitions that this process holds now */
  readonly partitions: ReadonlySet<number>;
  pause(): void;
  resume(): void;
  /** Resolves when no call of `take` is under way and the partitions are given up. */
  stop(): Promise<void>;
}

/**
 * The event log: what both Kafka and Postgres can promise, and no more.
 *
 * - `append` is durable when it resolves, and keeps the order of its records per key. It may be repeated after a
 *   failure; the log may then hold a record twice. It is not atomic across partitions.
 * - `subscribe` delivers from `start()`, then live: in order per key, at least once, in batches.
 * - `read` gives the records of all partitions from the given offsets (0 unless given) up to `end()` at the call.
 * - `end` gives, per partition, the offset after the last durable record.
 *
 * All methods reject with `LogUnavailable` while the log is away.
 */
export interface Log {
  append(records: readonly Outgoing[]): Promise<void>;
  subscribe(subscription: Subscription): Promise<Running>;
  read(topic: string, from?: ReadonlyMap<number, number>): AsyncIterable<Batch>;
  end(topic: string): Promise<ReadonlyMap<number, number>>;
  /** Makes the topics exist; safe to repeat. */
  ensure(topics: readonly { readonly topic: string; readonly partitions: number }[]): Promise<void>;
  close(): Promise<void>;
}

/** The log cannot be reached. Retrying helps. */
export class LogUnavailable extends Error {
  readonly code = 'log-unavailable';
  readonly retryable = true;
}
