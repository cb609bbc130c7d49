import { type Sealed } from '@satupintu/events';
import { LRUCache } from 'lru-cache';
import { type Pool } from 'pg';
import { type Keyring, type MasterKey, type Part, type Vault } from './port';
import { openWith, sealWith } from './sealing';

export interface PgVaultParts {
  readonly pool: Pool;
  readonly master: MasterKey;
}

interface KeyRow {
  complaint_id: string;
  part: Part;
  generation: number;
  master_key: string;
  wrapped: Buffer;
}

/** How long an unwrapped key may live here, milliseconds of machine time. */
const lifetime = 60_000;

/** The vault over the table `vault.key`. Reads keys, never writes them. */
export class PgVault implements Vault {
  private readonly keyrings = new LRUCache<string, Keyring>({ max: 5_000, ttl: lifetime });
  /** complaints forgotten while their keys were being read: what was read must not be kept */
  private forgotten = 0;

  constructor(private readonly parts: PgVaultParts) {}

  async seal(complaintId: string, part: Part, field: string, value: unknown): Promise<Sealed> {
    const keyrings = await this.load([complaintId]);
    return sealWith(keyrings.get(complaintId) ?? {}, complaintId, part, field, value);
  }

  async open(items: readonly { complaintId: string; sealed: Sealed; purpose: string }[]): Promise<unknown[]> {
    const keyrings = await this.load(items.map(({ complaintId }) => complaintId));
    return items.map(({ complaintId, sealed }) =>
      openWith(keyrings.get(complaintId) ?? {}, complaintId, sealed),
    );
  }

  forget(complaintId: string): void {
    this.forgotten++;
    this.keyrings.delete(complaintId);
  }

  private async load(complaintIds: readonly string[]): Promise<Map<string, Keyring>> {
    const found = new Map<string, Keyring>();
    const missing: string[] = [];
    for (const id of new Set(complaintIds)) {
      const known = this.keyrings.get(id);
      if (known) found.set(id, known);
      else missing.push(id);
    }
    if (missing.length === 0) return found;
    const before = this.forgotten;
    for (const [id, keyring] of await this.read(missing)) {
      found.set(id, keyring);
      if (this.forgotten === before) this.keyrings.set(id, keyring);
    }
    return found;
  }

  private async read(complaintIds: readonly string[]): Promise<Map<string, Keyring>> {
    const { rows } = await this.parts.pool.query<KeyRow>({
      name: 'vault-read-keys',
      text: `select complaint_id, part, generation, master_key, wrapped from vault.key
        where complaint_id = any($1::uuid[]) order by generation`,
      values: [complaintIds],
    });
    const read = new Map<string, Keyring>();
    for (const { complaint_id, part, generation, master_key, wrapped } of rows) {
      const key = await this.parts.master.unwrap(wrapped, master_key);
      read.set(complaint_id, { ...read.get(complaint_id), [part]: { generation, key } });
    }
    return read;
  }
}
