import { type Timer } from '@satupintu/domain';
import { type Pool } from 'pg';
import { type DueTimer, type Place } from './ports';

interface Row {
  readonly complaint_id: string;
  readonly clock_id: string;
  readonly due_at: Date;
  readonly kind: Timer['kind'];
  readonly level: number;
}

/** For a complaint with a parked fact no clock fires. */
const notParked = `not exists (select from parked where dropped_at is null and subject = timer.complaint_id::text)`;

/** What is due up to an instant, oldest first, a page of it. */
export async function readDue(pool: Pool, upTo: string, after: Place, limit: number): Promise<DueTimer[]> {
  const { rows } = await pool.query<Row>({
    name: 'timers-due',
    text: `select complaint_id, clock_id, due_at, kind, level from timer
      where due_at <= $1 and (due_at, complaint_id, clock_id) > ($2, $3, $4) and ${notParked}
      order by due_at, complaint_id, clock_id limit $5`,
    values: [upTo, after.at, after.complaintId, after.clockId, limit],
  });
  return rows.map(({ complaint_id, clock_id, due_at, kind, level }) => ({
    complaintId: complaint_id,
    timer: { clockId: clock_id, kind, level, at: due_at.toISOString() },
  }));
}

/** When the next timer is due; undefined where none waits. */
export async function readNextDue(pool: Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ due_at: Date }>({
    name: 'timer-next',
    text: `select due_at from timer where ${notParked} order by due_at, complaint_id, clock_id limit 1`,
  });
  return rows[0]?.due_at.toISOString();
}
