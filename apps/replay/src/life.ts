import { type Case, evolve, type Verdict } from '@satupintu/domain';
import { COMPLAINTS, decode, type Fact, UndecodableFact } from '@satupintu/events';
import { type Log, type Position, type Stored } from '@satupintu/log';

/** A record of a complaint as it stands on the log. */
export type Placed = Position & { readonly text: string };

/** One fact in the life of a complaint, and what it did. */
export interface Lived {
  /** `<partition>:<offset>` */
  readonly position: string;
  readonly id?: string;
  readonly type: string;
  readonly at?: string;
  readonly by?: Fact['by'];
  readonly verdict: Verdict['kind'] | 'undecodable';
  readonly why?: string;
  readonly data?: Fact['data'];
}

export interface Life {
  readonly complaintId: string;
  readonly state: Case | undefined;
  readonly facts: readonly Lived[];
}

const isComplaintId = (text: string) => /^[0-9a-f-]{36}$/.test(text);

/** All records of one complaint, named by complaintId or trackingId. Reads the log from its beginning. */
export async function recordsOf(
  log: Log,
  name: string,
): Promise<{ complaintId: string; records: Placed[] } | undefined> {
  let complaintId = isComplaintId(name) ? name : undefined;
  const records: Placed[] = [];
  for await (const { partition, records: batch } of log.read(COMPLAINTS)) {
    for (const record of batch) {
      // Its filing is the first fact of a complaint, and says the trackingId.
      if (complaintId === undefined && isFilingOf(record, name)) complaintId = record.key;
      if (record.key === complaintId) records.push({ partition, offset: record.offset, text: record.value });
    }
  }
  return complaintId === undefined || records.length === 0 ? undefined : { complaintId, records };
}

function isFilingOf({ value }: Stored, trackingId: string): boolean {
  if (!value.includes(`"${trackingId}"`)) return false;
  const fact = read(value);
  return (
    !(fact instanceof UndecodableFact) &&
    fact.type === 'ComplaintFiled' &&
    fact.data.trackingId === trackingId
  );
}

function read(text: string): Fact | UndecodableFact {
  try {
    return decode(text);
  } catch (error) {
    if (error instanceof UndecodableFact) return error;
    throw error;
  }
}

/** What the records come to, with those facts only that were said up to `at`. Repeats change nothing, and show. */
export function lifeOf(complaintId: string, records: readonly Placed[], at = '9999'): Life {
  const seen = new Set<string>();
  const facts: Lived[] = [];
  let state: Case | undefined;
  for (const { text, partition, offset } of records) {
    const position = `${partition}:${offset}`;
    const fact = read(text);
    if (fact instanceof UndecodableFact) {
      facts.push({ position, type: 'unknown', verdict: 'undecodable', why: fact.code });
    } else if (seen.has(fact.id)) {
      facts.push({ position, ...told(fact), verdict: 'repeated' });
    } else if (fact.at <= at) {
      seen.add(fact.id);
      const evolved = evolve(state, fact);
      state = evolved.state;
      facts.push({ position, ...told(fact), ...judged(evolved.verdict) });
    }
  }
  return { complaintId, state, facts };
}

const told = ({ id, type, at, by, data }: Fact) => ({ id, type, at, by, data });
const judged = (verdict: Verdict) =>
  verdict.kind === 'void' ? { verdict: verdict.kind, why: verdict.code } : { verdict: verdict.kind };
