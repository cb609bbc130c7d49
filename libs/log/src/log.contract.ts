import { setTimeout as delay } from 'node:timers/promises';
import { partitionOf } from './partition';
import { type Batch, type Log, LogUnavailable, type Outgoing, type Running, type Stored } from './port';

/** What an adapter's test gives the suite. */
export interface LogHarness {
  /** A log as one process has it. All logs of one harness are the same log. */
  open(): Log;
  /** A name that nothing on the log begins with yet. */
  name(): string;
  /** Takes the log away: its server is killed. */
  away(): Promise<void>;
  back(): Promise<void>;
}

const PARTITIONS = 6;
const SOON = 60_000;

/** Waits for a condition; the test's own time limit ends a wait in vain. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(10);
}

const record = (topic: string, key: string, value: string): Outgoing => ({ topic, key, value });

/** `count` records in turn for `keys` keys; the value is `<key> <n>`, n counting per key. */
function numbered(topic: string, keys: number, count: number, from = 0): Outgoing[] {
  return Array.from({ length: count }, (_, i) => {
    const key = `key-${i % keys}`;
    return record(topic, key, `${key} ${from + Math.floor(i / keys)}`);
  });
}

const numberOf = (value: string): number => Number(value.split(' ')[1]);

/** A subscriber that keeps what it took and where it stands, as a service does, shared by all its processes. */
class Reader {
  readonly taken: Stored[] = [];
  readonly values = new Set<string>();
  readonly starts: number[] = [];
  readonly overlaps: number[] = [];
  private readonly positions = new Map<number, number>();
  private readonly busy = new Set<number>();
  /** done before a batch is kept */
  work: (batch: Batch) => Promise<void> = () => Promise.resolve();

  constructor(
    readonly consumer: string,
    readonly topic: string,
  ) {}

  subscribe(log: Log, batchSize?: number): Promise<Running> {
    const { consumer, topic } = this;
    return log.subscribe({
      consumer,
      topic,
      start: (partition) => Promise.resolve(this.start(partition)),
      take: (batch) => this.take(batch),
      ...(batchSize === undefined ? {} : { batchSize }),
    });
  }

  setPosition(partition: number, offset: number): void {
    this.positions.set(partition, offset);
  }

  async has(records: readonly Outgoing[]): Promise<void> {
    await until(() => records.every(({ value }) => this.values.has(value)));
  }

  /** The numbers of a key in the order of the log, each offset once. */
  numbers(key: string): number[] {
    const byOffset = new Map(this.taken.filter((one) => one.key === key).map((one) => [one.offset, one]));
    return [...byOffset.values()].sort((a, b) => a.offset - b.offset).map(({ value }) => numberOf(value));
  }

  private start(partition: number): number {
    this.starts.push(partition);
    return this.positions.get(partition) ?? 0;
  }

  private async take(batch: Batch): Promise<void> {
    const { partition, records } = batch;
    if (this.busy.has(partition)) this.overlaps.push(partition);
    this.busy.add(partition);
    try {
      await this.work(batch);
      this.keep(partition, records);
    } finally {
      this.busy.delete(partition);
    }
  }

  private keep(partition: number, records: readonly Stored[]): void {
    for (const one of records) {
      this.taken.push(one);
      this.values.add(one.value);
    }
    this.positions.set(partition, (records.at(-1)?.offset ?? -1) + 1);
  }
}

async function all(batches: AsyncIterable<Batch>): Promise<Stored[]> {
  const records: Stored[] = [];
  for await (const batch of batches) {
    expect(batch.records.every(({ partition }) => partition === batch.partition)).toBe(true);
    records.push(...batch.records);
  }
  return records;
}

/** Calls until it succeeds; only an outage may stand in the way. */
async function insist(call: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await call();
      return;
    } catch (error) {
      expect(error).toBeInstanceOf(LogUnavailable);
      await delay(20);
    }
  }
}

/**
 * What every adapter of the log does: this suite is the definition of one. There is nothing in it that an adapter may
 * leave out.
 */
export function logContract(harness: () => LogHarness): void {
  const opened: Log[] = [];
  let log: Log;
  let topic: string;

  const open = () => {
    const one = harness().open();
    opened.push(one);
    return one;
  };
  const reader = () => new Reader(harness().name(), topic);

  beforeEach(async () => {
    log = open();
    topic = harness().name();
    await log.ensure([{ topic, partitions: PARTITIONS }]);
  }, SOON);
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
  }, SOON);

  const behaves = (name: string, body: () => Promise<void>) => test(name, body, SOON);

  describe('appending and reading', () => {
    behaves('keeps the order of each key, in the partition that the key names', async () => {
      const records = numbered(topic, 10, 500);
      await log.append(records.slice(0, 250));
      await log.append(records.slice(250));
      const stored = await all(log.read(topic));
      expect(stored).toHaveLength(500);
      for (let key = 0; key < 10; key++) {
        const mine = stored.filter((one) => one.key === `key-${key}`);
        expect(mine.map(({ value }) => numberOf(value))).toEqual(Array.from({ length: 50 }, (_, n) => n));
        expect(new Set(mine.map(({ partition }) => partition))).toEqual(
          new Set([partitionOf(`key-${key}`, PARTITIONS)]),
        );
      }
    });

    behaves('what is appended once more is there once more', async () => {
      const records = numbered(topic, 3, 6);
      await log.append(records);
      await log.append(records);
      const stored = await all(log.read(topic));
      expect(stored.map(({ value }) => value).sort()).toEqual(
        [...records, ...records].map(({ value }) => value).sort(),
      );
    });

    behaves('reads from the given offsets to the end at the call, and says where the end is', async () => {
      await log.append(numbered(topic, 10, 100));
      const middle = await log.end(topic);
      await log.append(numbered(topic, 10, 40, 10));
      const later = await all(log.read(topic, middle));
      expect(later).toHaveLength(40);
      expect(later.every(({ value }) => numberOf(value) >= 10)).toBe(true);
      const ends = await log.end(topic);
      expect([...ends.keys()].sort()).toEqual(Array.from({ length: PARTITIONS }, (_, p) => p));
      expect(await all(log.read(topic, ends))).toEqual([]);
    });

    behaves('a read ends although others go on appending', async () => {
      await log.append(numbered(topic, 10, 100));
      const seen: Stored[] = [];
      for await (const batch of log.read(topic)) {
        seen.push(...batch.records);
        await log.append([record(topic, batch.records[0]?.key ?? '', 'meanwhile 0')]);
      }
      expect(seen.map(({ value }) => value)).not.toContain('meanwhile 0');
      expect(seen).toHaveLength(100);
    });

    behaves('one append may go to several topics', async () => {
      const other = harness().name();
      await log.ensure([{ topic: other, partitions: 1 }]);
      await log.append([record(topic, 'a', 'here'), record(other, 'a', 'there')]);
      expect((await all(log.read(topic))).map(({ value }) => value)).toEqual(['here']);
      expect((await all(log.read(other))).map(({ value }) => value)).toEqual(['there']);
    });

    behaves('takes records of 900 kB, several in one append, and any text', async () => {
      const texts = ['x', 'ä', '語'].map((letter) => letter.repeat(900_000 / Buffer.byteLength(letter)));
      const values = [...texts, '', '"\\\n\t😀'];
      await log.append(values.map((value) => record(topic, 'large', value)));
      const read = reader();
      await read.subscribe(log);
      await until(() => read.taken.length === values.length);
      expect(read.taken.map(({ value }) => value)).toEqual(values);
      expect((await all(log.read(topic))).map(({ value }) => value)).toEqual(values);
    });

    behaves('ensuring again changes nothing', async () => {
      await log.append(numbered(topic, 10, 20));
      await log.ensure([{ topic, partitions: PARTITIONS }]);
      expect(await all(log.read(topic))).toHaveLength(20);
    });

    behaves('a topic that nobody made is refused by name', async () => {
      const missing = harness().name();
      const refused = { code: 'unknown-topic', topic: missing };
      await expect(log.append([record(missing, 'a', 'b')])).rejects.toMatchObject(refused);
      await expect(log.end(missing)).rejects.toMatchObject(refused);
      await expect(new Reader('nobody', missing).subscribe(log)).rejects.toMatchObject(refused);
    });
  });

  describe('subscribing', () => {
    behaves('delivers what is there, then what comes, in order per key, to each consumer', async () => {
      const [one, other] = [reader(), reader()];
      await log.append(numbered(topic, 8, 200));
      await one.subscribe(log);
      await other.subscribe(log);
      const live = numbered(topic, 8, 80, 25);
      await log.append(live);
      await Promise.all([one.has(live), other.has(live)]);
      for (const read of [one, other]) {
        for (let key = 0; key < 8; key++) {
          expect(
            read.taken.filter((r) => r.key === `key-${key}`).map(({ value }) => numberOf(value)),
          ).toEqual(Array.from({ length: 35 }, (_, n) => n));
        }
      }
    });

    behaves('begins where start says, in each partition', async () => {
      await log.append(numbered(topic, 10, 200));
      const ends = await log.end(topic);
      const read = reader();
      for (const [partition, end] of ends) read.setPosition(partition, Math.max(0, end - 3));
      await read.subscribe(log);
      const expected = [...ends.values()].reduce((sum, end) => sum + Math.min(3, end), 0);
      await until(() => read.taken.length >= expected);
      for (const [partition, end] of ends) {
        const offsets = read.taken.filter((r) => r.partition === partition).map(({ offset }) => offset);
        expect(offsets).toEqual([end - 3, end - 2, end - 1].filter((offset) => offset >= 0 && end > 0));
      }
    });

    behaves('gives a large backlog in batches no larger than asked for', async () => {
      const records = numbered(topic, 40, 12_000);
      for (let i = 0; i < records.length; i += 1_000) await log.append(records.slice(i, i + 1_000));
      const sizes: number[] = [];
      const read = reader();
      read.work = async ({ records: batch }) => void sizes.push(batch.length);
      await read.subscribe(log, 100);
      await read.has(records);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
      expect(read.taken).toHaveLength(12_000);
    });

    behaves('a batch that is refused comes again from start, and nothing is skipped', async () => {
      const records = numbered(topic, 6, 120);
      await log.append(records);
      const read = reader();
      let refusals = 0;
      read.work = async ({ records: [first] }) => {
        if (refusals < 4 && numberOf(first?.value ?? '') >= 0) throw new Error(`refused ${++refusals}`);
      };
      await read.subscribe(log, 7);
      await read.has(records);
      expect(refusals).toBe(4);
      expect(read.starts.length).toBeGreaterThanOrEqual(4);
      for (let key = 0; key < 6; key++)
        expect(read.numbers(`key-${key}`)).toEqual(Array.from({ length: 20 }, (_, n) => n));
    });

    behaves('a partition that is refused does not hold up the others', async () => {
      const records = numbered(topic, 30, 300);
      const stuck = partitionOf('key-0', PARTITIONS);
      const read = reader();
      read.work = async ({ partition }) => {
        if (partition === stuck) throw new Error('refused');
      };
      await read.subscribe(log);
      await log.append(records);
      await read.has(records.filter(({ key }) => partitionOf(key, PARTITIONS) !== stuck));
      expect(read.taken.some(({ partition }) => partition === stuck)).toBe(false);
    });

    behaves('takes nothing while paused and everything afterwards', async () => {
      const read = reader();
      const first = numbered(topic, 6, 60);
      const running = await read.subscribe(log);
      await log.append(first);
      await read.has(first);
      running.pause();
      const second = numbered(topic, 6, 60, 10);
      await log.append(second);
      const witness = reader();
      await witness.subscribe(log);
      await witness.has(second);
      expect(read.taken).toHaveLength(60);
      running.resume();
      await read.has(second);
      expect(read.taken).toHaveLength(120);
    });

    behaves('stops when the batch under way is done, and takes nothing after that', async () => {
      const read = reader();
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      read.work = () => held;
      const running = await read.subscribe(log);
      await log.append(numbered(topic, 1, 1));
      const partition = partitionOf('key-0', PARTITIONS);
      await until(() => read.starts.includes(partition));
      const stopped = running.stop().then(() => read.taken.length);
      release();
      const kept = await stopped;
      await log.append(numbered(topic, 6, 60, 1));
      const witness = reader();
      await witness.subscribe(log);
      await until(() => witness.taken.length === 61);
      expect(read.taken).toHaveLength(kept);
      expect(running.partitions.size).toBe(0);
    });
  });

  describe('several at once', () => {
    behaves('a slow writer beside fast ones: a live reader skips nothing', async () => {
      const read = reader();
      await read.subscribe(log);
      const heavy = 'x'.repeat(300_000);
      const slow = Array.from({ length: 5 }, (_, n) =>
        ['s', 't', 'u'].map((key) => record(topic, `slow-${key}`, `slow-${key} ${n} ${heavy}`)),
      );
      const fast = [1, 2, 3].map((writer) =>
        Array.from({ length: 60 }, (_, n) =>
          [0, 1, 2, 3].map((k) => record(topic, `fast-${writer}-${k}`, `fast-${writer}-${k} ${n}`)),
        ),
      );
      await Promise.all(
        [slow, ...fast].map(async (appends) => {
          const mine = open();
          for (const records of appends) await mine.append(records);
        }),
      );
      const everything = [slow, ...fast].flat(2);
      await read.has(everything);
      for (const key of new Set(everything.map((one) => one.key))) {
        const numbers = read.numbers(key);
        expect(numbers).toEqual(numbers.map((_, n) => n));
      }
    });

    behaves('processes of one consumer share the partitions while they come and go under load', async () => {
      const read = reader();
      const records: Outgoing[] = [];
      const settled = new AbortController();
      const writing = (async () => {
        for (let round = 0; !settled.signal.aborted; round++) {
          const next = numbered(topic, 24, 24, round);
          await log.append(next);
          records.push(...next);
          await new Promise(setImmediate);
        }
      })();
      const first = await read.subscribe(log);
      await until(() => first.partitions.size === PARTITIONS);
      const second = await read.subscribe(log);
      await until(
        () => first.partitions.size === PARTITIONS / 2 && second.partitions.size === PARTITIONS / 2,
      );
      expect(new Set([...first.partitions, ...second.partitions]).size).toBe(PARTITIONS);
      const third = await read.subscribe(open());
      await until(() => [first, second, third].every(({ partitions }) => partitions.size === PARTITIONS / 3));
      await first.stop();
      await until(() => second.partitions.size + third.partitions.size === PARTITIONS);
      await third.stop();
      await until(() => second.partitions.size === PARTITIONS);
      settled.abort();
      await writing;
      await read.has(records);
      for (let key = 0; key < 24; key++) {
        expect(read.numbers(`key-${key}`)).toEqual(Array.from({ length: records.length / 24 }, (_, n) => n));
      }
    });

    behaves('in one process, takes of a partition never overlap while it is handed over', async () => {
      const read = reader();
      const records = numbered(topic, 24, 1_200);
      read.work = () => delay(3);
      await log.append(records.slice(0, 600));
      const first = await read.subscribe(log, 10);
      await until(() => first.partitions.size === PARTITIONS);
      const second = await read.subscribe(log, 10);
      await log.append(records.slice(600));
      await until(() => second.partitions.size === PARTITIONS / 2);
      await second.stop();
      await read.has(records);
      expect(read.overlaps).toEqual([]);
    });

    behaves('start is asked again for a partition that comes back', async () => {
      const read = reader();
      const first = await read.subscribe(log);
      await until(() => first.partitions.size === PARTITIONS);
      const second = await read.subscribe(open());
      await until(
        () => second.partitions.size === PARTITIONS / 2 && first.partitions.size === PARTITIONS / 2,
      );
      const moved = [...second.partitions][0] ?? 0;
      const keys = Array.from({ length: 50 }, (_, n) => `key-${n}`).filter(
        (key) => partitionOf(key, PARTITIONS) === moved,
      );
      const records = Array.from({ length: 10 }, (_, n) =>
        record(topic, keys[0] ?? '', `${keys[0] ?? ''} ${n}`),
      );
      await log.append(records);
      await read.has(records);
      read.setPosition(moved, 4);
      const before = read.taken.length;
      await second.stop();
      await until(() => read.taken.length >= before + 6);
      expect(read.taken.slice(before).map(({ offset }) => offset)).toEqual([4, 5, 6, 7, 8, 9]);
    });
  });

  describe('bad days', () => {
    behaves('every call says soon that the log is away, and succeeds again when it is back', async () => {
      await log.append(numbered(topic, 6, 6));
      await harness().away();
      const began = performance.now();
      await expect(log.append(numbered(topic, 6, 6, 1))).rejects.toBeInstanceOf(LogUnavailable);
      await expect(log.end(topic)).rejects.toBeInstanceOf(LogUnavailable);
      expect(performance.now() - began).toBeLessThan(10_000);
      const newcomer = open();
      await expect(newcomer.append(numbered(topic, 6, 6, 1))).rejects.toBeInstanceOf(LogUnavailable);
      await expect(reader().subscribe(newcomer)).rejects.toBeInstanceOf(LogUnavailable);
      await expect(all(newcomer.read(topic))).rejects.toBeInstanceOf(LogUnavailable);
      await harness().back();
      const after = numbered(topic, 6, 6, 2);
      await insist(() => log.append(after));
      await insist(() => newcomer.append(after));
      const values = (await all(log.read(topic))).map(({ value }) => value);
      for (const { value } of [...numbered(topic, 6, 6), ...after]) expect(values).toContain(value);
    });

    behaves('a server that dies in mid-flow loses nothing that was acknowledged', async () => {
      const read = reader();
      const running = await read.subscribe(log);
      const records = numbered(topic, 12, 1_200);
      let written = 0;
      const writing = (async () => {
        const writer = open();
        for (; written < records.length; written += 12) {
          const mine = records.slice(written, written + 12);
          await insist(() => writer.append(mine));
        }
      })();
      for (const share of [0.25, 0.6]) {
        await until(() => written > records.length * share);
        await harness().away();
        await harness().back();
      }
      await writing;
      await read.has(records);
      await until(() => running.partitions.size === PARTITIONS);
      for (let key = 0; key < 12; key++) {
        const firsts = [...new Set(read.numbers(`key-${key}`))];
        expect(firsts).toEqual(Array.from({ length: 100 }, (_, n) => n));
      }
    });

    behaves('a subscription survives an outage in which nothing else happens', async () => {
      const read = reader();
      await read.subscribe(log);
      const before = numbered(topic, 6, 6);
      await log.append(before);
      await read.has(before);
      await harness().away();
      await harness().back();
      const after = numbered(topic, 6, 6, 1);
      await insist(() => log.append(after));
      await read.has(after);
    });
  });
}
