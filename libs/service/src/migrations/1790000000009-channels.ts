import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * What intake keeps of messages that came by a gateway: which act each of them was, so that one that comes twice is
 * one, and whose complaints are whose, by a code that only intake can make of an address. Both go with an erasure.
 */
export class Channels1790000000009 implements MigrationInterface {
  readonly name = 'Channels1790000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table intake.message (
        message_mac bytea primary key,
        act text not null,
        complaint_id uuid,
        said_mac bytea,
        at timestamptz not null
      )`);
    await runner.query(
      `comment on column intake.message.said_mac is 'sender and words: an answering machine says the same again'`,
    );
    await runner.query(`create index on intake.message (said_mac, at) where said_mac is not null`);
    await runner.query(`create index on intake.message (complaint_id)`);
    await runner.query(`
      create table intake.sender (
        sender_mac bytea not null,
        complaint_id uuid not null,
        filed_at timestamptz not null,
        primary key (sender_mac, complaint_id)
      )`);
    await runner.query(`create index on intake.sender (complaint_id)`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('kept tables are not dropped: restore a backup instead'));
  }
}
