import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * What sla-monitor keeps of notices: whom to tell how (perhaps a person's address, hence on no log), what is being
 * sent, and the once-only key of each step and reminder: it is in one notice, whatever happens to the process.
 */
export class Notices1790000000004 implements MigrationInterface {
  readonly name = 'Notices1790000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sla_monitor.notice_contact (
        addressee text primary key,
        organisation text not null,
        unit text,
        by text not null,
        master_key text not null,
        wrapped bytea not null,
        sealed bytea not null,
        since timestamptz not null
      )`);
    await runner.query(`
      create table sla_monitor.notice_delivery (
        notice_id uuid primary key,
        addressee text not null,
        organisation text not null,
        unit text,
        urgent boolean not null,
        slot timestamptz not null,
        summary jsonb not null,
        state text not null default 'open',
        attempts integer not null default 0,
        next_attempt_at timestamptz not null default now(),
        problem text,
        ended_at timestamptz
      )`);
    await runner.query(
      `create unique index on sla_monitor.notice_delivery (addressee, urgent) where state = 'open'`,
    );
    await runner.query(`create index on sla_monitor.notice_delivery (next_attempt_at) where state = 'open'`);
    await runner.query(`create index on sla_monitor.notice_delivery (addressee, slot)`);
    await runner.query(`
      create table sla_monitor.notice_item (
        clock_id uuid not null,
        kind text not null,
        level integer not null,
        at timestamptz not null,
        complaint_id uuid not null,
        notice_id uuid not null references sla_monitor.notice_delivery,
        primary key (clock_id, kind, level, at)
      )`);
    await runner.query(`create index on sla_monitor.notice_item (notice_id)`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('kept tables are not dropped: restore a backup instead'));
  }
}
