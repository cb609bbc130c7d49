import { type Deps } from './deps';

/** Shows how far behind the service is; an alarm on `parked_facts > 0` belongs in every installation. */
export function watch({ metrics, loop, relay, pool }: Deps): void {
  metrics.gauge('lag_facts', 'Facts on the log that are not applied yet', () => loop.lag());
  metrics.gauge('outbox_records', 'Records that wait for the log', () => relay.pending());
  metrics.gauge('parked_facts', 'Facts that could not be handled, and those behind them', async () => {
    const { rows } = await pool.query<{ n: number }>(
      'select count(*)::integer as n from parked where dropped_at is null',
    );
    return rows[0]?.n ?? NaN;
  });
}
