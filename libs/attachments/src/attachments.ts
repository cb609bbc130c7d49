import { createHash } from 'node:crypto';
import { Problem } from '@satupintu/service';
import { type MasterKey, type Vault } from '@satupintu/vault';
import { type Pool, type PoolClient } from 'pg';
import { type AttachedBy } from './claim';
import { type AttachmentType, kindOf } from './kind';
import { type Scanner, ScannerAway } from './scanner';
import { newKey, openContent, sealContent } from './seal';
import { type AttachmentStore, StoreAway } from './store';
import { stripped, Unreadable } from './strip';

export const mostBytes = 10 * 1024 * 1024;

export interface Uploaded {
  readonly id: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly type: AttachmentType;
}

/** A file that is brought: its id and the mark of its content follow from the caller’s key. */
export interface Brought {
  readonly id: string;
  readonly mac: Buffer;
  readonly content: Buffer;
}

/** To which complaint an attachment belongs, and whose it is there. */
export interface Belonging {
  readonly id: string;
  readonly complaintId: string;
  readonly by: AttachedBy;
}

export interface Attachment {
  readonly type: AttachmentType;
  readonly content: Buffer;
}

interface Row extends Uploaded {
  readonly upload_mac: Buffer;
  readonly stored: boolean;
  readonly master_key: string | null;
  readonly wrapped: Buffer | null;
}

export interface AttachmentsParts {
  readonly pool: Pool;
  readonly master: MasterKey;
  readonly vault: Vault;
  readonly store: AttachmentStore;
  readonly scanner: Scanner;
}

/**
 * Files that go with complaints, replies and answers: judged by their content, photos drawn anew without their
 * metadata, looked into for malice, sealed under a key of their own. One can be used by one complaint; what nobody has
 * used after a day is removed. A row is there before its content and goes after it, so that nothing is left over in a
 * store, whatever dies in between.
 */
export class Attachments {
  constructor(private readonly parts: AttachmentsParts) {}

  /**
   * Takes one file; the same again is answered the same.
   * @throws Problem 413, 415, 422 `unreadable-attachment`, `infected-attachment`, `idempotency-key-reused`, 503
   */
  async take(brought: Brought): Promise<Uploaded> {
    const { id, mac } = brought;
    await this.sweep();
    const known = await this.find(id);
    if (known && !known.upload_mac.equals(mac)) throw reused();
    const row = known?.stored ? known : await this.keep(brought);
    return { id, sha256: row.sha256, bytes: row.bytes, type: row.type };
  }

  /** Where it belongs; undefined where there is none, where nobody uses it yet, and where it was erased. */
  async belonging(id: string): Promise<Belonging | undefined> {
    const { rows } = await this.parts.pool.query<{ complaint_id: string; attached_by: AttachedBy }>(
      `select complaint_id, attached_by from files.attachment
       where id = $1 and complaint_id is not null and not gone`,
      [id],
    );
    const [row] = rows;
    return row && { id, complaintId: row.complaint_id, by: row.attached_by };
  }

  /** Opens it; undefined where the words of its complaint were erased. @throws Problem 503 */
  async open({ id, complaintId }: Belonging): Promise<Attachment | undefined> {
    const { pool, vault, store } = this.parts;
    const { rows } = await pool.query<{ type: AttachmentType; sealed_key: string }>(
      'select type, sealed_key from files.attachment where id = $1 and not gone',
      [id],
    );
    const [row] = rows;
    if (!row) return undefined;
    const [key] = await vault.open([{ complaintId, sealed: row.sealed_key, purpose: 'attachment' }]);
    if (typeof key !== 'string') return undefined;
    const content = await orUnavailable(() => store.get(id));
    return content && { type: row.type, content: openContent(Buffer.from(key, 'base64url'), id, content) };
  }

  /** Those of a complaint are gone when the caller’s transaction is; `sweep` removes their contents. */
  async erase(client: PoolClient, complaintId: string): Promise<void> {
    await client.query(
      `update files.attachment set gone = true, sealed_key = null where complaint_id = $1 and not gone`,
      [complaintId],
    );
  }

  /** Removes what is gone, and what nobody has used after a day. A store that is away is asked again later. */
  async sweep(): Promise<void> {
    const { pool, store } = this.parts;
    await pool.query(
      `update files.attachment set gone = true, master_key = null, wrapped = null
       where complaint_id is null and not gone and uploaded_at < now() - interval '1 day'`,
    );
    const { rows } = await pool.query<{ id: string }>('select id from files.attachment where gone limit 100');
    for (const { id } of rows) {
      try {
        await store.remove(id);
      } catch (error) {
        if (error instanceof StoreAway) return;
        throw error;
      }
      await pool.query('delete from files.attachment where id = $1 and gone', [id]);
    }
  }

  private async keep({ id, mac, content }: Brought): Promise<Row> {
    const { pool, master, store, scanner } = this.parts;
    const { plain, type } = await checked(content, scanner);
    const { masterKey, wrapped } = await newKey(master);
    const sha256 = createHash('sha256').update(plain).digest('hex');
    await pool.query(
      `insert into files.attachment (id, type, bytes, sha256, upload_mac, master_key, wrapped)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
      [id, type, plain.length, sha256, mac, masterKey, wrapped],
    );
    const row = await this.find(id);
    if (!row) throw new Error('an attachment vanished while it was taken');
    if (!row.upload_mac.equals(mac)) throw reused();
    // A twin was faster, or the first attempt died after its row: the content goes under the key that is kept.
    if (row.stored || !row.wrapped || row.master_key === null) return row;
    const key = await master.unwrap(row.wrapped, row.master_key);
    await orUnavailable(() => store.put(id, sealContent(key, id, plain)));
    await pool.query('update files.attachment set stored = true where id = $1', [id]);
    return row;
  }

  private async find(id: string): Promise<Row | undefined> {
    const { rows } = await this.parts.pool.query<Row>(
      `select id, sha256, bytes, type, upload_mac, stored, master_key, wrapped from files.attachment
       where id = $1 and not gone`,
      [id],
    );
    return rows[0];
  }
}

const reused = () => new Problem(422, 'idempotency-key-reused', 'This key came with another file before.');
export const tooLarge = (): Problem => new Problem(413, 'too-large', 'An attachment has 10 MiB at most.');

/** What is kept of a content. @throws Problem 413, 415, 422, 503 */
async function checked(content: Buffer, scanner: Scanner): Promise<{ plain: Buffer; type: AttachmentType }> {
  if (content.length > mostBytes) throw tooLarge();
  const type = kindOf(content);
  if (!type)
    throw new Problem(
      415,
      'unsupported-media-type',
      'Attachments are JPEG, PNG, WebP or PDF, by their content.',
    );
  await refuseMalice(content, scanner);
  return { plain: await readable(content, type), type };
}

async function refuseMalice(content: Buffer, scanner: Scanner): Promise<void> {
  const found = await orUnavailable(() => scanner.scan(content));
  if (found !== undefined)
    throw new Problem(422, 'infected-attachment', 'The file is taken for malicious and is not kept.');
}

async function readable(content: Buffer, type: AttachmentType): Promise<Buffer> {
  try {
    return await stripped(content, type);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Problem(422, error.code, 'The content cannot be read as what it begins like.');
  }
}

async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StoreAway || error instanceof ScannerAway)) throw error;
    throw new Problem(503, error.code, 'Files cannot be taken or given at the moment. Try again.', {
      retryAfter: 5,
    });
  }
}
