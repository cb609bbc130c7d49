import { createHash } from 'node:crypto';
import { transaction } from '@satupintu/log';
import { type Pool } from 'pg';

/** A part that a connection carries without holding up the others. */
const partBytes = 4 * 1024 * 1024;

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Bytes of models, by digest. They are on no log, and a rebuild leaves them alone. */
export class ModelStore {
  constructor(private readonly pool: Pool) {}

  /** All of it or nothing; the same bytes again change nothing. @returns the digest */
  async save(bytes: Uint8Array): Promise<string> {
    const digest = digestOf(bytes);
    await transaction(this.pool, async (client) => {
      for (let part = 0; part * partBytes < bytes.length; part += 1) {
        const content = Buffer.from(bytes.subarray(part * partBytes, (part + 1) * partBytes));
        await client.query(
          'insert into model (digest, part, content) values ($1, $2, $3) on conflict do nothing',
          [digest, part, content],
        );
      }
    });
    return digest;
  }

  /** Undefined where they are missing, or not what the digest says. */
  async load(digest: string): Promise<Uint8Array | undefined> {
    const parts: Buffer[] = [];
    for (;;) {
      const { rows } = await this.pool.query<{ content: Buffer }>(
        'select content from model where digest = $1 and part = $2',
        [digest, parts.length],
      );
      const [row] = rows;
      if (!row) break;
      parts.push(row.content);
    }
    // A Buffer's own slices share its memory, those of plain bytes do not: readers may keep them.
    const { buffer, byteOffset, length } = Buffer.concat(parts);
    const bytes = new Uint8Array(buffer, byteOffset, length);
    return parts.length > 0 && digestOf(bytes) === digest ? bytes : undefined;
  }

  /** Removes what no fact names: left, a day ago or more, by trainings that ended before they could say so. */
  async keepOnly(digests: readonly string[]): Promise<void> {
    await this.pool.query(
      `delete from model where not (digest = any($1)) and saved_at < now() - interval '1 day'`,
      [digests],
    );
  }
}
