import { type Case, evolve } from '@satupintu/domain';
import { COMPLAINTS, decode, type Fact } from '@satupintu/events';
import { type Loop } from '@satupintu/log';
import { notFound, unavailable } from '@satupintu/service';
import { type Pool } from 'pg';
import { filedFactId } from '../filing/filed';
import { type IdSecret, isReceiptCode, readTrackingId } from '../filing/ids';

export interface CasesParts {
  readonly pool: Pool;
  readonly loop: Loop<Case>;
  readonly secret: IdSecret;
  /** how long to wait for what is on its way, machine time */
  readonly waitMs?: number;
}

/** Compared where there is no complaint, so that an unknown id takes as long as a wrong code. */
const nobody = '00000000-0000-8000-8000-000000000000';

/** Finds the reporter's complaint, on the log or still on its way there. */
export class Cases {
  constructor(private readonly parts: CasesParts) {}

  /**
   * The complaint that a number and its receipt code open.
   * @throws Problem 404, the same for a wrong code, a missing one, and a number that nobody has
   */
  async open(trackingId: string, receiptCode: string): Promise<string> {
    const complaintId = await this.complaintOf(readTrackingId(trackingId) ?? '');
    const right = isReceiptCode(this.parts.secret, complaintId ?? nobody, receiptCode);
    if (complaintId === undefined || !right) throw notFound();
    return complaintId;
  }

  /** The state that the log gives, or that the facts will give which wait to be relayed. */
  async state(complaintId: string): Promise<{ state: Case; waiting: readonly Fact[] }> {
    const known = await this.parts.loop.state(complaintId);
    if (known) return { state: known, waiting: [] };
    const waiting = await this.waiting(complaintId);
    const state = waiting.reduce<Case | undefined>((before, fact) => evolve(before, fact).state, undefined);
    return state ? { state, waiting } : { state: await this.applied(complaintId), waiting: [] };
  }

  /** The state once the complaint is on the log and read back. @throws Problem 503 while the log is away */
  async applied(complaintId: string): Promise<Case> {
    const { loop, waitMs = 5000 } = this.parts;
    const known = await loop.state(complaintId);
    if (known) return known;
    await loop.verdicts(complaintId, [filedFactId(complaintId)], waitMs);
    const state = await loop.state(complaintId);
    if (!state)
      throw unavailable('log-unavailable', 'The complaint is safe, but not on the log yet. Try again soon.');
    return state;
  }

  /** The case that this one follows in the end: a lead may itself have been merged later. No circle can arise. */
  async leadOf({ merge }: Case): Promise<Case | undefined> {
    let lead: Case | undefined;
    for (let next = merge.into; next !== undefined; next = lead.merge.into)
      lead = (await this.state(next)).state;
    return lead;
  }

  /** Whose number it is; says nothing about who may open it. */
  async complaintOf(trackingId: string): Promise<string | undefined> {
    const { rows } = await this.parts.pool.query<{ complaint_id: string }>(
      `select complaint_id from tracking where tracking_id = $1
       union all select complaint_id from accepted where tracking_id = $1 limit 1`,
      [trackingId],
    );
    return rows[0]?.complaint_id;
  }

  /** Facts of the complaint that are accepted and not relayed yet; the outbox is short unless the log is away. */
  private async waiting(complaintId: string): Promise<Fact[]> {
    const { rows } = await this.parts.pool.query<{ value: string }>(
      `select value from outbox where key = $1 and topic = $2 order by seq`,
      [complaintId, COMPLAINTS],
    );
    return rows.map(({ value }) => decode(value));
  }
}
