import { BATCH_SIZE, firstBatch } from './batch-limit';
import { UnknownTopic } from './log-fault';
import { partitionOf } from './partition';
import {
  type Batch,
  type Log,
  LogUnavailable,
  type Outgoing,
  type Running,
  type Stored,
  type Subscription,
} from './port';
import { Pumps } from './pumps';
import { Turns } from './turns';

/** Processes of one consumer on one topic. Shares the partitions among its members in turn. */
class Group {
  private readonly members: Pumps[] = [];
  private moving: Promise<void> = Promise.resolve();

  constructor(private readonly partitions: number) {}

  join(member: Pumps): Promise<void> {
    this.members.push(member);
    return this.share();
  }

  leave(member: Pumps): Promise<void> {
    this.members.splice(this.members.indexOf(member), 1);
    this.moving = this.moving.then(() => member.closeAll());
    return this.share();
  }

  wake(partition: number): void {
    for (const member of this.members) member.wake(partition);
  }

  /** First everybody gives up what is no longer theirs, then it is taken: no partition has two holders. */
  private share(): Promise<void> {
    this.moving = this.moving.then(async () => {
      const wanted = this.members.map((member, mine) => ({
        member,
        is: (p: number) => p % this.members.length === mine,
      }));
      await Promise.all(
        wanted.flatMap(({ member, is }) =>
          [...member.partitions].filter((p) => !is(p)).map((p) => member.close(p)),
        ),
      );
      for (const { member, is } of wanted) {
        for (let p = 0; p < this.partitions; p++) if (is(p)) member.open(p);
      }
    });
    return this.moving;
  }
}

/** The log of a test: everything in memory, lost with the process. */
export class MemoryLog implements Log {
  private readonly topics = new Map<string, Stored[][]>();
  private readonly groups = new Map<string, Group>();
  private readonly turns = new Turns();
  private readonly running = new Set<Running>();
  private out = false;

  /** Plays an outage: until `back()` every call rejects and nothing is delivered. */
  away(): void {
    this.out = true;
  }

  back(): void {
    this.out = false;
  }

  async append(records: readonly Outgoing[]): Promise<void> {
    await this.reach();
    const placed = records.map((record) => ({ record, partitions: this.partitionsOf(record.topic) }));
    for (const { record, partitions } of placed) {
      const { topic, key, value } = record;
      const partition = partitionOf(key, partitions.length);
      const stored = partitions[partition];
      stored?.push({ partition, offset: stored.length, key, value });
      for (const [name, group] of this.groups) if (name.endsWith(` ${topic}`)) group.wake(partition);
    }
  }

  async subscribe(subscription: Subscription): Promise<Running> {
    await this.reach();
    const { consumer, topic, batchSize = BATCH_SIZE } = subscription;
    const partitions = this.partitionsOf(topic);
    const next = async (partition: number, offset: number): Promise<readonly Stored[]> => {
      await this.reach();
      return firstBatch(partitions[partition] ?? [], offset, batchSize);
    };
    const pumps = new Pumps(subscription, { next }, this.turns);
    const group = this.groupOf(`${consumer} ${topic}`, partitions.length);
    await group.join(pumps);
    return this.run(pumps, group);
  }

  async *read(topic: string, from: ReadonlyMap<number, number> = new Map()): AsyncIterable<Batch> {
    const ends = await this.end(topic);
    for (const [partition, end] of ends) {
      const records = this.partitionsOf(topic)[partition]?.slice(0, end) ?? [];
      for (let at = from.get(partition) ?? 0; at < end;) {
        await this.reach();
        const batch = firstBatch(records, at, BATCH_SIZE);
        at += batch.length;
        yield { topic, partition, records: batch };
      }
    }
  }

  async end(topic: string): Promise<ReadonlyMap<number, number>> {
    await this.reach();
    return new Map(this.partitionsOf(topic).map((records, partition) => [partition, records.length]));
  }

  async ensure(topics: readonly { readonly topic: string; readonly partitions: number }[]): Promise<void> {
    await this.reach();
    for (const { topic, partitions } of topics) {
      if (!this.topics.has(topic))
        this.topics.set(
          topic,
          Array.from({ length: partitions }, () => []),
        );
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.running].map((running) => running.stop()));
  }

  private run(pumps: Pumps, group: Group): Running {
    const running: Running = {
      partitions: pumps.partitions,
      pause: () => pumps.pause(),
      resume: () => pumps.resume(),
      stop: async () => {
        if (!this.running.delete(running)) return;
        await group.leave(pumps);
      },
    };
    this.running.add(running);
    return running;
  }

  private groupOf(name: string, partitions: number): Group {
    const group = this.groups.get(name) ?? new Group(partitions);
    this.groups.set(name, group);
    return group;
  }

  private partitionsOf(topic: string): Stored[][] {
    const partitions = this.topics.get(topic);
    if (!partitions) throw new UnknownTopic(topic);
    return partitions;
  }

  /** A real log is never reached within the same turn of the event loop; callers must not come to rely on it. */
  private async reach(): Promise<void> {
    await Promise.resolve();
    if (this.out) throw new LogUnavailable('the log is away');
  }
}
