import { COMPLAINTS } from '@satupintu/events';
import { type LogCursor, seenOf, type WebhookTarget } from '@satupintu/service';
import { type Box, closeBox, type MasterKey, openBox } from '@satupintu/vault';
import { type PoolClient } from 'pg';

/** Where a body wants its events, and how far it has taken them. */
export interface Webhook {
  readonly webhookId: string;
  readonly organisation: string;
  readonly target: WebhookTarget;
  /** domain time */
  readonly since: string;
  readonly state: 'active' | 'stopped';
  /** how often it was resumed; each run stops once */
  readonly run: number;
  /** of the event that is to be taken next */
  readonly attempts: number;
  readonly problem?: string;
  /** domain time */
  readonly stoppedAt?: string;
  /** what it has taken */
  readonly cursor: LogCursor;
}

export interface WebhookRow {
  readonly webhook_id: string;
  readonly organisation: string;
  readonly master_key: string;
  readonly wrapped: Buffer;
  readonly sealed: Buffer;
  readonly since: Date;
  readonly run: number;
  readonly state: Webhook['state'];
  readonly attempts: number;
  readonly problem: string | null;
  readonly stopped_at: Date | null;
  /** last offset taken, by partition */
  readonly taken: Readonly<Record<string, number>> | null;
}

/** Of `feed_webhook w`, as a `WebhookRow`. */
export const webhookColumns = `w.*, (select json_object_agg(p.partition, p.next_offset - 1)
  from feed_webhook_position p where p.webhook_id = w.webhook_id) as taken`;

const about = (webhookId: string) => `feed-webhook|${webhookId}`;
export const sealTarget = (master: MasterKey, webhookId: string, target: WebhookTarget): Promise<Box> =>
  closeBox(master, about(webhookId), JSON.stringify(target));

export async function webhookFrom(row: WebhookRow, master: MasterKey): Promise<Webhook> {
  const { webhook_id: webhookId, master_key: masterKey, wrapped, sealed } = row;
  const target = await openBox(master, about(webhookId), { masterKey, wrapped, sealed });
  return {
    webhookId,
    organisation: row.organisation,
    target: JSON.parse(target) as WebhookTarget,
    since: row.since.toISOString(),
    state: row.state,
    run: row.run,
    attempts: row.attempts,
    ...(row.problem !== null && { problem: row.problem }),
    ...(row.stopped_at && { stoppedAt: row.stopped_at.toISOString() }),
    cursor: cursorFrom(row.taken),
  };
}

const cursorFrom = (taken: WebhookRow['taken']): LogCursor =>
  new Map(
    Object.entries(taken ?? {})
      .filter(([, offset]) => offset >= 0)
      .map(([partition, offset]) => [Number(partition), offset]),
  );

export async function takenBy(client: PoolClient, webhookId: string): Promise<LogCursor> {
  const { rows } = await client.query<Pick<WebhookRow, 'taken'>>(
    `select json_object_agg(partition, next_offset - 1) as taken from feed_webhook_position where webhook_id = $1`,
    [webhookId],
  );
  return cursorFrom(rows[0]?.taken ?? null);
}

/** What comes behind the cursor is taken next. */
export async function moveTo(client: PoolClient, webhookId: string, cursor: LogCursor): Promise<void> {
  await client.query(
    `insert into feed_webhook_position (webhook_id, topic, partition, next_offset)
     select $1, $2, partition, seen + 1 from unnest($3::integer[], $4::bigint[]) as s (partition, seen)
     on conflict (webhook_id, partition) do update set next_offset = excluded.next_offset`,
    [webhookId, COMPLAINTS, ...seenOf(cursor)],
  );
}
