import { byRule } from '@satupintu/domain';
import { fact } from '@satupintu/events';
import { Outbox, recordOf, transaction } from '@satupintu/log';
import { encodeCursor } from '@satupintu/service';
import { type MasterKey } from '@satupintu/vault';
import { type Pool } from 'pg';
import { type Move } from './moves';
import { takenBy, type Webhook, webhookColumns, webhookFrom, type WebhookRow } from './webhook';

/** One index scan for each partition of each webhook that rests. */
const waitingSql = `
  select w.webhook_id from feed_webhook w
  where w.state = 'active' and w.next_attempt_at <= now() and exists (
    select from feed_webhook_position p where p.webhook_id = w.webhook_id and exists (
      select from feed f
      where f.organisation = w.organisation and f.partition = p.partition and f.offset_ >= p.next_offset))
  order by w.next_attempt_at limit $1`;

const claimSql = `
  update feed_webhook w set attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $2)
  where webhook_id = (
    select webhook_id from feed_webhook
    where webhook_id = $1 and state = 'active' and next_attempt_at <= now() for update skip locked)
  returning ${webhookColumns}`;

const takenSql = `
  with moved as (
    update feed_webhook_position p set next_offset = m.until + 1
    from unnest($3::integer[], $4::bigint[], $5::bigint[]) as m (partition, since, until)
    where p.webhook_id = $1 and p.partition = m.partition and p.next_offset = m.since + 1 returning p.partition)
  update feed_webhook set attempts = 1, problem = null, next_attempt_at = now() + make_interval(secs => $6)
  where webhook_id = $1 and run = $2 and state = 'active' and (select count(*) from moved) = cardinality($3)`;

/**
 * Whose turn it is, on machine time. A webhook is claimed by one process for as long as a lease lasts, which what
 * it takes renews; a process that dies leaves it to others after that. Every change asks whether things still are
 * as its process knows them, so that one that was thought dead moves nothing.
 */
export class WebhookTurns {
  constructor(
    private readonly pool: Pool,
    private readonly master: MasterKey,
    private readonly leaseMs: number,
  ) {}

  /** Those whose turn has come and for whom there is something, longest waiting first. */
  async waiting(limit: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ webhook_id: string }>({
      name: 'feed-webhooks-waiting',
      text: waitingSql,
      values: [limit],
    });
    return rows.map((row) => row.webhook_id);
  }

  /** For one attempt; undefined where it is another one's turn. */
  async claim(webhookId: string): Promise<Webhook | undefined> {
    const { rows } = await this.pool.query<WebhookRow>({
      name: 'feed-webhook-claim',
      text: claimSql,
      values: [webhookId, this.leaseMs / 1000],
    });
    return rows[0] && webhookFrom(rows[0], this.master);
  }

  /**
   * Events were taken; the first attempt of the next one begins.
   * @returns false where it was stopped, removed, moved or taken over meanwhile
   */
  async taken({ webhookId, run }: Webhook, moves: readonly Move[]): Promise<boolean> {
    const { rowCount } = await this.pool.query({
      name: 'feed-webhook-taken',
      text: takenSql,
      values: [
        webhookId,
        run,
        moves.map(({ partition }) => partition),
        moves.map(({ from }) => from),
        moves.map(({ to }) => to),
        this.leaseMs / 1000,
      ],
    });
    return rowCount === 1;
  }

  /** Nothing is under way until there is something to take. */
  async rest({ webhookId, run }: Webhook): Promise<void> {
    await this.pool.query(
      `update feed_webhook set attempts = 0, next_attempt_at = now()
       where webhook_id = $1 and run = $2 and state = 'active'`,
      [webhookId, run],
    );
  }

  /** The next attempt comes after the wait, milliseconds. */
  async postpone({ webhookId, run }: Webhook, problem: string, waitMs: number): Promise<void> {
    await this.pool.query(
      `update feed_webhook set next_attempt_at = now() + make_interval(secs => $3), problem = $4
       where webhook_id = $1 and run = $2 and state = 'active'`,
      [webhookId, run, waitMs / 1000, problem],
    );
  }

  /** Gives it up: the end and what the log is told of it, in one transaction. Whoever comes second finds it ended. */
  stop({ webhookId, organisation, run, attempts }: Webhook, reason: string, at: string): Promise<void> {
    return transaction(this.pool, async (client) => {
      const { rowCount } = await client.query(
        `update feed_webhook set state = 'stopped', problem = $3, attempts = $4, stopped_at = $5
         where webhook_id = $1 and run = $2 and state = 'active'`,
        [webhookId, run, reason, attempts, at],
      );
      if (rowCount !== 1) return;
      const cursor = encodeCursor(await takenBy(client, webhookId));
      const about = { subject: 'feeds', at, by: byRule };
      const told = { webhookId, organisation, cursor, attempts, reason };
      await Outbox.add(client, [recordOf(fact('FeedDeliveryStopped', `${webhookId}:${run}`, about, told))]);
    });
  }
}
