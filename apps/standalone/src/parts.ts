import { readFileSync } from 'node:fs';
import {
  type DataDir,
  kafkaMissing,
  type RunningKafka,
  type RunningPostgres,
  type Runtime,
  startKafka,
  startPostgres,
} from '@satupintu/embedded';
import { Watched } from './watched';

/** The database, and the broker where one is wanted. */
export class Parts {
  private constructor(
    private readonly postgres: Watched<RunningPostgres>,
    private readonly kafka: Watched<RunningKafka> | undefined,
    private readonly brokers: string | undefined,
  ) {}

  /** `kafka`: false, true for a broker of our own, or brokers that are there already. */
  static async start(dir: DataDir, kafka: boolean | string, changed: () => void): Promise<Parts> {
    const missing = kafka === true ? kafkaMissing() : undefined;
    if (missing !== undefined) throw new Error(missing);
    const [postgres, broker] = await Promise.allSettled([
      startDatabase(dir, changed),
      kafka === true ? startBroker(dir, changed) : Promise.resolve(undefined),
    ]);
    if (postgres.status === 'fulfilled' && broker.status === 'fulfilled') {
      return new Parts(postgres.value, broker.value, typeof kafka === 'string' ? kafka : undefined);
    }
    if (postgres.status === 'fulfilled') await postgres.value.stop();
    if (broker.status === 'fulfilled') await broker.value?.stop();
    throw postgres.status === 'rejected' ? postgres.reason : (broker as PromiseRejectedResult).reason;
  }

  /** How others reach them. */
  get reach(): Pick<Runtime, 'log' | 'databaseUrl' | 'kafkaBrokers'> {
    const kafkaBrokers = this.kafka?.server.brokers ?? this.brokers;
    const databaseUrl = this.postgres.server.url;
    return kafkaBrokers === undefined
      ? { log: 'postgres', databaseUrl }
      : { log: 'kafka', databaseUrl, kafkaBrokers };
  }

  get processes(): Record<string, number> {
    return { postgres: this.postgres.server.pid, ...(this.kafka && { kafka: this.kafka.server.pid }) };
  }

  async stop(): Promise<void> {
    await Promise.all([this.postgres.stop(), this.kafka?.stop()]);
  }
}

const atPort = (port: number | undefined) => (port === undefined ? {} : { port });

function startDatabase(dir: DataDir, changed: () => void): Promise<Watched<RunningPostgres>> {
  const password = readFileSync(dir.databasePassword, 'utf8').trim();
  return Watched.start(
    'Postgres',
    (port) => startPostgres({ dataDir: dir.postgres, password, ...atPort(port) }),
    changed,
  );
}

const startBroker = (dir: DataDir, changed: () => void): Promise<Watched<RunningKafka>> =>
  Watched.start('Kafka', (port) => startKafka({ dataDir: dir.kafka, ...atPort(port) }), changed);
