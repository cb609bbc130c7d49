import { type Sealed } from '@satupintu/events';
import { type Pool } from 'pg';
import { type Kind, type Result } from './update-shapes';

/** What an update asks for once its words are sealed: enough to be applied whenever its turn comes. */
export interface Kept {
  readonly updateId: string;
  readonly complaintId: string;
  readonly sequence: number;
  readonly wish: SealedWish;
}

export interface SealedWish {
  readonly kind: Kind;
  readonly dispositionId?: string;
  readonly unit?: string;
  readonly ground?: string;
  readonly proposed?: string;
  readonly attachments?: string[];
  readonly words?: Sealed;
  readonly reason?: Sealed;
  /** the token's subject that brought it */
  readonly subject: string;
}

/** An update that has come, settled or not. */
export interface Come {
  readonly result: Result;
  /** of what it said, sealed: a digest of a short text would give it away after an erasure */
  readonly digest: Sealed;
}

interface Row {
  update_id: string;
  complaint_id: string;
  sequence: string;
  digest: string;
  wish: SealedWish | null;
  received_at: Date;
  clock: 'ahead' | 'backwards' | null;
  state: Result['state'];
  code: string | null;
  position: string | null;
}

const columns = `update_id, complaint_id, sequence, digest, wish, received_at, clock, state, code, position`;

export function resultOf(row: Omit<Row, 'digest' | 'wish'>): Result {
  return {
    updateId: row.update_id,
    complaintId: row.complaint_id,
    sequence: Number(row.sequence),
    state: row.state,
    ...(row.code !== null && { code: row.code }),
    receivedAt: row.received_at.toISOString(),
    ...(row.clock !== null && { clock: row.clock }),
    ...(row.position !== null && { position: row.position }),
  };
}

/** What one partner has sent, in the table `partner_update`. */
export class KeptUpdates {
  constructor(
    private readonly pool: Pool,
    private readonly partner: string,
  ) {}

  /** Those of the updates that have come before. */
  async come(updateIds: readonly string[]): Promise<Map<string, Come>> {
    const { rows } = await this.pool.query<Row>(
      `select ${columns} from partner_update where partner = $1 and update_id = any($2::uuid[])`,
      [this.partner, updateIds],
    );
    return new Map(rows.map((row) => [row.update_id, { result: resultOf(row), digest: row.digest }]));
  }

  /**
   * Keeps an update until its turn comes. Notes where the partner's clock cannot be right.
   * @returns false where another update has its number
   */
  async keep(
    { updateId, complaintId, sequence, wish }: Kept,
    digest: Sealed,
    { receivedAt, saidAt }: { readonly receivedAt: string; readonly saidAt: string | undefined },
  ): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `insert into partner_update (partner, update_id, complaint_id, sequence, wish, digest, received_at, said_at, clock)
       select $1, $2::uuid, $3::uuid, $4::bigint, $5, $6, $7::timestamptz, $8::timestamptz, case
         when $8::timestamptz > $7::timestamptz then 'ahead'
         when $8::timestamptz < (select max(said_at) from partner_update
           where partner = $1 and complaint_id = $3::uuid and sequence < $4::bigint) then 'backwards' end
       on conflict do nothing`,
      [this.partner, updateId, complaintId, sequence, JSON.stringify(wish), digest, receivedAt, saidAt],
    );
    return rowCount === 1;
  }

  /** The number that is next on a case, and the update that has it, if that one has come. */
  async next(complaintId: string): Promise<{ readonly expects: number; readonly kept?: Kept }> {
    const { rows } = await this.pool.query<{ expects: string }>(
      `select coalesce(max(sequence) filter (where state <> 'waiting'), 0) + 1 as expects from partner_update
       where partner = $1 and complaint_id = $2`,
      [this.partner, complaintId],
    );
    const expects = Number(rows[0]?.expects ?? 1);
    const { rows: found } = await this.pool.query<Row>(
      `select ${columns} from partner_update
       where partner = $1 and complaint_id = $2 and sequence = $3 and state = 'waiting'`,
      [this.partner, complaintId, expects],
    );
    const [row] = found;
    if (!row?.wish) return { expects };
    return { expects, kept: { updateId: row.update_id, complaintId, sequence: expects, wish: row.wish } };
  }

  /** Writes down what became of an update; its words stand in the fact now, so that they go from here. */
  async settle(
    updateId: string,
    outcome: { readonly position: string } | { readonly refused: string },
  ): Promise<void> {
    const [state, code, position] =
      'position' in outcome ? ['applied', null, outcome.position] : ['refused', outcome.refused, null];
    await this.pool.query(
      `update partner_update set state = $3, code = $4, position = $5, wish = null
       where partner = $1 and update_id = $2 and state = 'waiting'`,
      [this.partner, updateId, state, code, position],
    );
  }

  /** Cases on which something waits. */
  async waitingCases(): Promise<string[]> {
    const { rows } = await this.pool.query<{ complaint_id: string }>(
      `select distinct complaint_id from partner_update where partner = $1 and state = 'waiting'`,
      [this.partner],
    );
    return rows.map((row) => row.complaint_id);
  }

  /** Of each case on which something was settled: the number that is next. */
  async nextOf(complaintIds: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await this.pool.query<{ complaint_id: string; next: string }>(
      `select complaint_id, max(sequence) + 1 as next from partner_update
       where partner = $1 and complaint_id = any($2::uuid[]) and state <> 'waiting' group by complaint_id`,
      [this.partner, complaintIds],
    );
    return new Map(rows.map(({ complaint_id, next }) => [complaint_id, Number(next)]));
  }

  /** Cases on which updates wait for a number that has not come. */
  async gaps(limit: number): Promise<{ complaintId: string; expects: number; updates: number }[]> {
    const { rows } = await this.pool.query<{ complaint_id: string; expects: string; updates: string }>(
      `select complaint_id, count(*) filter (where state = 'waiting') as updates,
         coalesce(max(sequence) filter (where state <> 'waiting'), 0) + 1 as expects
       from partner_update u where partner = $1 and exists (
         select from partner_update w where w.partner = $1 and w.complaint_id = u.complaint_id and w.state = 'waiting')
       group by complaint_id order by complaint_id limit $2`,
      [this.partner, limit],
    );
    return rows.map((row) => ({
      complaintId: row.complaint_id,
      expects: Number(row.expects),
      updates: Number(row.updates),
    }));
  }
}
