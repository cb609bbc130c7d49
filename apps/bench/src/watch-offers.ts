import { idOf } from '@satupintu/events';
import { Pool } from 'pg';

const LOOK_MS = 10;

/**
 * Sees when the first offer of a complaint stands in the view that its agency's calls read. One query for all that
 * are waited for: a call for each, again and again, would be the heaviest load of the whole measurement.
 */
export class OfferWatch {
  private readonly waiting = new Map<string, () => void>();
  private readonly pool: Pool;
  private readonly timer: NodeJS.Timeout;
  private looking = false;

  constructor(databaseUrl: string) {
    this.pool = new Pool({ connectionString: databaseUrl, max: 1 });
    this.timer = setInterval(() => void this.look(), LOOK_MS);
  }

  /** Resolves when the offer can be seen. */
  seen(complaintId: string): Promise<void> {
    return new Promise((resolve) => this.waiting.set(idOf(`offer:${complaintId}:0:lead`), resolve));
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.pool.end();
  }

  private async look(): Promise<void> {
    if (this.looking || this.waiting.size === 0) return;
    this.looking = true;
    const { rows } = await this.pool.query<{ id: string }>({
      name: 'offers',
      text: 'select disposition_id as id from casework_view.disposition where disposition_id = any($1::uuid[])',
      values: [[...this.waiting.keys()]],
    });
    for (const { id } of rows) this.answer(id);
    this.looking = false;
  }

  private answer(id: string): void {
    this.waiting.get(id)?.();
    this.waiting.delete(id);
  }
}
