import { PARKED } from '@satupintu/events';
import { type Pool, type PoolClient } from 'pg';
import { factIdOf } from './loop-decode';
import { type ParkedItem } from './loop-fold';
import { type Outgoing } from './port';

/** A fact that a consumer could not handle, or that waits behind one. `id` is the operator's handle for it. */
export interface Parked {
  readonly id: string;
  readonly subject: string;
  readonly factId: string | undefined;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly reason: string;
  readonly record: string;
  readonly parkedAt: string;
}

/** The complaint has a fact that this service could not handle. Nothing about it moves until an operator has acted. */
export class CaseParked extends Error {
  readonly code = 'case-parked';
  readonly retryable = false;
  constructor(readonly subject: string) {
    super(`a fact of ${subject} is parked`);
  }
}

interface Row {
  id: string;
  subject: string;
  fact_id: string | null;
  topic: string;
  partition: number;
  offset_: string;
  reason: string;
  record: string;
  parked_at: Date;
}

const parkedOf = (row: Row): Parked => ({
  id: row.id,
  subject: row.subject,
  factId: row.fact_id ?? undefined,
  topic: row.topic,
  partition: row.partition,
  offset: Number(row.offset_),
  reason: row.reason,
  record: row.record,
  parkedAt: row.parked_at.toISOString(),
});

const selectSql =
  'select id, subject, fact_id, topic, partition, offset_, reason, record, parked_at from parked where dropped_at is null';

/** Parked facts, in the log's order for each subject. */
export async function listParked(
  pool: Pool,
  about: { subject?: string; limit?: number } = {},
): Promise<Parked[]> {
  const { rows } = await pool.query<Row>(
    `${selectSql} and ($1::text is null or subject = $1) order by subject, offset_ limit $2`,
    [about.subject ?? null, about.limit ?? 1_000],
  );
  return rows.map(parkedOf);
}

export async function showParked(pool: Pool, id: string): Promise<Parked | undefined> {
  if (!/^\d{1,18}$/.test(id)) return undefined;
  const { rows } = await pool.query<Row>(`${selectSql} and id = $1`, [id]);
  return rows.map(parkedOf)[0];
}

/** The first parked fact of a subject: the only one that can be taken up. */
export async function firstParked(client: PoolClient, subject: string): Promise<Parked | undefined> {
  const { rows } = await client.query<Row>(`${selectSql} and subject = $1 order by offset_ limit 1`, [
    subject,
  ]);
  return rows.map(parkedOf)[0];
}

/** A record may hold anything, a text column neither NUL nor half a character. */
const storable = (text: string): string => text.replaceAll(/\u0000|\p{Surrogate}/gu, '\uFFFD');

/** Those of the subjects that wait behind a parked fact. */
export async function blockedOf(
  client: Pool | PoolClient,
  subjects: readonly string[],
): Promise<Set<string>> {
  const { rows } = await client.query<{ subject: string }>({
    name: 'parked-blocked',
    text: 'select distinct subject from parked where dropped_at is null and subject = any($1)',
    values: [subjects.map(storable)],
  });
  return new Set(rows.map((row) => row.subject));
}

/** Parks within the caller's transaction. */
export async function park(client: PoolClient, topic: string, items: readonly ParkedItem[]): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map(({ item, reason }) => ({
    subject: storable(item.subject),
    fact_id: factIdOf(item),
    topic,
    partition: item.partition,
    offset_: item.offset,
    reason: storable(reason),
    record: storable(item.text),
  }));
  await client.query(
    `insert into parked (subject, fact_id, topic, partition, offset_, reason, record)
     select * from json_to_recordset($1::json) as r
       (subject text, fact_id text, topic text, partition integer, offset_ bigint, reason text, record text)
     on conflict (topic, partition, offset_) do update set reason = excluded.reason`,
    [JSON.stringify(rows)],
  );
}

/** What the parking topic says: who could not handle which record, and why; never the record. */
export const parkedRecord = (consumer: string, topic: string, { item, reason }: ParkedItem): Outgoing => ({
  topic: PARKED,
  key: storable(item.subject),
  value: JSON.stringify({
    consumer,
    topic,
    partition: item.partition,
    offset: item.offset,
    subject: item.subject,
    factId: factIdOf(item),
    reason,
  }),
});
