import { type Case, evolve } from '@satupintu/domain';
import { type ComplaintFactType, type Data, fact, type Fact, idOf } from '@satupintu/events';
import { ageDays, publicDueAt, replyUntil } from './due';

const complaint = idOf('complaint:followed');
const lead = (hop: number) => idOf(`offer:${hop}`);
const part = idOf('contribution');
const clockId = (name: string) => idOf(`clock:${name}`);
const day = (n: number) => new Date(Date.UTC(2026, 2, n, 3)).toISOString();
const versions = { calendarVersion: 'c1', policyVersion: 'p1' };
const words = 's1.narrative.1.filing.aa.bb';
let count = 0;

const say = <T extends ComplaintFactType>(type: T, on: number, data: Data<T>): Fact =>
  fact(type, `${(count += 1)}`, { subject: complaint, at: day(on), by: { role: 'rule' } }, data) as Fact;
const live = (...facts: readonly Fact[]): Case =>
  facts.reduce<Case | undefined>((state, one) => evolve(state, one).state, undefined)!;

const filed = say('ComplaintFiled', 1, {
  trackingId: 'SP-TEST', channel: 'web', region: '32.04', anonymous: false, confidential: false, attachments: [],
  words, person: 's1.identity.1.person.aa.bb',
}); // prettier-ignore
const offered = (on: number, hop: number, organisation: string) =>
  say('DispositionOffered', on, {
    dispositionId: lead(hop), hop, organisation, decidedBy: 'rule', final: false, class: 'complaint', reasons: [], versions: {},
  }); // prettier-ignore
const accepted = (on: number, dispositionId: string) => say('DispositionAccepted', on, { dispositionId });
const declined = (on: number, hop: number) =>
  say('DispositionDeclined', on, { dispositionId: lead(hop), ground: 'g', proposed: 'nat.pln', words });
const answered = (on: number, hop: number) =>
  say('SubstantiveAnswerGiven', on, {
    dispositionId: lead(hop), answerId: idOf('answer'), words, attachments: [],
  }); // prettier-ignore
const started = (name: string, on: number, due: number, over: Partial<Data<'ClockStarted'>> = {}) =>
  say('ClockStarted', on, {
    clockId: clockId(name), kind: name, round: 0, accountable: { organisation: 'gov.32.04' }, startedAt: day(on), dueAt: day(due),
    rule: name, limit: 14, unit: 'working_days', timeZone: 'Asia/Jakarta', climbs: false, ...versions, ...over,
  }); // prettier-ignore
const resolve = (on: number, hop: number, due: number, round = 0) =>
  started(`resolve:${hop}:${round}`, on, due, {
    kind: 'resolve',
    round,
    dispositionId: lead(hop),
    climbs: true,
  });

describe('when a body owes the reporter something', () => {
  const acknowledge = started('acknowledge', 1, 15);
  const atFirst = [filed, acknowledge, offered(2, 0, 'gov.32.04'), resolve(2, 0, 22)];

  test('is the earliest limit, and one from the filing is the same after a refusal', () => {
    expect(publicDueAt(live(...atFirst))).toBe(day(15));
    const handedOn = [...atFirst, declined(8, 0), offered(9, 1, 'nat.pln'), resolve(9, 1, 29)];
    expect(publicDueAt(live(...handedOn))).toBe(day(15));
    expect(ageDays(live(...handedOn), day(20))).toEqual({ gross: 19, net: 19 });
  });

  test('is what was missed for as long as it is owed, and then the next', () => {
    const late = [...atFirst, accepted(3, lead(0)), say('DeadlineMissed', 15, { clockId: clockId('acknowledge'), missedAt: day(15), ladder: [], ...versions })]; // prettier-ignore
    expect(publicDueAt(live(...late))).toBe(day(15));
    const stopped = say('ClockStopped', 16, {
      clockId: clockId('acknowledge'),
      stoppedAt: day(16),
      why: 'answered',
    });
    expect(publicDueAt(live(...late, stopped))).toBe(day(22));
  });

  test('is not what waits for the reporter, nor what bodies owe each other', () => {
    const asked = live(
      filed,
      offered(2, 0, 'gov.32.04'),
      accepted(3, lead(0)),
      resolve(3, 0, 23),
      say('ContributorInvited', 4, { dispositionId: part, organisation: 'gov.32', words, required: false }),
      started('contribute', 4, 14, { dispositionId: part }),
      say('AgencyQuestionAsked', 5, { dispositionId: lead(0), questionId: idOf('q'), words }),
      say('ClockPaused', 5, { clockIds: [clockId('resolve:0:0')], pausedAt: day(5), why: 'reporter-asked' }),
      started('reporter_information_window', 5, 19, { dispositionId: lead(0) }),
    );
    expect(publicDueAt(asked)).toBeUndefined();
    expect(replyUntil(asked)).toBe(day(19));
    expect(ageDays(asked, day(10))).toEqual({ gross: 9, net: 4 });
  });

  test('is that of the new round after a dispute, while the age goes on from the filing', () => {
    const disputed = live(
      filed,
      offered(2, 0, 'gov.32.04'),
      accepted(3, lead(0)),
      resolve(3, 0, 23),
      answered(10, 0),
      say('ReporterDisputed', 12, { replyId: idOf('r'), attachments: [] }),
      resolve(12, 0, 33, 1),
    );
    expect(publicDueAt(disputed)).toBe(day(33));
    expect(ageDays(disputed, day(21))).toEqual({ gross: 20, net: 20 });
  });

  test('is nothing while the case follows another', () => {
    const merge = { mergeId: idOf('m'), lead: idOf('other'), follower: complaint };
    const asked = say('MergeAsked', 4, { mergeId: merge.mergeId, into: merge.lead });
    expect(publicDueAt(live(...atFirst, asked, say('MergeAccepted', 4, merge)))).toBeUndefined();
  });
});
