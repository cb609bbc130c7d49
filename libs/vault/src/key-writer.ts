import { randomBytes } from 'node:crypto';
import { type ClientBase } from 'pg';
import { type Keyring, type MasterKey, type Part } from './port';

/** A data key: plain for sealing now, wrapped for the table. */
interface DataKey {
  readonly key: Buffer;
  readonly masterKey: string;
  readonly wrapped: Buffer;
}

/** Both keys of a complaint to come. */
export type NewKeys = Readonly<Record<Part, DataKey>>;

interface KeyRow {
  readonly complaintId: string;
  readonly part: Part;
  readonly generation: number;
  readonly key: DataKey;
}

/** Of the narrative: what is written after everything was erased. At most one erasure of all, so never a third. */
const afterErasure = 2;

/** Unwrapped keys as `sealWith` takes them, before they are in the database. */
export const keyringOf = ({ identity, narrative }: NewKeys): Keyring => ({
  identity: { generation: 1, key: identity.key },
  narrative: { generation: 1, key: narrative.key },
});

/** Makes and destroys keys: intake's alone, whose database role alone may. */
export class KeyWriter {
  constructor(private readonly master: MasterKey) {}

  /** Keys for `count` complaints, in memory only. */
  async newKeys(count: number): Promise<NewKeys[]> {
    return Promise.all(
      Array.from({ length: count }, async () => ({
        identity: await this.newKey(),
        narrative: await this.newKey(),
      })),
    );
  }

  /** In the transaction that accepts the complaints. A complaint that has keys keeps them. */
  async insertKeys(
    client: ClientBase,
    accepted: readonly { complaintId: string; keys: NewKeys }[],
  ): Promise<void> {
    const parts: readonly Part[] = ['identity', 'narrative'];
    await insert(
      client,
      accepted.flatMap(({ complaintId, keys }) =>
        parts.map((part) => ({ complaintId, part, generation: 1, key: keys[part] })),
      ),
    );
  }

  /**
   * In the transaction that records the erasure. `identity`: nobody can tell any more who it was. `all`: nor what was
   * said; a second narrative key lets the case go on. Safe to repeat, also after a restore from a backup.
   */
  async destroyKeys(client: ClientBase, complaintId: string, scope: 'identity' | 'all'): Promise<void> {
    const narrative = scope === 'all' ? `or (part = 'narrative' and generation < ${afterErasure})` : '';
    const known = await client.query(`select from vault.key where complaint_id = $1 limit 1`, [complaintId]);
    await client.query(`delete from vault.key where complaint_id = $1 and (part = 'identity' ${narrative})`, [
      complaintId,
    ]);
    if (scope === 'identity' || known.rowCount === 0) return;
    await insert(client, [
      { complaintId, part: 'narrative', generation: afterErasure, key: await this.newKey() },
    ]);
  }

  private async newKey(): Promise<DataKey> {
    const key = randomBytes(32);
    return { key, ...(await this.master.wrap(key)) };
  }
}

async function insert(client: ClientBase, rows: readonly KeyRow[]): Promise<void> {
  await client.query({
    name: 'vault-insert-keys',
    text: `insert into vault.key (complaint_id, part, generation, master_key, wrapped)
      select * from unnest($1::uuid[], $2::text[], $3::integer[], $4::text[], $5::bytea[])
      on conflict do nothing`,
    values: [
      rows.map(({ complaintId }) => complaintId),
      rows.map(({ part }) => part),
      rows.map(({ generation }) => generation),
      rows.map(({ key }) => key.masterKey),
      rows.map(({ key }) => key.wrapped),
    ],
  });
}
