import { type Deps } from '@satupintu/service';
import { waysOf } from './channel';

/** Addressees for whom something waits and who cannot be told; found by skipping from one to the next. */
const unreachableSql = `
  with recursive waiting as (
    (select addressee from notice where state = 'pending' order by addressee limit 1)
    union all
    select (select n.addressee from notice n where n.state = 'pending' and n.addressee > w.addressee
      order by n.addressee limit 1)
    from waiting w where w.addressee is not null)
  select count(*)::integer as n from waiting w
  where w.addressee is not null
    and not exists (select from notice_contact c where c.addressee = w.addressee and c.by = any($1))`;
const underWaySql = `select count(*)::integer as n from notice_delivery where state = 'open' and attempts > 1`;
const failedSql = `select count(*)::integer as n from notice_delivery where state = 'failed'`;

/** Shows whom nobody can reach, what is tried again and what was given up. */
export function showNotices({ metrics, pool, config }: Deps): void {
  const count = async (text: string, values: readonly unknown[] = []) => {
    const { rows } = await pool.query<{ n: number }>(text, [...values]);
    return rows[0]?.n ?? NaN;
  };
  metrics.gauge('notice_unreachable_addressees', 'Addressees without a contact for whom notices wait', () =>
    count(unreachableSql, [waysOf(config)]),
  );
  metrics.gauge('notices_retried', 'Notices that were not taken yet and are tried again', () =>
    count(underWaySql),
  );
  metrics.gauge('notices_failed', 'Notices that were given up', () => count(failedSql));
}
