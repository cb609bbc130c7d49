import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Attachments get a schema of their own, because the desk uses them too, and contents a table of their own, because
 * they may lie in another store.
 */
export class Files1790000000011 implements MigrationInterface {
  readonly name = 'Files1790000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create schema files`);
    await runner.query(`alter table intake.attachment set schema files`);
    await runner.query(`create table files.content (id uuid primary key, content bytea not null)`);
    await runner.query(`insert into files.content (id, content) select id, content from files.attachment`);
    await runner.query(`
      alter table files.attachment
        drop column content,
        add column stored boolean not null default true,
        add column gone boolean not null default false,
        add column attached_by text`);
    await runner.query(`alter table files.attachment alter column stored set default false`);
    await runner.query(`update files.attachment set attached_by = 'reporter' where complaint_id is not null`);
    await runner.query(`create index on files.attachment (id) where gone`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('kept tables are not dropped: restore a backup instead'));
  }
}
