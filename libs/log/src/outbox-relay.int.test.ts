import { testPostgres } from '@satupintu/embedded';
import { LogUnavailable, type Outgoing } from './port';
import { Outbox } from './outbox';
import { OutboxRelay } from './outbox-relay';
import { MemoryLog } from './memory-log';
import { TestService, until } from './loop.fixture';
import { transaction } from './transaction';

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const records = (from: number, count: number): Outgoing[] =>
  Array.from({ length: count }, (_, n) => ({ topic: 'feed', key: 'k', value: String(from + n) }));
const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, n) => String(from + n));

describe('the relay of an outbox', () => {
  const postgres = testPostgres();
  let log: MemoryLog;
  let service: TestService;
  const relays: OutboxRelay[] = [];
  const relay = (append = (some: readonly Outgoing[]) => log.append(some)): OutboxRelay => {
    const started = new OutboxRelay({ pool: service.pool, appender: { append }, logger, batchSize: 10 });
    relays.push(started);
    started.start();
    return started;
  };
  const add = (some: readonly Outgoing[]) => transaction(service.pool, (client) => Outbox.add(client, some));
  const empty = () => until(async () => (await Outbox.pending(service.pool)) === 0, 'everything is said');

  beforeEach(async () => {
    log = new MemoryLog();
    service = await new TestService(await postgres.database(), log).open();
  });
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((one) => one.stop()));
    await service.close();
  });

  test('says everything in the order in which it was put there', async () => {
    await add(records(0, 35));
    const one = relay();
    await empty();
    await add(records(35, 7));
    one.kick();
    await empty();
    expect(await service.said('feed', ['k'])).toEqual(numbers(0, 42));
  });

  test('waits while the log is away, and says each again that may not have arrived', async () => {
    let calls = 0;
    await add(records(0, 5));
    relay(async (some) => {
      if (++calls === 1) throw new LogUnavailable('away');
      await log.append(some);
      if (calls === 2) throw new LogUnavailable('the answer was lost');
    });
    await empty();
    expect(await service.said('feed', ['k'])).toEqual([...numbers(0, 5), ...numbers(0, 5)]);
  });

  test('is one among all processes; when it stops another takes over', async () => {
    const [one, two] = [relay(), relay()];
    await add(records(0, 20));
    one.kick();
    two.kick();
    await empty();
    await one.stop();
    await add(records(20, 20));
    two.kick();
    await empty();
    await two.stop();
    const three = relay();
    await add(records(40, 5));
    three.kick();
    await empty();
    expect(await service.said('feed', ['k'])).toEqual(numbers(0, 45));
  });
});
