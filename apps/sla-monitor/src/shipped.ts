import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Calendar, fact, type ReferenceFact, type SlaPolicy } from '@satupintu/events';
import { type Deps } from '@satupintu/service';

/** A file under `data/`, found from the sources as well as from the compiled program. */
function dataFile(name: string, from = __dirname): unknown {
  const path = join(from, 'data', name);
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  if (dirname(from) === from) throw new Error(`data/${name} is missing`);
  return dataFile(name, dirname(from));
}

export const shippedCalendar = (): Calendar => dataFile('calendars/national.json') as Calendar;
export const shippedPolicy = (): SlaPolicy => dataFile('sla/default.json') as SlaPolicy;

/** The versions that ship with the program, as facts whose ids follow from their version. */
export function shippedFacts(at: string): ReferenceFact[] {
  const by = { role: 'rule' } as const;
  const [calendar, policy] = [shippedCalendar(), shippedPolicy()];
  return [
    fact('CalendarPublished', `calendar:${calendar.version}`, { subject: 'calendar', at, by }, calendar),
    fact('SlaPolicyPublished', `sla-policy:${policy.version}`, { subject: 'sla-policy', at, by }, policy),
  ];
}

/**
 * Publishes what ships as soon as the reference topic is read. Not left to the end of catching up, because the
 * complaints that came first wait for these very versions.
 */
export async function publishShipped(deps: Deps, stopped: AbortSignal): Promise<void> {
  const wait = () => delay(50, undefined, { signal: stopped }).catch(() => undefined);
  while (!stopped.aborted) {
    if (!deps.reference.ready()) {
      await wait();
      continue;
    }
    try {
      for (const each of shippedFacts(deps.clock.now())) await deps.reference.publishShipped(each);
      return;
    } catch (error) {
      deps.logger.warn({ err: error }, 'the shipped calendar and policy cannot be published yet');
      await wait();
    }
  }
}
