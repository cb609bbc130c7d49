import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Calendar, type SlaPolicy } from '@satupintu/events';
import { calendarVersions } from './calendars';
import { policyVersions, type World } from './world';

/** A file under `data/`, found from the sources as well as from the compiled program. */
function dataFile(name: string, from = __dirname): unknown {
  const path = join(from, 'data', name);
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  if (dirname(from) === from) throw new Error(`data/${name} is missing`);
  return dataFile(name, dirname(from));
}

/** The world of the histories: what ships, and versions made of it. */
export const shippedWorld = (): World => ({
  calendars: calendarVersions(dataFile('calendars/national.json') as Calendar),
  policies: policyVersions(dataFile('sla/default.json') as SlaPolicy),
});
