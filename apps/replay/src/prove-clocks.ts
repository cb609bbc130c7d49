import { type Case, evolve } from '@satupintu/domain';
import { COMPLAINTS, decode, type Fact, REFERENCE, UndecodableFact } from '@satupintu/events';
import { type Log, type Stored } from '@satupintu/log';
import { type Difference, emptyTally, LogProof, References, type Tally } from '@satupintu/proof';
import { patiently, readSteadily } from './patience';

export interface ProveOptions {
  /** one complaint, by trackingId or complaintId; all of them without it */
  readonly only?: string | undefined;
  /** milliseconds: what became due so shortly before the newest instant on the log may still be on its way */
  readonly allowance: number;
  /** records whose cases are held at a time; a longer log is read in so many passes, each for a share of the cases */
  readonly recordsAtOnce?: number;
  /** called for each difference, as it is found */
  readonly differs: (difference: Difference) => void;
}

/** What was proved, and how many differences were found. */
export interface Proof extends Tally {
  readonly newest: string | null;
  readonly passes: number;
  readonly differences: number;
}

const mostAtOnce = 2_000_000;

/**
 * Recomputes every clock on the log with an implementation of its own, and compares. Reads the reference topic whole,
 * then the complaints as a stream: in memory are the versions and the cases of one pass, never the facts.
 */
export async function proveClocks(log: Log, options: ProveOptions): Promise<Proof> {
  const references = await referencesOf(log);
  const { only, recordsAtOnce = mostAtOnce } = options;
  const passes = only === undefined ? Math.max(1, Math.ceil((await lengthOf(log)) / recordsAtOnce)) : 1;
  const total: Tally = emptyTally();
  let [newest, differences]: [string | null, number] = [null, 0];
  const differs = (difference: Difference) => {
    differences += 1;
    options.differs(difference);
  };
  for (let pass = 0; pass < passes; pass += 1) {
    const isMine =
      only === undefined ? (key: string) => shareOf(key, passes) === pass : await namedBy(log, only);
    const proof = new LogProof<Case>(references, evolve, differs);
    newest = await readInto(proof, log, isMine);
    add(total, proof.close(newest ?? '1970-01-01T00:00:00.000Z', options.allowance));
  }
  return { ...total, newest, passes, differences };
}

async function referencesOf(log: Log): Promise<References> {
  const references = new References();
  for await (const { records } of readSteadily(log, REFERENCE))
    for (const { value } of records) {
      const fact = read(value);
      if (fact) references.take(fact);
    }
  return references;
}

async function lengthOf(log: Log): Promise<number> {
  const ends = await patiently(() => log.end(COMPLAINTS));
  return [...ends.values()].reduce((sum, end) => sum + end, 0);
}

/** Spreads complaints evenly, and the same way in each pass. */
function shareOf(key: string, shares: number): number {
  let mixed = 0;
  for (let at = 0; at < key.length; at += 1) mixed = (Math.imul(mixed, 31) + key.charCodeAt(at)) >>> 0;
  return mixed % shares;
}

const isComplaintId = (text: string) => /^[0-9a-f-]{36}$/.test(text);

/** Its filing is the first fact of a complaint, and says the trackingId. */
async function namedBy(log: Log, name: string): Promise<(key: string) => boolean> {
  if (isComplaintId(name)) return (key) => key === name;
  for await (const { records } of readSteadily(log, COMPLAINTS))
    for (const { key, value } of records) {
      if (!value.includes(`"${name}"`)) continue;
      const fact = read(value);
      if (fact?.type === 'ComplaintFiled' && fact.data.trackingId === name) return (other) => other === key;
    }
  return () => false;
}

/** @returns the newest instant on the log, of all complaints */
async function readInto(
  proof: LogProof<Case>,
  log: Log,
  isMine: (key: string) => boolean,
): Promise<string | null> {
  let newest: string | null = null;
  for await (const { records } of readSteadily(log, COMPLAINTS))
    for (const record of records) {
      const at = instantOf(record);
      if (at !== undefined && at > (newest ?? '')) newest = at;
      if (!isMine(record.key)) continue;
      const fact = read(record.value);
      if (fact) proof.take(fact);
      else proof.takeUnreadable(record.key);
    }
  return newest;
}

/** Of the envelope, without reading all of the fact. */
const instantOf = ({ value }: Stored): string | undefined =>
  /"time":"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)"/.exec(value)?.[1];

function read(text: string): Fact | undefined {
  try {
    return decode(text);
  } catch (error) {
    if (error instanceof UndecodableFact) return undefined;
    throw error;
  }
}

function add(total: Tally, part: Tally): void {
  for (const name of Object.keys(total) as (keyof Tally)[]) total[name] += part[name];
}

const textOf = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));

/** A difference for people: which clock, what the log says, what the proof says, and from what. */
export function differenceTexts(difference: Difference): string[] {
  const { complaintId, kind, clockId, what, at, log, proof, inputs } = difference;
  const clock = clockId === undefined ? '' : ` ${kind ?? 'clock'} ${clockId}`;
  return [
    `${complaintId}${clock}: ${what}${at === undefined ? '' : ` (${at})`}`,
    `  log:    ${textOf(log)}`,
    `  proof:  ${textOf(proof)}`,
    ...(inputs === undefined ? [] : [`  inputs: ${JSON.stringify(inputs)}`]),
  ];
}
