import { type Pool } from 'pg';

export interface Waits {
  readonly triage: number;
  readonly arbitration: number;
  readonly emergencies: number;
  readonly overdue: number;
}
export interface WaitingCase {
  readonly complaintId: string;
  readonly kind: string;
  readonly since: string;
  readonly dueAt?: string;
}
/** How often, in the last days, the office sent cases of a category to a body. */
export interface UsualRoute {
  readonly category?: string;
  readonly organisation: string;
  readonly unit?: string;
  readonly count: number;
}
/** How often a body refused what came back to the office, on which ground, naming whom. */
export interface Refusal {
  readonly organisation: string;
  readonly ground: string;
  readonly proposed?: string;
  readonly count: number;
  readonly lastAt: string;
}

const most = 10;
const mostDue = 5;
/** Cases that only their handlers may know of are in no sum. */
const unrestricted = `not (c.state ->> 'confidential')::boolean and c.state ->> 'class' <> 'oversight_complaint'`;

export async function countWaits(pool: Pool, organisation: string, now: string): Promise<Waits> {
  const { rows } = await pool.query<Waits>(
    `select count(*) filter (where kind = 'triage')::integer as triage,
       count(*) filter (where kind = 'arbitration')::integer as arbitration,
       count(*) filter (where emergency)::integer as emergencies,
       count(*) filter (where due_at < $2)::integer as overdue
     from waiting where owner = $1`,
    [organisation, now],
  );
  return rows[0] ?? { triage: 0, arbitration: 0, emergencies: 0, overdue: 0 };
}

interface WaitingRow {
  readonly complaint_id: string;
  readonly kind: string;
  readonly since: Date;
  readonly due_at: Date | null;
}

const waitingOf = ({ complaint_id, kind, since, due_at }: WaitingRow): WaitingCase => ({
  complaintId: complaint_id,
  kind,
  since: since.toISOString(),
  ...(due_at && { dueAt: due_at.toISOString() }),
});

async function first(pool: Pool, organisation: string, rest: string): Promise<WaitingCase[]> {
  const { rows } = await pool.query<WaitingRow>(
    `select complaint_id, kind, since, due_at from waiting where owner = $1 ${rest}`,
    [organisation],
  );
  return rows.map(waitingOf);
}

/** The case that has waited longest. */
export const readOldest = async (pool: Pool, organisation: string): Promise<WaitingCase | undefined> =>
  (await first(pool, organisation, 'order by since, complaint_id limit 1'))[0];

/** Those that must be decided next, earliest due first. */
export const readDueNext = (pool: Pool, organisation: string): Promise<WaitingCase[]> =>
  first(pool, organisation, `and due_at is not null order by due_at, complaint_id limit ${mostDue}`);

export async function readRoutes(pool: Pool, organisation: string, since: string): Promise<UsualRoute[]> {
  const { rows } = await pool.query<{
    category: string | null;
    organisation: string;
    unit: string | null;
    count: number;
  }>(
    `select d.said ->> 'category' as category, d.said ->> 'organisation' as organisation, d.said ->> 'unit' as unit,
       count(distinct d.complaint_id)::integer as count
     from decision d join case_state c on c.complaint_id = d.complaint_id
     where d.kind = 'offered' and d.by ->> 'organisation' = $1 and d.at >= $2 and ${unrestricted}
     group by 1, 2, 3 order by count desc, 1, 2, 3 limit ${most}`,
    [organisation, since],
  );
  return rows.map(({ category, unit, ...route }) => ({
    ...route,
    ...(category !== null && { category }),
    ...(unit !== null && { unit }),
  }));
}

export async function readRefusals(pool: Pool, organisation: string, since: string): Promise<Refusal[]> {
  const { rows } = await pool.query<{
    organisation: string;
    ground: string;
    proposed: string | null;
    count: number;
    last_at: Date;
  }>(
    `select o.said ->> 'organisation' as organisation, r.said ->> 'ground' as ground, r.said ->> 'proposed' as proposed,
       count(*)::integer as count, max(r.at) as last_at
     from decision d
     join case_state c on c.complaint_id = d.complaint_id
     cross join lateral (
       select x.said, x.at from decision x
       where x.complaint_id = d.complaint_id and x.kind = 'declined' and x.offset_ < d.offset_
       order by x.offset_ desc limit 1
     ) r
     join decision o on o.complaint_id = d.complaint_id and o.kind = 'offered'
       and o.said ->> 'dispositionId' = r.said ->> 'dispositionId'
     where d.kind = 'triage' and d.said -> 'owner' ->> 'organisation' = $1 and d.at >= $2
       and d.said ->> 'why' = 'declined' and ${unrestricted}
     group by 1, 2, 3 order by count desc, 1, 2, 3 limit ${most}`,
    [organisation, since],
  );
  return rows.map(({ proposed, last_at, ...refusal }) => ({
    ...refusal,
    ...(proposed !== null && { proposed }),
    lastAt: last_at.toISOString(),
  }));
}
