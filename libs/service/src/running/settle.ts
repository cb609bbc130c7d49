import { setTimeout as delay } from 'node:timers/promises';
import { COMPLAINTS, REFERENCE } from '@satupintu/events';
import { type Log } from '@satupintu/log';
import { type Deps } from './deps';
import { type IpcHandler } from './definition';

const pause = 5;

async function endOf(log: Log): Promise<string> {
  const ends = await Promise.all([log.end(COMPLAINTS), log.end(REFERENCE)]);
  return JSON.stringify(ends.map((end) => [...end].sort(([a], [b]) => a - b)));
}

/**
 * One round of settling: waits until the outbox is empty and loop and reference have read to the end. `busy` says
 * whether there was anything to wait for, or the log has grown since the last round; settled is who was idle twice.
 */
export function settleHandler(deps: Deps, busyElsewhere: () => Promise<boolean>): IpcHandler {
  let lastEnd = '';
  return async () => {
    let busy = false;
    while (await isBusy(deps, busyElsewhere)) {
      busy = true;
      await delay(pause);
    }
    const end = await endOf(deps.log);
    busy ||= end !== lastEnd;
    lastEnd = end;
    return { kind: 'settled', busy };
  };
}

async function isBusy(
  { relay, loop, reference }: Deps,
  busyElsewhere: () => Promise<boolean>,
): Promise<boolean> {
  if ((await relay.pending()) > 0 || !(await reference.caughtUp()) || !(await loop.caughtUp())) return true;
  return busyElsewhere();
}
