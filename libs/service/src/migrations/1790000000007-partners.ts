import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * What casework keeps of the updates that partner apps send: one row for each, so that what comes twice counts once,
 * and what comes too early waits for those before it. Words wait sealed under the keys of their complaint.
 */
export class Partners1790000000007 implements MigrationInterface {
  readonly name = 'Partners1790000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table casework.partner_update (
        partner text not null,
        update_id uuid not null,
        complaint_id uuid not null,
        sequence bigint not null,
        digest text not null,
        wish jsonb,
        received_at timestamptz not null,
        said_at timestamptz,
        clock text,
        state text not null default 'waiting',
        code text,
        position text,
        primary key (partner, update_id),
        unique (partner, complaint_id, sequence)
      )`);
    await runner.query(
      `create index on casework.partner_update (partner, complaint_id, sequence) where state = 'waiting'`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('kept tables are not dropped: restore a backup instead'));
  }
}
