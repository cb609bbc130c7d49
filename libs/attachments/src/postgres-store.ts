import { type Pool } from 'pg';
import { type AttachmentStore } from './store';

/** Contents in the database itself: nothing more to run or to back up, for as long as they are few. */
export class PostgresStore implements AttachmentStore {
  constructor(private readonly pool: Pool) {}

  async put(id: string, content: Buffer): Promise<void> {
    await this.pool.query(
      `insert into files.content (id, content) values ($1, $2)
       on conflict (id) do update set content = excluded.content`,
      [id, content],
    );
  }

  async get(id: string): Promise<Buffer | undefined> {
    const { rows } = await this.pool.query<{ content: Buffer }>(
      'select content from files.content where id = $1',
      [id],
    );
    return rows[0]?.content;
  }

  async remove(id: string): Promise<void> {
    await this.pool.query('delete from files.content where id = $1', [id]);
  }
}
