import { byRule } from '@satupintu/domain';
import { type ComplaintFact, fact, type Owner } from '@satupintu/events';
import { Outbox, recordOf, transaction } from '@satupintu/log';
import { backoff, DeliveryFault, type Deps, type Receipt } from '@satupintu/service';
import { type PoolClient } from 'pg';
import { type Send } from './channel';
import { type Contact, Contacts, ownerFrom } from './contacts';
import { type Summary } from './summary';

interface Claimed {
  readonly notice_id: string;
  readonly organisation: string;
  readonly unit: string | null;
  readonly slot: Date;
  readonly summary: Summary;
  readonly attempts: number;
}

interface ItemRow {
  readonly complaint_id: string;
  readonly clock_id: string;
  readonly kind: 'step' | 'reminder';
  readonly level: number;
  readonly at: Date;
}

/** A claim outlasts the longest attempt by this factor; a process that dies leaves its notice to others after it. */
const leaseFactor = 3;
const workers = 4;
const chunk = 5_000;

/** How the telling of a notice ended. */
type End =
  | { readonly state: 'sent'; readonly receipt: Receipt }
  | { readonly state: 'failed'; readonly attempts: number; readonly reason: string };

/**
 * Delivers notices that were made: attempts, waits and claims on machine time. A row is claimed for one attempt by one
 * process. What a server took on and what the log is told are saved together; a process that dies between the two
 * leaves the claim to another one, which sends the same notice with the same id.
 */
export class Deliveries {
  private readonly contacts: Contacts;

  constructor(
    private readonly deps: Deps,
    private readonly send: Send,
  ) {
    this.contacts = new Contacts(deps.pool, deps.master);
  }

  /** Attempts everything whose turn has come. @returns how many attempts were made */
  async pass(stopped: AbortSignal): Promise<number> {
    const work = async () => {
      let tried = 0;
      while (!stopped.aborted && (await this.one())) tried += 1;
      return tried;
    };
    const tried = await Promise.all(Array.from({ length: workers }, work));
    return tried.reduce((sum, count) => sum + count, 0);
  }

  private async one(): Promise<boolean> {
    const claimed = await this.claim();
    if (!claimed) return false;
    const to = ownerFrom(claimed);
    const contact = await this.contacts.of(to);
    if (!contact || !(await this.isStillDue(claimed.notice_id))) await this.withdraw(claimed.notice_id);
    else await this.attempt(claimed, contact);
    return true;
  }

  private async claim(): Promise<Claimed | undefined> {
    const lease = (leaseFactor * this.deps.config.noticeTimeoutMs) / 1000;
    const { rows } = await this.deps.pool.query<Claimed>({
      name: 'notice-claim',
      text: `update notice_delivery set attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $1)
        where notice_id = (select notice_id from notice_delivery where state = 'open' and next_attempt_at <= now()
          order by urgent desc, next_attempt_at limit 1 for update skip locked)
        returning notice_id, organisation, unit, slot, summary, attempts`,
      values: [lease],
    });
    return rows[0];
  }

  /** Something that it tells of still waits for its addressee. */
  private async isStillDue(noticeId: string): Promise<boolean> {
    const { rowCount } = await this.deps.pool.query(
      `select from notice_item i join notice n using (clock_id, kind, level, at)
       where i.notice_id = $1 and n.state = 'pending' limit 1`,
      [noticeId],
    );
    return rowCount === 1;
  }

  /** As if it had never been made: what still waits is in a later one. */
  private withdraw(noticeId: string): Promise<void> {
    return transaction(this.deps.pool, async (client) => {
      await client.query('delete from notice_item where notice_id = $1', [noticeId]);
      await client.query(`delete from notice_delivery where notice_id = $1 and state = 'open'`, [noticeId]);
    });
  }

  private async attempt(claimed: Claimed, { way }: Contact): Promise<void> {
    const { notice_id: noticeId, slot, summary, attempts } = claimed;
    const { noticeAttempts, noticeBackoffMs } = this.deps.config;
    try {
      const to = ownerFrom(claimed);
      const receipt = await this.send(way, { noticeId, to, slot: slot.toISOString(), summary });
      await this.end(claimed, way.by, { state: 'sent', receipt });
    } catch (error) {
      if (!(error instanceof DeliveryFault)) throw error;
      const { code: reason, permanent } = error;
      this.deps.logger.warn({ noticeId, reason, attempts }, 'a notice was not taken');
      if (permanent || attempts >= noticeAttempts)
        await this.end(claimed, way.by, { state: 'failed', attempts, reason });
      else await this.postpone(noticeId, reason, backoff(attempts, noticeBackoffMs));
    }
  }

  private async postpone(noticeId: string, problem: string, waitMs: number): Promise<void> {
    await this.deps.pool.query(
      `update notice_delivery set next_attempt_at = now() + make_interval(secs => $2), problem = $3
       where notice_id = $1 and state = 'open'`,
      [noticeId, waitMs / 1000, problem],
    );
  }

  /** The end and what the log is told of it, in one transaction; whoever comes second finds it ended. */
  private async end(claimed: Claimed, by: 'email' | 'webhook', end: End): Promise<void> {
    const at = this.deps.clock.now();
    await transaction(this.deps.pool, async (client) => {
      const { rowCount } = await client.query(
        `update notice_delivery set state = $2, ended_at = $3, problem = $4 where notice_id = $1 and state = 'open'`,
        [claimed.notice_id, end.state, at, end.state === 'failed' ? end.reason : null],
      );
      if (rowCount === 1) await this.tell(client, claimed, { by, at, end });
    });
    this.deps.relay.kick();
  }

  private async tell(
    client: PoolClient,
    { notice_id: noticeId, ...claimed }: Claimed,
    { by, at, end }: { by: 'email' | 'webhook'; at: string; end: End },
  ): Promise<void> {
    const { rows } = await client.query<ItemRow>(
      `select complaint_id, clock_id, kind, level, at from notice_item where notice_id = $1
       order by complaint_id, at, clock_id, kind, level`,
      [noticeId],
    );
    const records = factsOf(rows, { noticeId, to: ownerFrom(claimed), by, at, end }).map(recordOf);
    for (let from = 0; from < records.length; from += chunk)
      await Outbox.add(client, records.slice(from, from + chunk));
  }
}

interface Ended {
  readonly noticeId: string;
  readonly to: Owner;
  readonly by: 'email' | 'webhook';
  readonly at: string;
  readonly end: End;
}

/** One fact for each complaint; its id follows from notice and complaint. */
function factsOf(rows: readonly ItemRow[], { noticeId, to, by, at, end }: Ended): ComplaintFact[] {
  const byComplaint = new Map<string, ItemRow[]>();
  for (const row of rows)
    byComplaint.set(row.complaint_id, [...(byComplaint.get(row.complaint_id) ?? []), row]);
  return [...byComplaint].map(([subject, items]) => {
    const key = `${noticeId}:${subject}`;
    const envelope = { subject, at, by: byRule };
    const common = { noticeId, to, by, about: items.map(aboutOf) };
    return end.state === 'sent'
      ? fact('NoticeSent', key, envelope, { ...common, sentAt: at, proof: end.receipt })
      : fact('NoticeFailed', key, envelope, {
          ...common,
          failedAt: at,
          attempts: end.attempts,
          reason: end.reason,
        });
  });
}

const aboutOf = ({ clock_id: clockId, kind, level, at }: ItemRow) => ({
  clockId,
  kind,
  ...(kind === 'step' && { level }),
  at: at.toISOString(),
});
