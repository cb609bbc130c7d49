import { createHmac } from 'node:crypto';
import { type Pool, type PoolClient } from 'pg';
import { type IdSecret } from '../filing/ids';
import { type Act } from './choose';

/** Which act a message was, and the complaint that it began or is about. */
export interface KeptMessage {
  readonly act: Act;
  readonly complaintId: string | undefined;
}

interface Row {
  act: string;
  complaint_id: string | null;
}

const mac = (secret: IdSecret, purpose: string, ...parts: readonly string[]): Buffer =>
  createHmac('sha256', secret)
    .update(JSON.stringify([`channel-${purpose}`, ...parts]))
    .digest();

/** Where a message came in: the channel's name, and whose gateway or front end it is. */
export interface Door {
  readonly name: string;
  readonly operator: string;
}

/**
 * What intake remembers of messages and their senders: codes of both, never an address or a word. Operators are told
 * apart, so that a front end which claims a sender reaches what it brought itself and nothing else.
 */
export class Kept {
  constructor(
    private readonly pool: Pool,
    private readonly secret: IdSecret,
  ) {}

  messageKey({ name, operator }: Door, id: string): Buffer {
    return mac(this.secret, 'message', name, operator, id);
  }

  senderKey({ name, operator }: Door, sender: string): Buffer {
    return mac(this.secret, 'sender', name, operator, sender);
  }

  saidKey(door: Door, sender: string, text: string): Buffer {
    return mac(this.secret, 'said', door.name, door.operator, sender, text);
  }

  async find(key: Buffer): Promise<KeptMessage | undefined> {
    const { rows } = await this.pool.query<Row>(
      `select act, complaint_id from message where message_mac = $1`,
      [key],
    );
    return rows[0] && keptOf(rows[0]);
  }

  /** Keeps which act a message is; gives the one that a twin of it had kept before. */
  async decide(key: Buffer, act: Act, said: Buffer | undefined, at: string): Promise<KeptMessage> {
    const complaintId = act.act === 'reply' ? act.complaintId : null;
    const kept = await this.pool.query(
      `insert into message (message_mac, act, complaint_id, said_mac, at) values ($1, $2, $3, $4, $5)
       on conflict do nothing`,
      [key, textOf(act), complaintId, said ?? null, at],
    );
    const found = kept.rowCount === 1 ? undefined : await this.find(key);
    return found ?? { act, complaintId: complaintId ?? undefined };
  }

  /** The complaint of an earlier message of this sender with these words. */
  async saidBefore(said: Buffer, since: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ complaint_id: string }>(
      `select complaint_id from message
       where said_mac = $1 and at > $2 and complaint_id is not null order by at desc limit 1`,
      [said, since],
    );
    return rows[0]?.complaint_id;
  }

  /** A message began a complaint, and its sender has it from now on; not where the person has been cut meanwhile. */
  async filed(key: Buffer, sender: Buffer | undefined, complaintId: string, at: string): Promise<void> {
    await this.pool.query(
      `with filed as (update message set complaint_id = $2 where message_mac = $1 and complaint_id is null returning 1)
       insert into sender (sender_mac, complaint_id, filed_at)
       select $3::bytea, $2::uuid, $4 from filed where $3::bytea is not null
         and exists (select from vault.key where complaint_id = $2 and part = 'identity')
       on conflict do nothing`,
      [key, complaintId, sender ?? null, at],
    );
  }

  /** A complaint goes on as another one: whoever wrote about it is known there, too, unless the person has been cut. */
  async goesOn(complaintId: string, next: string, at: string): Promise<void> {
    await this.pool.query(
      `insert into sender (sender_mac, complaint_id, filed_at)
       select sender_mac, $2, $3 from sender where complaint_id = $1
         and exists (select from vault.key where complaint_id = $2 and part = 'identity')
       on conflict do nothing`,
      [complaintId, next, at],
    );
  }

  /** Complaints of a sender, latest first. */
  async complaintsOf(sender: Buffer, most: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ complaint_id: string }>(
      `select complaint_id from sender where sender_mac = $1 order by filed_at desc, complaint_id limit $2`,
      [sender, most],
    );
    return rows.map(({ complaint_id }) => complaint_id);
  }

  async filedSince(sender: Buffer, since: string): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(
      `select count(*)::int as count from sender where sender_mac = $1 and filed_at > $2`,
      [sender, since],
    );
    return rows[0]?.count ?? 0;
  }
}

/** Who wrote goes with the person: nothing leads from an address to the case any more. Within the erasure's transaction. */
export async function forgetSender(client: PoolClient, complaintId: string): Promise<void> {
  await client.query(`delete from sender where complaint_id = $1`, [complaintId]);
  await client.query(`update message set said_mac = null where complaint_id = $1`, [complaintId]);
}

const textOf = (act: Act): string => {
  switch (act.act) {
    case 'file':
      return 'file';
    case 'reply':
      return `reply:${act.kind}`;
    case 'ignore':
      return `ignore:${act.code}`;
  }
};

function keptOf({ act, complaint_id }: Row): KeptMessage {
  const [name, detail] = act.split(':');
  const complaintId = complaint_id ?? undefined;
  if (name === 'reply' && complaintId !== undefined)
    return { act: { act: 'reply', complaintId, kind: detail } as Act, complaintId };
  if (name === 'ignore') return { act: { act: 'ignore', code: detail } as Act, complaintId };
  return { act: { act: 'file' }, complaintId };
}
