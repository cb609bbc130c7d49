import { type Actor, type ComplaintFactType, type Data, fact, type Fact, idOf } from '@satupintu/events';

/** Short ways to say facts in tests: `say('DispositionAccepted', at(3), {dispositionId: lead(0)})`. */
export const complaint = idOf('complaint:test');
export const lead = (hop: number): string => idOf(`offer:${complaint}:${hop}:lead`);
export const contributor = (n: number): string => idOf(`contribution:${n}`);
export const clockId = (name: string): string => idOf(`clock:${name}`);
/** The n-th hour of the test’s time. */
export const at = (hour: number): string => new Date(Date.UTC(2026, 2, 2, hour)).toISOString();
export const sealed = 's1.narrative.1.filing.aa.bb';
const person = 's1.identity.1.person.aa.bb';
const rule: Actor = { role: 'rule' };

let count = 0;
export function say<T extends ComplaintFactType>(
  type: T,
  when: string,
  data: Data<T>,
  key = `${type}:${(count += 1)}`,
): Fact<T> {
  return fact(type, key, { subject: complaint, at: when, by: rule }, data);
}

export const filing = (when = at(0), over: Partial<Data<'ComplaintFiled'>> = {}): Fact =>
  say('ComplaintFiled', when, {
    trackingId: 'SP-TEST',
    channel: 'web',
    region: '32.04',
    anonymous: false,
    confidential: false,
    attachments: [],
    words: sealed,
    person,
    ...over,
  });

export const offer = (when: string, hop = 0, over: Partial<Data<'DispositionOffered'>> = {}): Fact =>
  say('DispositionOffered', when, {
    dispositionId: lead(hop),
    hop,
    organisation: 'gov.32.04',
    decidedBy: 'rule',
    final: false,
    class: 'complaint',
    reasons: [],
    versions: {},
    ...over,
  });

export const clock = (
  when: string,
  kind: string,
  dueAt: string | null,
  over: Partial<Data<'ClockStarted'>> = {},
): Fact =>
  say('ClockStarted', when, {
    clockId: clockId(`${kind}:${over.round ?? 0}`),
    kind,
    round: 0,
    accountable: { organisation: 'gov.32.04' },
    startedAt: when,
    dueAt,
    rule: kind,
    limit: 14,
    unit: 'working_days',
    timeZone: 'Asia/Jakarta',
    climbs: kind === 'resolve',
    calendarVersion: 'c1',
    policyVersion: 'p1',
    ...over,
  });
