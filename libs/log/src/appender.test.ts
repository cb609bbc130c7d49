import { Appender } from './appender';
import { MemoryLog } from './memory-log';
import { LogUnavailable, type Outgoing } from './port';

const record = (value: string, topic = 'facts'): Outgoing => ({ topic, key: 'one', value });

/** A log that counts its appends and holds each one until it is let go. */
class SlowLog extends MemoryLog {
  readonly sizes: number[] = [];
  impossible = '';
  private release: () => void = () => undefined;
  private gate: Promise<void> = Promise.resolve();

  hold(): void {
    this.gate = new Promise((resolve) => (this.release = resolve));
  }

  letGo(): void {
    this.release();
  }

  override async append(records: readonly Outgoing[]): Promise<void> {
    await this.gate;
    if (records.some(({ value }) => value === this.impossible)) throw new Error('impossible');
    await super.append(records);
    this.sizes.push(records.length);
  }
}

async function valuesOf(log: MemoryLog, topic = 'facts'): Promise<string[]> {
  const values: string[] = [];
  for await (const { records } of log.read(topic)) values.push(...records.map(({ value }) => value));
  return values;
}

describe('group commit', () => {
  let log: SlowLog;
  let appender: Appender;

  beforeEach(async () => {
    log = new SlowLog();
    appender = new Appender(log);
    await log.ensure([{ topic: 'facts', partitions: 1 }]);
  });

  test('calls that come while one is under way go together, in their order', async () => {
    log.hold();
    const first = appender.append([record('first')]);
    await Promise.resolve();
    const rest = Array.from({ length: 50 }, (_, n) => appender.append([record(`a${n}`), record(`b${n}`)]));
    log.letGo();
    await Promise.all([first, ...rest]);
    expect(await valuesOf(log)).toEqual(['first', ...rest.flatMap((_, n) => [`a${n}`, `b${n}`])]);
    expect(log.sizes.length).toBeLessThanOrEqual(2);
  });

  test('a group has at most a thousand records unless one call has more', async () => {
    await Promise.all(
      Array.from({ length: 25 }, () => appender.append(Array.from({ length: 100 }, () => record('x')))),
    );
    await appender.append(Array.from({ length: 1_500 }, () => record('y')));
    expect(log.sizes).toEqual([1_000, 1_000, 500, 1_500]);
  });

  test('a record that cannot be appended fails its own call only', async () => {
    log.impossible = 'bad';
    const calls = ['one', 'bad', 'two'].map((value) => appender.append([record(value)]));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await valuesOf(log)).toEqual(['one', 'two']);
  });

  test('an outage is told to everybody at once, and the next call tries again', async () => {
    log.away();
    const outcomes = await Promise.allSettled([
      appender.append([record('one')]),
      appender.append([record('two')]),
    ]);
    expect(outcomes.every((one) => one.status === 'rejected' && one.reason instanceof LogUnavailable)).toBe(
      true,
    );
    log.back();
    await appender.append([record('three')]);
    expect(await valuesOf(log)).toEqual(['three']);
  });

  test('makes a topic that is not there yet, with one partition', async () => {
    await appender.append([record('hello', 'agency'), record('there')]);
    expect(await valuesOf(log, 'agency')).toEqual(['hello']);
    expect((await log.end('agency')).size).toBe(1);
    expect(await valuesOf(log)).toEqual(['there']);
  });
});
