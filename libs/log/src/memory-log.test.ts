import { logContract } from './log.contract';
import { MemoryLog } from './memory-log';
import { type Log } from './port';

/** One log as several processes would have it; closing one of them leaves the others alone. */
function asSeenBy(shared: MemoryLog): Log {
  return {
    append: (records) => shared.append(records),
    subscribe: (subscription) => shared.subscribe(subscription),
    read: (topic, from) => shared.read(topic, from),
    end: (topic) => shared.end(topic),
    ensure: (topics) => shared.ensure(topics),
    close: () => shared.close(),
  };
}

describe('the log in memory', () => {
  const shared = new MemoryLog();
  let names = 0;
  logContract(() => ({
    open: () => asSeenBy(shared),
    name: () => `test-${++names}`,
    away: async () => shared.away(),
    back: async () => shared.back(),
  }));
});
