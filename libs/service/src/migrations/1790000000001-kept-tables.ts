import { keptTablesSql } from '@satupintu/log';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { schemaOf, services } from '../names';

/** What every service keeps beside the log: outbox, checkpoints, parked facts, and the commands it has answered. */
export class KeptTables1790000000001 implements MigrationInterface {
  readonly name = 'KeptTables1790000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const schema of services.map(schemaOf)) {
      await runner.query(keptTablesSql(schema));
      await runner.query(idempotencySql(schema));
    }
  }

  /** Kept tables hold what is nowhere else; they are never dropped by a program. */
  down(): Promise<void> {
    return Promise.reject(new Error('kept tables are not dropped: restore a backup instead'));
  }
}

const idempotencySql = (schema: string) => `
  create table if not exists ${schema}.idempotency (
    key_hash text primary key,
    body_hash text not null,
    facts text[],
    answer text,
    begun_at timestamptz not null default now()
  );
  create index if not exists idempotency_begun on ${schema}.idempotency (begun_at)`;
