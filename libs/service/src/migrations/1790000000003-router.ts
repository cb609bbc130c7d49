import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What the router keeps: bytes of learned models by digest, in parts. They take hours to make again, and are on no log. */
export class Router1790000000003 implements MigrationInterface {
  readonly name = 'Router1790000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table router.model (
        digest text not null,
        part integer not null,
        content bytea not null,
        saved_at timestamptz not null default now(),
        primary key (digest, part)
      )`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('kept tables are not dropped: restore a backup instead'));
  }
}
