import { COMPLAINTS, decode, encode, idOf } from '@satupintu/events';
import { type Log, type Running } from '@satupintu/log';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { appendAll } from './append-all';
import { filed } from './sla-examples';
import { LIMIT_SECONDS, LIMITED } from './sla-versions';

/** Due so long after they are said that all of them are known before the first one is due. */
const LEAD_MS = 10_000;
const PATIENCE_MS = 60_000;

/** Files complaints that are due at a steady rate. @returns milliseconds from each due instant until its miss is on the log */
export async function lateness(log: Log, count: number, perSecond: number): Promise<number[]> {
  const waiting = new Map<string, number>();
  const late: number[] = [];
  const watching = await watch(log, (clockId) => {
    const due = waiting.get(clockId);
    if (due === undefined) return;
    late.push(Date.now() - due);
    waiting.delete(clockId);
  });
  const first = Date.now() + LEAD_MS;
  const facts = Array.from({ length: count }, (_, n) => {
    const due = Math.round(first + (n * 1000) / perSecond);
    const complaintId = randomUUID();
    waiting.set(idOf(`clock:${complaintId}:${LIMITED.kind}:0`), due);
    const at = new Date(due - LIMIT_SECONDS * 1000).toISOString();
    return filed(complaintId, at, { class: LIMITED.class });
  });
  await appendAll(
    log,
    facts.map((each) => ({ topic: COMPLAINTS, key: each.subject, value: encode(each) })),
  );
  const until = first + (count * 1000) / perSecond + PATIENCE_MS;
  while (waiting.size > 0 && Date.now() < until) await delay(100);
  await watching.stop();
  // One that never came counts as late as can be.
  return [...late, ...Array.from({ length: waiting.size }, () => Infinity)];
}

/** Tells of each miss that comes onto the log from now on. */
async function watch(log: Log, missed: (clockId: string) => void): Promise<Running> {
  const ends = await log.end(COMPLAINTS);
  return log.subscribe({
    consumer: 'bench_lateness',
    topic: COMPLAINTS,
    start: (partition) => Promise.resolve(ends.get(partition) ?? 0),
    take({ records }) {
      for (const { value } of records) {
        const each = value.includes('deadline-missed') ? decode(value) : undefined;
        if (each?.type === 'DeadlineMissed') missed(each.data.clockId);
      }
      return Promise.resolve();
    },
  });
}
