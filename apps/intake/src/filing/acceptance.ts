import { claimAttachments } from '@satupintu/attachments';
import { Outbox, recordOf, transaction } from '@satupintu/log';
import { type KeyWriter, keyringOf, type MasterKey, type NewKeys, sealWith } from '@satupintu/vault';
import { type Pool, type PoolClient } from 'pg';
import { Batcher } from './batcher';
import { type Filing, filedFact } from './filed';
import { type IdSecret, trackingIdOf } from './ids';

/** What stands in `intake.accepted`: proof that a complaint was taken, before and after it is on the log. */
export interface Accepted {
  readonly complaintId: string;
  readonly trackingId: string;
  readonly bodyMac: Buffer;
  readonly filedAt: string;
}

interface Row {
  complaint_id: string;
  tracking_id: string;
  body_mac: Buffer;
  filed_at: Date;
}

const acceptedOf = (row: Row): Accepted => ({
  complaintId: row.complaint_id,
  trackingId: row.tracking_id,
  bodyMac: row.body_mac,
  filedAt: row.filed_at.toISOString(),
});

const isTaken = (error: unknown): boolean => {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' && constraint === 'accepted_tracking_id';
};
const mostAttempts = 8;

export interface AcceptanceParts {
  readonly pool: Pool;
  readonly keyWriter: KeyWriter;
  readonly master: MasterKey;
  readonly secret: IdSecret;
  /** after each commit: something waits to be relayed to the log */
  readonly kick: () => void;
}

/**
 * Accepts complaints: one transaction holds the row that makes a repeat harmless, the sealed keys and the fact for the
 * log, which may be away for as long as it likes. Requests that come together share the transaction.
 */
export class Acceptance {
  private readonly batcher = new Batcher((filings: readonly Filing[]) => this.acceptAll(filings));

  constructor(private readonly parts: AcceptanceParts) {}

  /** The filing's own row, or the one of the request that was first with this id. */
  accept(filing: Filing): Promise<Accepted> {
    return this.batcher.add(filing);
  }

  async find(complaintId: string): Promise<Accepted | undefined> {
    const [found] = await read(this.parts.pool, [complaintId]);
    return found;
  }

  private async acceptAll(filings: readonly Filing[]): Promise<Accepted[]> {
    const accepted = await this.acceptOnce(filings).catch((error: unknown) => {
      if (!isTaken(error)) throw error;
      return this.acceptEach(filings);
    });
    this.parts.kick();
    const byId = new Map(accepted.map((row) => [row.complaintId, row]));
    return filings.map(({ complaintId }) => {
      const row = byId.get(complaintId);
      if (!row) throw new Error('an accepted complaint has no row');
      return row;
    });
  }

  /** A tracking id of the group is taken by another complaint: each alone, with the next id where needed. */
  private async acceptEach(filings: readonly Filing[]): Promise<Accepted[]> {
    const accepted: Accepted[] = [];
    for (const filing of filings) accepted.push(...(await this.acceptWithNextId(filing, 0)));
    return accepted;
  }

  private async acceptWithNextId(filing: Filing, attempt: number): Promise<Accepted[]> {
    try {
      return await this.acceptOnce([filing], attempt);
    } catch (error) {
      if (!isTaken(error) || attempt >= mostAttempts) throw error;
      return this.acceptWithNextId(filing, attempt + 1);
    }
  }

  private async acceptOnce(filings: readonly Filing[], attempt = 0): Promise<Accepted[]> {
    const { pool, keyWriter, secret } = this.parts;
    const firsts = firstOfEach(filings);
    const ids = firsts.map(({ complaintId }) => complaintId);
    return transaction(pool, async (client) => {
      const inserted = await insert(client, firsts, (id) => trackingIdOf(secret, id, attempt));
      const fresh = firsts.filter(({ complaintId }) => inserted.has(complaintId));
      if (fresh.length > 0) await this.write(client, fresh, attempt, await keyWriter.newKeys(fresh.length));
      return read(client, ids);
    });
  }

  private async write(
    client: PoolClient,
    fresh: readonly Filing[],
    attempt: number,
    keys: readonly NewKeys[],
  ): Promise<void> {
    const { keyWriter, secret } = this.parts;
    const made = fresh.map((filing, index) => {
      const own = keys[index];
      if (!own) throw new Error('fewer keys than complaints');
      return {
        filing,
        keys: own,
        fact: filedFact(filing, trackingIdOf(secret, filing.complaintId, attempt), own),
      };
    });
    await keyWriter.insertKeys(
      client,
      made.map(({ filing, keys: own }) => ({ complaintId: filing.complaintId, keys: own })),
    );
    await Outbox.add(
      client,
      made.map(({ fact }) => recordOf(fact)),
    );
    for (const { filing, keys: own } of made) await this.claim(client, filing, own);
  }

  private async claim(client: PoolClient, { complaintId, body }: Filing, keys: NewKeys): Promise<void> {
    const { master } = this.parts;
    const seal = (key: Buffer) =>
      sealWith(keyringOf(keys), complaintId, 'narrative', 'attachment', key.toString('base64url'));
    await claimAttachments(client, {
      complaintId,
      ids: body.attachments ?? [],
      by: 'reporter',
      master,
      seal,
    });
  }
}

/**
 * Of filings with one id the first: its row and its fact are of one body. In one order for everybody, so that two
 * processes that are sent the same complaints never wait for each other in a circle.
 */
function firstOfEach(filings: readonly Filing[]): Filing[] {
  const firsts = new Map<string, Filing>();
  for (const filing of filings) if (!firsts.has(filing.complaintId)) firsts.set(filing.complaintId, filing);
  return [...firsts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, filing]) => filing);
}

/** Inserts what is not there yet. @returns the ids that were not */
async function insert(
  client: PoolClient,
  filings: readonly Filing[],
  trackingId: (id: string) => string,
): Promise<Set<string>> {
  const { rows } = await client.query<{ complaint_id: string }>({
    name: 'intake-accept',
    text: `insert into accepted (complaint_id, tracking_id, body_mac, filed_at)
      select * from unnest($1::uuid[], $2::text[], $3::bytea[], $4::timestamptz[])
      on conflict (complaint_id) do nothing returning complaint_id`,
    values: [
      filings.map(({ complaintId }) => complaintId),
      filings.map(({ complaintId }) => trackingId(complaintId)),
      filings.map(({ bodyMac }) => bodyMac),
      filings.map(({ at }) => at),
    ],
  });
  return new Set(rows.map(({ complaint_id }) => complaint_id));
}

async function read(client: Pool | PoolClient, ids: readonly string[]): Promise<Accepted[]> {
  const { rows } = await client.query<Row>({
    name: 'intake-accepted',
    text: `select complaint_id, tracking_id, body_mac, filed_at from accepted where complaint_id = any($1::uuid[])`,
    values: [ids],
  });
  return rows.map(acceptedOf);
}
