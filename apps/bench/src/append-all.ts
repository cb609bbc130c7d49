import { type Log, type Outgoing } from '@satupintu/log';

const most = 500;

/** Appends any number of records, in their order, so many at a time. */
export async function appendAll(log: Log, records: readonly Outgoing[]): Promise<void> {
  for (let from = 0; from < records.length; from += most) await log.append(records.slice(from, from + most));
}
