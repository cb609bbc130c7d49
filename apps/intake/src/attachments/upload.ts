import { Problem } from '@satupintu/service';
import { type MasterKey } from '@satupintu/vault';
import { createHash } from 'node:crypto';
import { type Pool } from 'pg';
import { bodyMac, type IdSecret, keyedId } from '../filing/ids';
import { type AttachmentType, kindOf } from './kind';
import { sealContent } from './seal';
import { stripped, UnreadablePicture } from './strip';

export const mostBytes = 10 * 1024 * 1024;

export interface Uploaded {
  readonly id: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly type: AttachmentType;
}

interface Row extends Uploaded {
  readonly upload_mac: Buffer;
}

export interface UploadParts {
  readonly pool: Pool;
  readonly master: MasterKey;
  readonly secret: IdSecret;
}

/**
 * Takes one file: judged by its content, photos drawn anew without their metadata, sealed under a key of its own. It
 * can be used by one complaint; what nobody has used after a day is removed.
 * @throws Problem 413, 415, 422
 */
export class Upload {
  constructor(private readonly parts: UploadParts) {}

  async upload(content: Buffer, caller: string, idempotencyKey: string | undefined): Promise<Uploaded> {
    if (content.length > mostBytes) throw tooLarge();
    const type = kindOf(content);
    if (!type)
      throw new Problem(
        415,
        'unsupported-media-type',
        'Attachments are JPEG, PNG, WebP or PDF, by their content.',
      );
    const id = keyedId(this.parts.secret, 'attachment', caller, idempotencyKey);
    const mac = bodyMac(this.parts.secret, createHash('sha256').update(content).digest('hex'));
    const row = (await this.find(id)) ?? (await this.insert(id, mac, type, await readable(content, type)));
    if (!row.upload_mac.equals(mac))
      throw new Problem(422, 'idempotency-key-reused', 'This key came with another file before.');
    return { id, sha256: row.sha256, bytes: row.bytes, type: row.type };
  }

  private async find(id: string): Promise<Row | undefined> {
    const { rows } = await this.parts.pool.query<Row>(
      `select id, sha256, bytes, type, upload_mac from attachment where id = $1`,
      [id],
    );
    return rows[0];
  }

  private async insert(id: string, mac: Buffer, type: AttachmentType, plain: Buffer): Promise<Row> {
    const { pool, master } = this.parts;
    await pool.query(
      `delete from attachment where complaint_id is null and uploaded_at < now() - interval '1 day'`,
    );
    const { content, masterKey, wrapped } = await sealContent(master, id, plain);
    const sha256 = createHash('sha256').update(plain).digest('hex');
    await pool.query(
      `insert into attachment (id, type, bytes, sha256, upload_mac, master_key, wrapped, content)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
      [id, type, plain.length, sha256, mac, masterKey, wrapped, content],
    );
    const row = await this.find(id);
    if (!row) throw new Error('an attachment vanished while it was taken');
    return row;
  }
}

export const tooLarge = (): Problem => new Problem(413, 'too-large', 'An attachment has 10 MiB at most.');

async function readable(content: Buffer, type: AttachmentType): Promise<Buffer> {
  try {
    return await stripped(content, type);
  } catch (error) {
    if (!(error instanceof UnreadablePicture)) throw error;
    throw new Problem(422, error.code, 'The content begins like a picture, but cannot be read as one.');
  }
}
