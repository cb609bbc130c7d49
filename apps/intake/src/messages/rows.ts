import { type Fact } from '@satupintu/events';
import { Outbox, recordOf, transaction } from '@satupintu/log';
import { type Pool, type PoolClient } from 'pg';
import { type EventKind } from '../tracking/event';
import { type Named } from './facts';
import { type AnswerOf, type By, type MessageDetail, messageIdOf, type MessageKind } from './message';
import { type Told } from './told-row';

export type MessageState = 'open' | 'sent' | 'delivered' | 'failed' | 'dropped';

/** A row of the table `outgoing_message`. */
export interface MessageRow {
  readonly message_id: string;
  readonly complaint_id: string;
  readonly source: string;
  readonly about: string;
  readonly said_at: Date;
  readonly kind: MessageKind;
  readonly event: EventKind;
  readonly detail: MessageDetail;
  readonly words: string | null;
  readonly answer: AnswerOf | null;
  readonly state: MessageState;
  readonly by: By | null;
  /** the one under way included */
  readonly attempts: number;
}

export const namedOf = (row: MessageRow, by: By): Named => ({
  messageId: row.message_id,
  complaintId: row.complaint_id,
  ...{ about: row.about, kind: row.kind, by, answer: row.answer },
});

/** What becomes of a row, and what the log is told of it. */
export interface Change {
  readonly state: MessageState;
  readonly by?: By;
  readonly facts?: readonly Fact[];
  /** when the gateway’s word is waited for no longer, milliseconds of machine time from now */
  readonly patienceMs?: number;
  readonly problem?: string;
}

/** Messages of one reporter go in the order in which things happened: only the first that is open may be next. */
const isNext = `m.state = 'open' and not exists (
  select from outgoing_message e where e.complaint_id = m.complaint_id and e.state = 'open' and e.seq < m.seq)`;

/** The kept table `outgoing_message`. Claims, waits and retries on machine time. */
export class Messages {
  constructor(private readonly pool: Pool) {}

  /** A message is claimed for one attempt by one process; the lease outlasts the attempt. */
  async claim(leaseMs: number): Promise<MessageRow | undefined> {
    const { rows } = await this.pool.query<MessageRow>({
      name: 'message-claim',
      text: `update outgoing_message set attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $1)
        where message_id = (select m.message_id from outgoing_message m where m.next_attempt_at <= now() and ${isNext}
          order by m.next_attempt_at, m.seq limit 1 for update skip locked)
        returning *`,
      values: [leaseMs / 1000],
    });
    return rows[0];
  }

  /** One that was taken on, and of which the gateway has said nothing since, for as long as it is waited for. */
  async claimSilent(leaseMs: number): Promise<MessageRow | undefined> {
    const { rows } = await this.pool.query<MessageRow>({
      name: 'message-claim-silent',
      text: `update outgoing_message set next_attempt_at = now() + make_interval(secs => $1)
        where message_id = (select message_id from outgoing_message where state = 'sent' and next_attempt_at <= now()
          order by next_attempt_at limit 1 for update skip locked)
        returning *`,
      values: [leaseMs / 1000],
    });
    return rows[0];
  }

  /** Is there anything whose turn has come? */
  async isAnyDue(): Promise<boolean> {
    const { rowCount } = await this.pool.query({
      name: 'message-due',
      text: `select from outgoing_message where state in ('open', 'sent') and next_attempt_at <= now() limit 1`,
    });
    return rowCount === 1;
  }

  /** Is there anything that nobody has tried yet? */
  async isAnyUntried(): Promise<boolean> {
    const { rowCount } = await this.pool.query({
      name: 'message-untried',
      text: `select from outgoing_message m where m.attempts = 0 and m.next_attempt_at <= now() and ${isNext} limit 1`,
    });
    return rowCount === 1;
  }

  async find(messageId: string): Promise<MessageRow | undefined> {
    const { rows } = await this.pool.query<MessageRow>(
      'select * from outgoing_message where message_id = $1',
      [messageId],
    );
    return rows[0];
  }

  /** What the log says of a message already. */
  async told(messageId: string): Promise<{ state: Told; by: By } | undefined> {
    const { rows } = await this.pool.query<{ state: Told; by: By }>({
      name: 'message-told',
      text: 'select state, by from told where message_id = $1',
      values: [messageId],
    });
    return rows[0];
  }

  /** The same for others, once each. */
  async passOn({ message_id: messageId, about }: MessageRow, complaintIds: readonly string[]): Promise<void> {
    if (complaintIds.length === 0) return;
    await this.pool.query(
      `insert into outgoing_message (message_id, complaint_id, source, about, said_at, kind, event, detail, words)
       select t.message_id, t.complaint_id, m.source, m.about, m.said_at, m.kind, m.event, m.detail, m.words
       from outgoing_message m, unnest($2::uuid[], $3::uuid[]) as t (message_id, complaint_id)
       where m.message_id = $1 on conflict do nothing`,
      [messageId, complaintIds.map((complaintId) => messageIdOf(about, complaintId)), complaintIds],
    );
  }

  async postpone(messageId: string, problem: string, waitMs: number): Promise<void> {
    await this.pool.query(
      `update outgoing_message set next_attempt_at = now() + make_interval(secs => $2), problem = $3
       where message_id = $1 and state = 'open'`,
      [messageId, waitMs / 1000, problem],
    );
  }

  /**
   * Changes a row as `decide` says from how it is now, and puts what the log is told into the outbox, in one
   * transaction; whoever comes second finds it changed.
   * @returns whether there is such a message
   */
  change(messageId: string, decide: (row: MessageRow) => Change | undefined): Promise<boolean> {
    return transaction(this.pool, async (client) => {
      const { rows } = await client.query<MessageRow>(
        'select * from outgoing_message where message_id = $1 for update',
        [messageId],
      );
      const [row] = rows;
      const change = row && decide(row);
      if (change) await save(client, messageId, change);
      return row !== undefined;
    });
  }
}

async function save(client: PoolClient, messageId: string, change: Change): Promise<void> {
  const { state, by = null, patienceMs, problem = null, facts = [] } = change;
  await client.query(
    `update outgoing_message set state = $2, by = coalesce($3, by), problem = $4,
       next_attempt_at = now() + make_interval(secs => $5),
       ended_at = case when $2 in ('open', 'sent') then null else now() end
     where message_id = $1`,
    [messageId, state, by, problem, (patienceMs ?? 0) / 1000],
  );
  await Outbox.add(client, facts.map(recordOf));
}
