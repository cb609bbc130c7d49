import { type Deps } from '@satupintu/service';

const counts = {
  messages_waiting: ['Messages to reporters that no gateway has taken yet', `state = 'open'`],
  messages_retried: ['Those of them that were tried before', `state = 'open' and attempts > 1`],
  messages_unproven: ['Messages whose gateway has not said yet what became of them', `state = 'sent'`],
} as const;

/** Shows what is on its way to reporters. What was given up is on the log and on the page. */
export function showMessages({ metrics, pool }: Deps): void {
  for (const [name, [help, which]] of Object.entries(counts)) {
    metrics.gauge(name, help, async () => {
      const { rows } = await pool.query<{ n: number }>(
        `select count(*)::integer as n from outgoing_message where state in ('open', 'sent') and ${which}`,
      );
      return rows[0]?.n ?? NaN;
    });
  }
}
