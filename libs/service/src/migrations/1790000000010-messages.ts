import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * What intake has to tell reporters: a row for each message, made with the fact that it tells of, its key the once-only
 * key. No address stands here, and words only sealed, so that an erasure reaches what was not sent yet.
 */
export class Messages1790000000010 implements MigrationInterface {
  readonly name = 'Messages1790000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table intake.outgoing_message (
        message_id uuid primary key,
        seq bigint generated always as identity,
        complaint_id uuid not null,
        source uuid not null,
        about uuid not null,
        said_at timestamptz not null,
        kind text not null,
        event text not null,
        detail jsonb not null,
        words text,
        answer jsonb,
        state text not null default 'open',
        by text,
        attempts integer not null default 0,
        next_attempt_at timestamptz not null default now(),
        problem text,
        ended_at timestamptz
      )`);
    await runner.query(`comment on column intake.outgoing_message.state is
      'open: to be sent; sent: waits for the word of the gateway; delivered, failed: on the log; dropped: no longer due'`);
    await runner.query(
      `create index on intake.outgoing_message (next_attempt_at) where state in ('open', 'sent')`,
    );
    await runner.query(`create index on intake.outgoing_message (complaint_id, seq) where state = 'open'`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('kept tables are not dropped: restore a backup instead'));
  }
}
