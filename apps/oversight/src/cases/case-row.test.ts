import { type Case, evolve } from '@satupintu/domain';
import { type ComplaintFactType, type Data, fact, type Fact, idOf } from '@satupintu/events';
import { caseRow } from './case-row';

const complaint = idOf('complaint:watched');
const disposition = idOf('offer:0');
const clockId = (kind: string) => idOf(`clock:${kind}`);
const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour)).toISOString();
const words = 's1.narrative.1.filing.aa.bb';
let count = 0;
const say = <T extends ComplaintFactType>(type: T, hour: number, data: Data<T>): Fact =>
  fact(type, `${(count += 1)}`, { subject: complaint, at: at(hour), by: { role: 'rule' } }, data) as Fact;

const filed = (over: Partial<Data<'ComplaintFiled'>> = {}) =>
  say('ComplaintFiled', 0, {
    trackingId: 'SP-TEST', channel: 'web', region: '32.04', anonymous: false, confidential: false, attachments: [],
    words, person: 's1.identity.1.person.aa.bb', ...over,
  }); // prettier-ignore
const offered = say('DispositionOffered', 1, {
  dispositionId: disposition, hop: 0, organisation: 'gov.32.04', unit: 'gov.32.04/dinas-kesehatan', decidedBy: 'rule',
  final: false, class: 'complaint', reasons: [], versions: {},
}); // prettier-ignore
const accepted = say('DispositionAccepted', 2, { dispositionId: disposition });
const started = (kind: string, due: number, climbs: boolean) =>
  say('ClockStarted', 1, {
    clockId: clockId(kind), kind, round: 0, dispositionId: disposition, accountable: { organisation: 'gov.32.04' },
    startedAt: at(1), dueAt: at(due), rule: kind, limit: 14, unit: 'working_days', timeZone: 'Asia/Jakarta', climbs,
    calendarVersion: 'c1', policyVersion: 'p1',
  }); // prettier-ignore
const ladder = [1, 2, 3, 4].map((level) => ({
  level,
  to: { organisation: 'gov.32.04' },
  at: at(50 + 10 * (level - 1)),
}));
const versions = { calendarVersion: 'c1', policyVersion: 'p1' };
const missed = say('DeadlineMissed', 50, {
  clockId: clockId('resolve'),
  missedAt: at(50),
  ladder,
  ...versions,
});
const escalated = (level: number) =>
  say('CaseEscalated', 50 + 10 * (level - 1), {
    clockId: clockId('resolve'), kind: 'resolve', level, to: { organisation: 'gov.32.04' }, reason: '', dueAt: at(50),
    escalatedAt: at(50 + 10 * (level - 1)), ...versions,
  }); // prettier-ignore
const answer = (hour: number) =>
  say('SubstantiveAnswerGiven', hour, {
    dispositionId: disposition,
    answerId: idOf('answer'),
    words,
    attachments: [],
  });

function rowOf(...facts: readonly Fact[]) {
  let state: Case | undefined;
  for (const one of facts) state = evolve(state, one).state;
  const change = state && caseRow(state);
  return change && 'set' in change ? change.set : undefined;
}

describe('a case as the supervisors list it', () => {
  const open = [
    filed(),
    offered,
    accepted,
    started('resolve', 50, true),
    started('first_follow_up', 20, false),
  ];

  test('is due when the earliest of its climbing clocks is', () => {
    expect(rowOf(...open)).toMatchObject({
      due_at: at(50),
      overdue: false,
      escalation_level: 0,
      unit: 'gov.32.04/dinas-kesehatan',
    });
  });

  test('is overdue from the miss on, keeps its due time, and climbs', () => {
    expect(rowOf(...open, missed, escalated(1), escalated(2))).toMatchObject({
      due_at: at(50),
      overdue: true,
      escalation_level: 2,
    });
  });

  test('is not overdue any more, and off the ladder, once what was missed is done', () => {
    const row = rowOf(...open, missed, escalated(1), answer(55));
    expect(row).toMatchObject({ status: 'answered', due_at: null, overdue: false, escalation_level: 0 });
  });

  test('is due when a moved or extended limit is', () => {
    const moved = (due: number, climbs?: boolean) =>
      say('DueTimesMoved', 5, {
        clocks: [{ clockId: clockId('resolve'), dueAt: at(due), was: at(50), ...(climbs === undefined ? {} : { climbs }) }],
        steps: [], why: 'new-policy', ...versions,
      }); // prettier-ignore
    const extended = say('ClockExtended', 6, {
      clockId: clockId('resolve'), extendedBy: 1, unit: 'working_days', reason: 'site-visit', dueAt: at(80), was: at(60), ...versions,
    }); // prettier-ignore
    expect(rowOf(...open, moved(60))?.['due_at']).toBe(at(60));
    expect(rowOf(...open, moved(60), extended)?.['due_at']).toBe(at(80));
    expect(rowOf(...open, moved(60, false))?.['due_at']).toBeNull();
  });

  test('follows any limit that climbs, also one that policy added, and none that does not', () => {
    const missedOwn = (climbs: boolean) => [
      ...open,
      started('publish_result', 30, climbs),
      say('DeadlineMissed', 30, {
        clockId: clockId('publish_result'),
        missedAt: at(30),
        ladder: [],
        ...versions,
      }),
    ];
    expect(rowOf(...missedOwn(true))).toMatchObject({ due_at: at(30), overdue: true });
    expect(rowOf(...missedOwn(false))).toMatchObject({ due_at: at(50), overdue: false });
  });

  test('belongs to its province, by place or else by owner', () => {
    expect(rowOf(filed())?.['province']).toBe('32');
    expect(rowOf(filed({ class: 'oversight_complaint' }))?.['restricted']).toBe(true);
  });

  test('names the bodies on it', () => {
    const invited = say('ContributorInvited', 3, {
      dispositionId: idOf('contribution'),
      organisation: 'gov.32',
      words,
      required: false,
    });
    const released = say('ContributorReleased', 4, {
      dispositionId: idOf('contribution'),
      reason: 'not-needed',
    });
    expect(rowOf(...open, invited)).toMatchObject({
      bodies: ['gov.32', 'gov.32.04'],
      handlers: ['gov.32', 'gov.32.04'],
    });
    expect(rowOf(...open, invited, released)).toMatchObject({
      bodies: ['gov.32.04'],
      handlers: ['gov.32.04'],
    });
  });
});
