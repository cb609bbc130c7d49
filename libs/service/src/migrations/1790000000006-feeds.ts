import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * What casework keeps of webhooks: where each body wants its events, and how far each has taken them. A position names
 * its topic, so that it is translated like any other when an installation moves to another log.
 */
export class Feeds1790000000006 implements MigrationInterface {
  readonly name = 'Feeds1790000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table casework.feed_webhook (
        webhook_id uuid primary key,
        organisation text not null,
        master_key text not null,
        wrapped bytea not null,
        sealed bytea not null,
        since timestamptz not null,
        run integer not null default 0,
        resumed_by uuid,
        state text not null default 'active',
        attempts integer not null default 0,
        next_attempt_at timestamptz not null default now(),
        problem text,
        stopped_at timestamptz
      )`);
    await runner.query(`create index on casework.feed_webhook (organisation, webhook_id)`);
    await runner.query(`create index on casework.feed_webhook (next_attempt_at) where state = 'active'`);
    await runner.query(`
      comment on column casework.feed_webhook.run is 'how often it was resumed: each run stops once';
      comment on column casework.feed_webhook.resumed_by is 'the fact that began the run'`);
    await runner.query(`
      create table casework.feed_webhook_position (
        webhook_id uuid not null references casework.feed_webhook on delete cascade,
        topic text not null,
        partition integer not null,
        next_offset bigint not null,
        primary key (webhook_id, partition)
      )`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('kept tables are not dropped: restore a backup instead'));
  }
}
