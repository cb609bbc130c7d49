import { COMPLAINTS, type Data, decode, encode, fact, type Fact, idOf } from '@satupintu/events';
import { type Log, type Running } from '@satupintu/log';
import { setTimeout as delay } from 'node:timers/promises';
import { appendAll } from './append-all';

/** Due so long after they are said that all of them are known before the first one is due. */
const LEAD_MS = 5_000;
const PATIENCE_MS = 60_000;

export interface LatenessWish {
  readonly log: Log;
  /** cases of which one clock each becomes due */
  readonly complaintIds: readonly string[];
  readonly perSecond: number;
  /** a `contribute` is missed; a `review` reminds, and where policy has no such limit no new version moves it */
  readonly kind: 'contribute' | 'review';
  readonly calendarVersion: string;
  readonly policyVersion: string;
}

type Stamp = Pick<LatenessWish, 'kind' | 'calendarVersion' | 'policyVersion'>;

/** A clock of its own for a case: its due instant is said, not computed, so that it can be at any moment. */
function started(complaintId: string, dueAt: number, round: number, stamp: Stamp): Fact<'ClockStarted'> {
  const at = new Date().toISOString();
  const dispositionId = idOf(`offer:${complaintId}:0:lead`);
  const data: Data<'ClockStarted'> = {
    clockId: idOf(`clock:${dispositionId}:${stamp.kind}:${round}`),
    round,
    dispositionId,
    accountable: { organisation: 'gov.32.04', unit: 'gov.32.04/dinas-kesehatan' },
    startedAt: at,
    dueAt: new Date(dueAt).toISOString(),
    rule: stamp.kind,
    limit: 10,
    unit: 'working_days',
    timeZone: 'Asia/Jakarta',
    climbs: false,
    ...stamp,
  };
  return fact('ClockStarted', data.clockId, { subject: complaintId, at, by: { role: 'rule' } }, data);
}

/** Milliseconds from each due instant until what it brings could be read on the log. */
export async function lateness({ log, complaintIds, perSecond, ...stamp }: LatenessWish): Promise<number[]> {
  const waiting = new Map<string, number>();
  const late: number[] = [];
  const watching = await watch(log, (clockId) => {
    const due = waiting.get(clockId);
    if (due === undefined) return;
    late.push(Date.now() - due);
    waiting.delete(clockId);
  });
  const first = Date.now() + LEAD_MS;
  const round = Math.floor(first / 1000);
  const facts = complaintIds.map((complaintId, n) => {
    const due = first + (n * 1000) / perSecond;
    const said = started(complaintId, due, round, stamp);
    waiting.set(said.data.clockId, Date.parse(said.data.dueAt ?? ''));
    return said;
  });
  await appendAll(
    log,
    facts.map((each) => ({ topic: COMPLAINTS, key: each.subject, value: encode(each) })),
  );
  const until = first + (complaintIds.length * 1000) / perSecond + PATIENCE_MS;
  while (waiting.size > 0 && Date.now() < until) await delay(100);
  await watching.stop();
  // One that never came counts as late as can be.
  return [...late, ...Array.from({ length: waiting.size }, () => Infinity)];
}

/** Tells of each miss and reminder that comes onto the log from now on. */
async function watch(log: Log, fired: (clockId: string) => void): Promise<Running> {
  const ends = await log.end(COMPLAINTS);
  return log.subscribe({
    consumer: 'bench_lateness',
    topic: COMPLAINTS,
    start: (partition) => Promise.resolve(ends.get(partition) ?? 0),
    take({ records }) {
      for (const { value } of records) {
        const each = /deadline-missed|reminder-due/.test(value) ? decode(value) : undefined;
        if (each?.type === 'DeadlineMissed' || each?.type === 'ReminderDue') fired(each.data.clockId);
      }
      return Promise.resolve();
    },
  });
}
