import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * How far sla-monitor has gone through the open cases with the versions in force: a restart neither begins again nor
 * goes through millions of cases that did not change. It can be made again from the log, by going through all of them.
 */
export class Sweep1790000000005 implements MigrationInterface {
  readonly name = 'Sweep1790000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sla_monitor.sweep (
        one boolean primary key default true check (one),
        versions text not null,
        after uuid,
        moved_at timestamptz not null default now()
      )`);
    await runner.query(
      `comment on column sla_monitor.sweep.after is 'the last case that was gone through; null when all were'`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('kept tables are not dropped: restore a backup instead'));
  }
}
