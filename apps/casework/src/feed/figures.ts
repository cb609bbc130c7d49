import { type Deps } from '@satupintu/service';

const retriedSql = `select count(*)::integer as n from feed_webhook where state = 'active' and attempts > 1`;
const stoppedSql = `select count(*)::integer as n from feed_webhook where state = 'stopped'`;

/** Shows which webhooks do not take what is brought to them, and which were given up. */
export function showWebhooks({ metrics, pool }: Deps): void {
  const count = async (text: string) => {
    const { rows } = await pool.query<{ n: number }>(text);
    return rows[0]?.n ?? NaN;
  };
  metrics.gauge('feed_webhooks_retried', 'Webhooks that did not take an event and are tried again', () =>
    count(retriedSql),
  );
  metrics.gauge('feed_webhooks_stopped', 'Webhooks that were given up and wait to be resumed', () =>
    count(stoppedSql),
  );
}
