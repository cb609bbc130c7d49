import { type Likeness, soughtMarks, type Twinned } from '@satupintu/domain';
import { type Pool } from 'pg';

/** A complaint as it is kept for finding twins. */
export interface Kept extends Twinned {
  readonly complaintId: string;
}

interface Row extends Likeness {
  readonly complaint_id: string;
  readonly filed_at: Date;
  readonly region: string | null;
  readonly category: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
}

/** However many share a mark (a text that went round), no more of them are looked at. */
const mostPerMark = 40;
/** Those that share most are compared word for word. */
const mostCompared = 80;

const columns = 'complaint_id, filed_at, region, category, lat, lon, problem, rare, way, area, site, whole';

/** Each mark is looked up by itself, up to its limit, and each row by its key: however much is kept, as little is read. */
const alikeSql = `
  with hit as (
    select s.subject, k.complaint_id, sum(s.weight) as weight
    from unnest($1::uuid[], $2::text[], $3::integer[]) as s (subject, mark, weight)
    cross join lateral (select complaint_id from likeness where marks @> array[s.mark] limit ${mostPerMark}) k
    where k.complaint_id <> s.subject
    group by s.subject, k.complaint_id
  ), best as (
    select subject, complaint_id, row_number() over (partition by subject order by weight desc, complaint_id) as place
    from hit
  )
  select b.subject, l.*
  from best b cross join lateral (select ${columns} from likeness l where l.complaint_id = b.complaint_id limit 1) l
  where b.place <= ${mostCompared}`;

/** What is kept of some complaints; nothing where their words were erased or said nothing. */
export async function readKept(pool: Pool, complaintIds: readonly string[]): Promise<Kept[]> {
  const { rows } = await pool.query<Row>({
    name: 'likeness-read',
    text: `select ${columns} from likeness where complaint_id = any($1::uuid[])`,
    values: [complaintIds],
  });
  return rows.map(keptOf);
}

/** Complaints that share marks with each of the subjects: those that share most, at most eighty of each. */
export async function findAlike(pool: Pool, subjects: readonly Kept[]): Promise<Map<string, Kept[]>> {
  const sought = subjects.flatMap(({ complaintId, likeness, ...spot }) =>
    soughtMarks(likeness, spot).map((each) => ({ complaintId, ...each })),
  );
  const found = new Map<string, Kept[]>(subjects.map(({ complaintId }) => [complaintId, []]));
  if (sought.length === 0) return found;
  const values = [
    sought.map(({ complaintId }) => complaintId),
    sought.map(({ mark }) => mark),
    sought.map(({ weight }) => weight),
  ];
  const { rows } = await pool.query<Row & { subject: string }>({ name: 'alike', text: alikeSql, values });
  for (const row of rows) found.get(row.subject)?.push(keptOf(row));
  return found;
}

const keptOf = ({ complaint_id, filed_at, region, category, lat, lon, ...likeness }: Row): Kept => ({
  complaintId: complaint_id,
  filedAt: filed_at.toISOString(),
  ...(region !== null && { region }),
  ...(category !== null && { category }),
  ...(lat !== null && lon !== null && { lat, lon }),
  likeness,
});
