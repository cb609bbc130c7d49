import { COMPLAINTS, PARTITIONS } from '@satupintu/events';
import { startKafka, startPostgres } from '@satupintu/embedded';
import { Appender, type Log, openLog, type Outgoing, postgresLogSql } from '@satupintu/log';
import { Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { report, timed } from './report';
import { type Options } from './system';

const RECORDS = 60_000;
const IN_FLIGHT = 500;
const value = JSON.stringify({ specversion: '1.0', data: 'x'.repeat(560) });
const record = (): Outgoing => ({ topic: COMPLAINTS, key: randomUUID(), value });

/** Appends one by one, so many at once, as a service's requests do. */
async function appendAll(append: (records: readonly Outgoing[]) => Promise<void>): Promise<number> {
  let left = RECORDS;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await append([record()]);
    }
  };
  const { ms } = await timed(() => Promise.all(Array.from({ length: IN_FLIGHT }, lane)));
  return (RECORDS * 1000) / ms;
}

async function readAll(log: Log): Promise<number> {
  let read = 0;
  const { ms } = await timed(async () => {
    for await (const batch of log.read(COMPLAINTS)) read += batch.records.length;
  });
  return (read * 1000) / ms;
}

async function barePostgres(pool: Pool): Promise<number> {
  await pool.query('create table bench_bare (id uuid primary key, value text)');
  const batch = 500;
  const { ms } = await timed(async () => {
    for (let n = 0; n < RECORDS; n += batch) {
      const rows = Array.from({ length: batch }, () => randomUUID());
      await pool.query('insert into bench_bare select id, $2 from unnest($1::uuid[]) id', [rows, value]);
    }
  });
  return (RECORDS * 1000) / ms;
}

async function bareKafka(brokers: string): Promise<number> {
  const kafka = new Kafka({ brokers: brokers.split(','), clientId: 'bench', logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const batch = 500;
  const { ms } = await timed(async () => {
    for (let n = 0; n < RECORDS; n += batch) {
      await producer.send({
        topic: COMPLAINTS,
        acks: -1,
        messages: Array.from({ length: batch }, () => ({ key: randomUUID(), value })),
      });
    }
  });
  await producer.disconnect();
  return (RECORDS * 1000) / ms;
}

/** Durable appends per second through the group commit, beside bare batches of 500 on the same server. */
export async function benchLog({ kafka }: Options): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'satupintu-bench-'));
  const server = kafka
    ? await startKafka({ dataDir: dir })
    : await startPostgres({ dataDir: join(dir, 'postgres') });
  try {
    const pool = 'url' in server ? new Pool({ connectionString: server.url }) : undefined;
    if (pool) await pool.query(postgresLogSql);
    const log = pool
      ? openLog({ kind: 'postgres', pool })
      : openLog({ kind: 'kafka', brokers: brokersOf(server), clientId: 'bench' });
    await log.ensure([{ topic: COMPLAINTS, partitions: PARTITIONS }]);
    const appender = new Appender(log);
    const appended = await appendAll((records) => appender.append(records));
    const read = await readAll(log);
    const floor = pool ? await barePostgres(pool) : await bareKafka(brokersOf(server).join(','));
    const detail = { log: kafka ? 'kafka' : 'postgres', inFlight: IN_FLIGHT, bytes: value.length };
    report({ name: 'log.append', value: appended, unit: '1/s', floor, detail });
    report({ name: 'log.read', value: read, unit: '1/s', detail });
    await log.close();
    await pool?.end();
  } finally {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

const brokersOf = (server: object): string[] => {
  const { brokers } = server as { brokers: string | string[] };
  return typeof brokers === 'string' ? brokers.split(',') : brokers;
};
