import { type Fact } from '@satupintu/events';
import { Outbox, recordOf, transaction } from '@satupintu/log';
import { type LogCursor } from '@satupintu/service';
import { type MasterKey } from '@satupintu/vault';
import { type Pool, type PoolClient } from 'pg';
import { moveTo, sealTarget, type Webhook, webhookColumns, webhookFrom, type WebhookRow } from './webhook';

export type NewWebhook = Pick<Webhook, 'webhookId' | 'organisation' | 'target' | 'since'>;

/** The webhooks of all bodies. Addresses and secrets lie sealed under the master key, on no log. */
export class Webhooks {
  constructor(
    private readonly pool: Pool,
    private readonly master: MasterKey,
  ) {}

  /** Adds one that begins behind the cursor, unless it is there already. */
  async add({ webhookId, organisation, target, since }: NewWebhook, cursor: LogCursor): Promise<void> {
    const { masterKey, wrapped, sealed } = await sealTarget(this.master, webhookId, target);
    await transaction(this.pool, async (client) => {
      const { rowCount } = await client.query(
        `insert into feed_webhook (webhook_id, organisation, master_key, wrapped, sealed, since)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        [webhookId, organisation, masterKey, wrapped, sealed, since],
      );
      if (rowCount === 1) await moveTo(client, webhookId, cursor);
    });
  }

  /** @returns whether there was one */
  async remove(organisation: string, webhookId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'delete from feed_webhook where organisation = $1 and webhook_id = $2',
      [organisation, webhookId],
    );
    return rowCount === 1;
  }

  async count(organisation: string): Promise<number> {
    const { rows } = await this.pool.query<{ n: number }>(
      'select count(*)::integer as n from feed_webhook where organisation = $1',
      [organisation],
    );
    return rows[0]?.n ?? 0;
  }

  async get(organisation: string, webhookId: string): Promise<Webhook | undefined> {
    const { rows } = await this.pool.query<WebhookRow>(
      `select ${webhookColumns} from feed_webhook w where organisation = $1 and webhook_id = $2`,
      [organisation, webhookId],
    );
    return rows[0] && webhookFrom(rows[0], this.master);
  }

  /** A page of one body's, in the order of their ids. */
  async page(organisation: string, after: string | null, limit: number): Promise<Webhook[]> {
    const { rows } = await this.pool.query<WebhookRow>(
      `select ${webhookColumns} from feed_webhook w
       where organisation = $1 and ($2::uuid is null or webhook_id > $2) order by webhook_id limit $3`,
      [organisation, after, limit],
    );
    return Promise.all(rows.map((row) => webhookFrom(row, this.master)));
  }

  /**
   * Takes it up again, from another cursor where one is given: its next run, and the fact that begins it, in one
   * transaction. One that takes its events is moved by a cursor only; the same fact begins a run once.
   * @returns false where somebody else was faster
   */
  resume(resumed: Fact<'FeedDeliveryResumed'>, cursor: LogCursor | undefined): Promise<boolean> {
    const { webhookId } = resumed.data;
    return transaction(this.pool, async (client) => {
      const { rowCount } = await client.query(
        `update feed_webhook set state = 'active', run = run + 1, resumed_by = $2, attempts = 0,
           next_attempt_at = now(), problem = null, stopped_at = null
         where webhook_id = $1 and (state = 'stopped' or $3) and resumed_by is distinct from $2`,
        [webhookId, resumed.id, cursor !== undefined],
      );
      if (rowCount !== 1) return this.wasResumedBy(client, resumed);
      if (cursor) await moveTo(client, webhookId, cursor);
      await Outbox.add(client, [recordOf(resumed)]);
      return true;
    });
  }

  /** Wraps anew what an older master key wraps; done at each start, which follows the making of a new key. */
  async rewrap(): Promise<void> {
    const { rows } = await this.pool.query<WebhookRow>('select * from feed_webhook where master_key <> $1', [
      this.master.current,
    ]);
    for (const row of rows) {
      const key = await this.master.unwrap(row.wrapped, row.master_key);
      const { masterKey, wrapped } = await this.master.wrap(key);
      await this.pool.query(
        'update feed_webhook set master_key = $2, wrapped = $3 where webhook_id = $1 and wrapped = $4',
        [row.webhook_id, masterKey, wrapped, row.wrapped],
      );
    }
  }

  private async wasResumedBy(
    client: PoolClient,
    { id, data }: Fact<'FeedDeliveryResumed'>,
  ): Promise<boolean> {
    const { rowCount } = await client.query(
      'select from feed_webhook where webhook_id = $1 and resumed_by = $2',
      [data.webhookId, id],
    );
    return rowCount === 1;
  }
}
