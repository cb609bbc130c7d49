import { type Client } from 'pg';
import { fnv1a } from './partition';
import { GROUPS_CHANNEL } from './postgres-log-sql';
import { timed } from './postgres-query';

/** The second half of the lock that every member of a group holds, shared; partitions have their own numbers. */
const MEMBER = 2_147_483_647;

const MEMBERS = `
select pid, pid = pg_backend_pid() as mine from pg_locks
where locktype = 'advisory' and mode = 'ShareLock' and granted and objsubid = 2
  and classid = $1::oid and objid = $2::oid
  and database = (select oid from pg_database where datname = current_database())
order by pid`;

/**
 * The processes of one consumer, as one connection sees them. Members and held partitions are session locks, so a
 * process that dies is gone from the group the moment Postgres notices, without heartbeats.
 */
export class PostgresGroup {
  private readonly name: string;
  private readonly id: number;

  constructor(
    private readonly client: Client,
    consumer: string,
    topic: string,
  ) {
    this.name = `${consumer} ${topic}`;
    this.id = fnv1a(this.name);
  }

  async join(): Promise<void> {
    await this.client.query(timed('select pg_advisory_lock_shared($1, $2)', [this.id | 0, MEMBER]));
    await this.tell();
  }

  /** How many of the partitions are this member's to hold. The shares of all members add up to all partitions. */
  async share(partitions: number): Promise<number> {
    const { rows } = await this.client.query<{ mine: boolean }>(timed(MEMBERS, [this.id, MEMBER]));
    const place = rows.findIndex(({ mine }) => mine);
    return Math.floor(partitions / rows.length) + (place < partitions % rows.length ? 1 : 0);
  }

  /** Whether the partition is now held by this member alone. */
  async hold(partition: number): Promise<boolean> {
    const query = timed('select pg_try_advisory_lock($1, $2) as held', [this.id | 0, partition]);
    const { rows } = await this.client.query<{ held: boolean }>(query);
    return rows[0]?.held === true;
  }

  /** Lets partitions go and tells the other members that they can be had. */
  async release(partitions: readonly number[]): Promise<void> {
    for (const partition of partitions) {
      await this.client.query(timed('select pg_advisory_unlock($1, $2)', [this.id | 0, partition]));
    }
    await this.tell();
  }

  /** Leaves the group before the connection ends, so that the others need not find out by themselves. */
  async leave(): Promise<void> {
    await this.client.query(timed('select pg_advisory_unlock_all()', []));
    await this.tell();
  }

  private async tell(): Promise<void> {
    await this.client.query(timed('select pg_notify($1, $2)', [GROUPS_CHANNEL, this.name]));
  }
}
