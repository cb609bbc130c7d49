import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What intake keeps: complaints it has accepted (before they are on the log), and uploads. */
export class Intake1790000000002 implements MigrationInterface {
  readonly name = 'Intake1790000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table intake.accepted (
        complaint_id uuid primary key,
        tracking_id text not null constraint accepted_tracking_id unique,
        body_mac bytea not null,
        filed_at timestamptz not null
      )`);
    await runner.query(`
      create table intake.attachment (
        id uuid primary key,
        type text not null,
        bytes integer not null,
        sha256 text not null,
        upload_mac bytea not null,
        master_key text,
        wrapped bytea,
        content bytea not null,
        complaint_id uuid,
        sealed_key text,
        uploaded_at timestamptz not null default now()
      )`);
    await runner.query(`create index on intake.attachment (complaint_id)`);
    await runner.query(`create index on intake.attachment (uploaded_at) where complaint_id is null`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('kept tables are not dropped: restore a backup instead'));
  }
}
