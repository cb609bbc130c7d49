import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Which hand-overs have been carried out: their cases were gone through to the end. A restart neither begins them
 * again nor takes up what came to the place since. Without a row a hand-over goes on where it stood.
 */
export class People1790000000008 implements MigrationInterface {
  readonly name = 'People1790000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table casework.handover_done (
        handover_id uuid primary key,
        done_at timestamptz not null default now()
      )`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('kept tables are not dropped: restore a backup instead'));
  }
}
