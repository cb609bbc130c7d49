import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Case, type ClockRefs, evolve, indexDirectory, reactClocks } from '@satupintu/domain';
import {
  type Calendar,
  COMPLAINTS,
  type ComplaintFact,
  type Data,
  encode,
  fact,
  idOf,
  PARTITIONS,
  REFERENCE,
  type ReferenceFact,
  type SlaPolicy,
  type TimeZone,
} from '@satupintu/events';
import { partitionOf } from '@satupintu/log';
import { schemaOf, services } from '@satupintu/service';

const shipped = (name: string): unknown =>
  JSON.parse(readFileSync(join(__dirname, '..', 'data', name), 'utf8'));

const government = (
  region: string,
  timeZone: TimeZone,
): Data<'DirectoryPublished'>['organisations'][number] => ({
  code: `gov.${region}`,
  name: region,
  kind: 'regency',
  aliases: [],
  region,
  parent: `gov.${region.slice(0, 2)}`,
  timeZone,
  connection: 'connected',
  units: [],
});

const calendar = shipped('calendars/national.json') as Calendar;
const policy = shipped('sla/default.json') as SlaPolicy;
/** As much of the shipped one as the cases below need. */
const directory: Data<'DirectoryPublished'> = {
  version: 'three-governments',
  effectiveFrom: '2018-01-01',
  source: 'a part of the shipped one',
  affairs: [],
  unitRules: [],
  organisations: [
    government('32.04', 'Asia/Jakarta'),
    government('73.71', 'Asia/Makassar'),
    government('91.71', 'Asia/Jayapura'),
  ],
};
const refs = (): ClockRefs => ({ calendar, policy, directory: indexDirectory(directory) });

/** What the clocks of the cases below were started with. */
function books(): ReferenceFact[] {
  const about = { at: '2026-01-01T00:00:00.000Z', by: { role: 'rule' } } as const;
  return [
    fact(
      'DirectoryPublished',
      `directory:${directory.version}`,
      { subject: 'directory', ...about },
      directory,
    ),
    fact('CalendarPublished', `calendar:${calendar.version}`, { subject: 'calendar', ...about }, calendar),
    fact('SlaPolicyPublished', `sla-policy:${policy.version}`, { subject: 'sla-policy', ...about }, policy),
  ];
}

/** A complaint that came in and that nobody has touched since. Without a unit it waits for somebody to verify it. */
export interface Untouched {
  readonly filedAt: string;
  readonly region: string;
  readonly unit?: string;
}

const sealed = { words: 's1.narrative.1.filing.aa.bb', person: 's1.identity.1.person.aa.bb' };

/** What intake and router say. */
function told({ filedAt, region, unit }: Untouched, complaintId: string): ComplaintFact[] {
  const about = { subject: complaintId, at: filedAt };
  const trackingId = `SP-${complaintId.slice(0, 8)}`;
  const plain = { anonymous: false, confidential: false, attachments: [], ...sealed };
  const filed = fact(
    'ComplaintFiled',
    complaintId,
    { ...about, by: { role: 'reporter' } },
    { trackingId, channel: 'web', region, ...plain },
  );
  const byRule = { ...about, by: { role: 'rule' }, cause: filed.id } as const;
  return [filed, unit === undefined ? waits(region, byRule) : offered(region, unit, byRule)];
}

type About = Parameters<typeof fact>[2];
const decided = (region: string) => ({ class: 'complaint' as const, region, reasons: [], versions: {} });

function waits(region: string, about: About): ComplaintFact {
  const owner = { organisation: `gov.${region}` };
  const data = { round: 0, owner, why: 'unsure' as const, suggestions: [], ...decided(region) };
  return fact('TriageRequested', about.subject, about, data);
}

function offered(region: string, unit: string, about: About): ComplaintFact {
  const dispositionId = idOf(`offer:${about.subject}:0:lead`);
  const to = { dispositionId, hop: 0, organisation: `gov.${region}`, unit };
  const data = { ...to, decidedBy: 'rule' as const, final: false, ...decided(region) };
  return fact('DispositionOffered', about.subject, about, data);
}

/** With what the clocks say to it. */
function lifeOf(untouched: Untouched, complaintId: string, by: ClockRefs): ComplaintFact[] {
  const life = told(untouched, complaintId);
  let state: Case | undefined;
  // The list grows while it is gone through: each fact may call for others.
  for (const said of life) {
    const { state: after, verdict } = evolve(state, said);
    life.push(...reactClocks({ fact: said, verdict, before: state, after }, by));
    state = after;
  }
  return life;
}

const checkpoint = (service: (typeof services)[number], partition: number, next: number) => ({
  kind: 'row',
  table: `${schemaOf(service)}.checkpoint`,
  row: { topic: COMPLAINTS, partition, next_offset: next },
});

/** The lines of an export of an installation in which all services have read everything. */
function* exportOf(cases: Iterable<Untouched>): Generator<object> {
  const by = refs();
  const ends = Array.from({ length: PARTITIONS }, () => 0);
  let lines = 1;
  yield { kind: 'header', format: 1, keys: false };
  for (const [offset, each] of books().entries()) {
    lines += 1;
    yield { kind: 'record', topic: REFERENCE, partition: 0, offset, key: each.subject, value: encode(each) };
  }
  let n = 0;
  for (const untouched of cases) {
    const complaintId = idOf(`backlog:${n++}`);
    const partition = partitionOf(complaintId, PARTITIONS);
    for (const each of lifeOf(untouched, complaintId, by)) {
      const offset = ends[partition] ?? 0;
      ends[partition] = offset + 1;
      lines += 1;
      yield { kind: 'record', topic: COMPLAINTS, partition, offset, key: complaintId, value: encode(each) };
    }
  }
  for (const service of services) {
    for (const [partition, end] of ends.entries()) {
      lines += 1;
      yield checkpoint(service, partition, end);
    }
  }
  yield { kind: 'end', lines: lines + 1 };
}

/** Writes a file for `npm run replay -- import`. */
export async function writeBacklog(path: string, cases: Iterable<Untouched>): Promise<void> {
  const lines = exportOf(cases);
  await pipeline(
    Readable.from(
      (function* () {
        for (const line of lines) yield `${JSON.stringify(line)}\n`;
      })(),
    ),
    createWriteStream(path),
  );
}
