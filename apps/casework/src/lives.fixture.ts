import { type Case, evolve } from '@satupintu/domain';
import { type Actor, type ComplaintFactType, type Data, fact, type Fact, idOf } from '@satupintu/events';
import { type Applied } from '@satupintu/log';

/** Short ways to tell lives of complaints in tests. */
export const complaint = idOf('complaint:desk');
export const other = idOf('complaint:desk-other');
export const offerId = (hop: number): string => idOf(`offer:${hop}`);
export const contributionId = idOf('contribution');
export const words = 's1.narrative.1.filing.aa.bb';
/** The n-th hour of the test's time. */
export const at = (hour: number): string => new Date(Date.UTC(2026, 2, 2, hour)).toISOString();

const rule: Actor = { role: 'rule' };
export function say<T extends ComplaintFactType>(
  type: T,
  hour: number,
  data: Data<T>,
  subject = complaint,
): Fact {
  return fact(type, `${type}:${hour}`, { subject, at: at(hour), by: rule }, data) as Fact;
}

export const filed = (over: Partial<Data<'ComplaintFiled'>> = {}, subject = complaint): Fact =>
  say('ComplaintFiled', 0, {
    trackingId: 'SP-TEST', channel: 'web', region: '32.04', anonymous: false, confidential: false, attachments: [],
    words, person: 's1.identity.1.person.aa.bb', ...over,
  }, subject); // prettier-ignore

export const offered = (hour: number, hop = 0, organisation = 'gov.32.04'): Fact =>
  say('DispositionOffered', hour, {
    dispositionId: offerId(hop), hop, organisation, decidedBy: 'rule', final: false, class: 'complaint', reasons: [], versions: {},
  }); // prettier-ignore

export const accepted = (hour: number, dispositionId = offerId(0)): Fact =>
  say('DispositionAccepted', hour, { dispositionId });
export const invited = (hour: number, required = false): Fact =>
  say('ContributorInvited', hour, {
    dispositionId: contributionId,
    organisation: 'gov.32',
    words,
    required,
  });

export const started = (hour: number, kind: string, due: number, dispositionId: string): Fact =>
  say('ClockStarted', hour, {
    clockId: idOf(`clock:${kind}`), kind, round: 0, dispositionId, accountable: { organisation: 'gov.32.04' },
    startedAt: at(hour), dueAt: at(due), rule: kind, limit: 14, unit: 'working_days', timeZone: 'Asia/Jakarta',
    climbs: kind === 'resolve', calendarVersion: 'c1', policyVersion: 'p1',
  }); // prettier-ignore

/** Folds facts of one complaint as the loop would, each at its place in the log. */
export function live(...facts: readonly Fact[]): Applied<Case>[] {
  const seen = new Set<string>();
  let state: Case | undefined;
  return facts.map((one, offset) => {
    const before = state;
    const position = { partition: 3, offset };
    if (seen.has(one.id))
      return { fact: one, verdict: { kind: 'repeated' }, before, after: before, position };
    seen.add(one.id);
    const { state: after, verdict } = evolve(before, one);
    state = after;
    return { fact: one, verdict, before, after, position };
  });
}

export function lastOf(batch: readonly Applied<Case>[]): Applied<Case> {
  const last = batch.at(-1);
  if (!last) throw new Error('an empty life');
  return last;
}
