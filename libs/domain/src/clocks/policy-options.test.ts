import { idOf, type SlaPolicy, type SlaRule } from '@satupintu/events';
import { type Person } from '../access/actor';
import { type Tree } from '../access/tree';
import { isRefusal } from '../life/verdict';
import { amendCalendar } from './amend-calendar';
import { amendPolicy } from './amend-policy';
import {
  accepted,
  answer,
  calendar,
  directory,
  disposition,
  filing,
  health,
  Life,
  offer,
  policy,
  refs,
  sealed,
} from './clock-life.fixture';
import { extend } from './extend';
import { recompute } from './recompute';
import { dueTimers } from './timers';

const resolve = policy.rules.find(({ key }) => key === 'resolve.complaint')!;
const withResolve = (over: Partial<SlaRule>, more: object = {}): SlaPolicy =>
  amendPolicy(policy, { effectiveFrom: '2026-01-01', rules: [{ ...resolve, ...over }], ...more });
const under = (other: SlaPolicy) =>
  new Life({ ...refs, policy: other })
    .say('ComplaintFiled', '2026-03-17T02:00:00.000Z', filing())
    .say('DispositionOffered', '2026-03-17T02:00:01.000Z', offer('gov.32.04', { unit: health.code }))
    .say('DispositionAccepted', '2026-03-17T04:00:00.000Z', { dispositionId: disposition(0) })
    .settle();
const clockOf = (life: Life) => life.clocks('resolve').at(-1)!;
const remindedOf = (life: Life) =>
  life
    .facts('ReminderDue')
    .filter(({ data }) => data.clockId === clockOf(life).clockId)
    .map(({ data }) => data.remindedAt);
const asked = (life: Life, at: string, name = 'q') =>
  life
    .say('AgencyQuestionAsked', at, {
      dispositionId: disposition(0),
      questionId: idOf(name),
      words: sealed,
    })
    .settle();
const replied = (life: Life, at: string) =>
  life.say('ReporterReplied', at, { replyId: idOf(at), attachments: [] }).settle();
const publish = (life: Life, over: Partial<typeof refs>, at: string) => {
  life.refs = { ...life.refs, ...over };
  const moved = recompute(life.case, life.refs, { at, why: 'new-version' });
  return moved ? life.hear(moved).settle() : life;
};
const leave = (date: string) =>
  amendCalendar(calendar, {
    effectiveFrom: '2026-03-20',
    days: [{ date, kind: 'joint_leave', name: 'Cuti bersama tambahan' }],
  });

describe('reminders', () => {
  it('come at the closing of the third and the last working day before the due day, each once', () => {
    const life = accepted();
    expect(clockOf(life).reminders).toEqual(['2026-04-09T09:00:00.000Z', '2026-04-13T09:00:00.000Z']);
    life.until('2026-04-14T08:00:00.000Z');
    expect(remindedOf(life)).toEqual(['2026-04-09T09:00:00.000Z', '2026-04-13T09:00:00.000Z']);
    expect(life.facts('ReminderDue').at(-1)?.data).toMatchObject({
      to: { organisation: 'gov.32.04', unit: health.code },
      dueAt: '2026-04-14T09:00:00.000Z',
    });
    expect(clockOf(life)).toMatchObject({ state: 'running', escalationLevel: 0 });
    expect(dueTimers(life.case).find(({ clockId }) => clockId === clockOf(life).clockId)).toMatchObject({
      kind: 'miss',
      at: '2026-04-14T09:00:00.000Z',
    });
  });

  it('in hours count working time, and come when work begins rather than when it has ended', () => {
    const reminders = [7.5, 8].map((before) => ({ before, unit: 'working_hours' as const }));
    const life = under(withResolve({ reminders }));
    // Tuesday has 7.5 hours: at its opening, and half an hour before the closing of Monday
    expect(clockOf(life).reminders).toEqual(['2026-04-13T08:30:00.000Z', '2026-04-14T00:30:00.000Z']);
  });

  it('are planned anew where the due time moves, and none is given twice for an instant', () => {
    const life = accepted().until('2026-04-09T10:00:00.000Z');
    publish(life, { calendar: leave('2026-04-13') }, '2026-04-09T11:00:00.000Z');
    expect(clockOf(life)).toMatchObject({
      dueAt: '2026-04-15T09:00:00.000Z',
      reminders: ['2026-04-14T09:00:00.000Z'],
      reminded: ['2026-04-09T09:00:00.000Z'],
    });
    life.until('2026-04-15T08:00:00.000Z');
    expect(remindedOf(life)).toEqual(['2026-04-09T09:00:00.000Z', '2026-04-14T09:00:00.000Z']);
  });

  it('are not given while the reporter is asked, nor after the answer', () => {
    const life = accepted();
    asked(life, '2026-04-08T03:00:00.000Z').until('2026-04-13T10:00:00.000Z');
    expect(remindedOf(life)).toEqual([]);
    replied(life, '2026-04-14T03:00:00.000Z');
    expect(clockOf(life)).toMatchObject({
      dueAt: '2026-04-20T09:00:00.000Z',
      reminders: ['2026-04-15T09:00:00.000Z', '2026-04-17T09:30:00.000Z'],
    });
    life.until('2026-04-16T03:00:00.000Z').say('SubstantiveAnswerGiven', '2026-04-16T03:00:00.000Z', answer);
    life.until('2026-04-18T00:00:00.000Z');
    expect(remindedOf(life)).toEqual(['2026-04-15T09:00:00.000Z']);
  });

  it('leave out what has passed when the clock starts', () => {
    const late = new Life(refs)
      .say('ComplaintFiled', '2026-03-17T02:00:00.000Z', filing())
      .say('DispositionOffered', '2026-03-17T02:00:01.000Z', offer('gov.32.04', { unit: health.code }))
      .say('ComplaintCorrected', '2026-03-17T03:00:00.000Z', { class: 'aspiration' })
      .settle()
      .say('ComplaintCorrected', '2026-04-10T03:00:00.000Z', { class: 'complaint' })
      .settle();
    expect(clockOf(late)).toMatchObject({
      dueAt: '2026-04-14T09:00:00.000Z',
      reminders: ['2026-04-13T09:00:00.000Z'],
    });
  });
});

describe('a cap on pauses', () => {
  it('lets the clock run on by itself after the last day that it gives back', () => {
    const life = asked(under(withResolve({ pauseCap: 2 })), '2026-03-25T03:00:00.000Z');
    expect(clockOf(life)).toMatchObject({ state: 'paused', pausedUntil: '2026-03-26T17:00:00.000Z' });
    life.until('2026-03-30T00:00:00.000Z');
    expect(clockOf(life)).toMatchObject({
      state: 'running',
      dueAt: '2026-04-16T09:00:00.000Z',
      pauses: [{ from: '2026-03-25T03:00:00.000Z', to: '2026-03-26T17:00:00.000Z' }],
      pausedFor: 38 * 3_600,
    });
    expect(life.facts('ClockResumed').map(({ data }) => data.why)).toEqual(['pause-cap']);
    replied(life, '2026-04-01T03:00:00.000Z');
    asked(life, '2026-04-02T03:00:00.000Z', 'q2');
    expect(clockOf(life)).toMatchObject({ state: 'running', dueAt: '2026-04-16T09:00:00.000Z' });
  });

  it('is used up by several pauses together, in hours to the minute', () => {
    const rule = { limit: 75, unit: 'working_hours' as const, pauseCap: 4, reminders: [] };
    const life = under(withResolve(rule));
    const plain = clockOf(life).dueAt!;
    asked(life, '2026-03-25T02:00:00.000Z');
    replied(life, '2026-03-25T03:30:00.000Z');
    asked(life, '2026-03-25T06:00:00.000Z', 'q2');
    expect(clockOf(life).pausedUntil).toBe('2026-03-25T08:30:00.000Z');
    life.until('2026-03-26T00:00:00.000Z');
    expect(clockOf(life)).toMatchObject({ state: 'running', pausedFor: 4 * 3_600 });
    expect(clockOf(life).dueAt).not.toBe(plain);
  });

  it('moves with a new calendar while the clock is paused', () => {
    const life = asked(under(withResolve({ pauseCap: 2 })), '2026-03-25T03:00:00.000Z');
    publish(life, { calendar: leave('2026-03-26') }, '2026-03-25T04:00:00.000Z');
    expect(clockOf(life).pausedUntil).toBe('2026-03-27T17:00:00.000Z');
    life.until('2026-03-30T00:00:00.000Z');
    expect(clockOf(life)).toMatchObject({ state: 'running', dueAt: '2026-04-17T09:30:00.000Z' });
  });

  it('holds in every later recompute', () => {
    const life = asked(under(withResolve({ pauseCap: 2 })), '2026-03-25T03:00:00.000Z').until(
      '2026-03-30T00:00:00.000Z',
    );
    publish(life, { policy: withResolve({ limit: 10, pauseCap: 1 }) }, '2026-03-30T00:00:00.000Z');
    // ten working days are 8 April; one of the two closings counts
    expect(clockOf(life)).toMatchObject({ limit: 10, dueAt: '2026-04-09T09:00:00.000Z' });
  });
});

describe('an extension', () => {
  const extension = { cap: 5, approver: 'tier_above' as const, reasons: ['field-visit', 'expert'] };
  const extensible = () => under(withResolve({ extension }));
  const tree: Tree = {
    within: (code, above) => code === above || directory.parentOf(code) === above,
    regionOf: (code) => directory.organisation(code)?.region,
  };
  const person = (organisation: string, role: Person['role'] = 'coordinator', unit?: string): Person => ({
    subject: 's',
    name: 'n',
    role,
    organisation,
    ...(unit && { unit }),
  });
  const province = person('gov.32');
  let nth = 0;
  const wish = (life: Life, over: { amount?: number; reason?: string; who?: Person; at?: string } = {}) => {
    const { amount = 3, reason = 'field-visit', who = province, at = '2026-04-01T03:00:00.000Z' } = over;
    const by = { at, by: { role: who.role }, key: `extension:${(nth += 1)}` };
    const asking = { person: who, tree, refs: life.refs };
    return extend(life.case, { clockId: clockOf(life).clockId, amount, reason }, by, asking);
  };
  const codeOf = (...asked: Parameters<typeof wish>) => {
    const decided = wish(...asked);
    return isRefusal(decided) ? `${decided.status} ${decided.code}` : 'granted';
  };
  const grant = (life: Life, over: Parameters<typeof wish>[1] = {}) => {
    const decided = wish(life, over);
    if (isRefusal(decided)) throw new Error(decided.code);
    decided.forEach((each) => life.hear(each));
    return life.settle();
  };

  it('moves the due time and the reminders, and is seen with its reason', () => {
    const life = grant(extensible());
    expect(clockOf(life)).toMatchObject({
      dueAt: '2026-04-17T09:30:00.000Z',
      reminders: ['2026-04-14T09:00:00.000Z', '2026-04-16T09:00:00.000Z'],
      extensions: [
        { amount: 3, unit: 'working_days', reason: 'field-visit', at: '2026-04-01T03:00:00.000Z' },
      ],
    });
    expect(clockOf(life).dueHistory.at(-1)).toMatchObject({ why: 'extended' });
  });

  it('counts in every later recompute: another calendar, another limit, a pause, another class', () => {
    const life = grant(extensible());
    publish(life, { calendar: leave('2026-04-13') }, '2026-04-02T00:00:00.000Z');
    expect(clockOf(life).dueAt).toBe('2026-04-20T09:00:00.000Z');
    publish(life, { policy: withResolve({ limit: 13, extension }) }, '2026-04-02T01:00:00.000Z');
    expect(clockOf(life).dueAt).toBe('2026-04-17T09:30:00.000Z');
    asked(life, '2026-04-06T03:00:00.000Z');
    replied(life, '2026-04-07T03:00:00.000Z');
    expect(clockOf(life).dueAt).toBe('2026-04-20T09:00:00.000Z');
    life.say('ComplaintCorrected', '2026-04-07T04:00:00.000Z', { class: 'oversight_complaint' }).settle();
    life.say('ComplaintCorrected', '2026-04-07T05:00:00.000Z', { class: 'complaint' }).settle();
    expect(clockOf(life).dueAt).toBe('2026-04-20T09:00:00.000Z');
  });

  it('is for the approver of the rule alone, and out of sight for who does not see the case', () => {
    const life = extensible();
    expect(codeOf(life, { who: person('gov.32.04') })).toBe('403 not-approver');
    expect(codeOf(life, { who: person('nat.panrb', 'national') })).toBe('403 not-approver');
    expect(codeOf(life, { who: person('gov.94.71') })).toBe('404 not-found');
    expect(codeOf(life)).toBe('granted');
  });

  it.each([
    ['coordinator', person('gov.32.04'), province],
    ['national', person('nat.panrb', 'national'), province],
    [
      'ombudsman',
      person('ombudsman', 'analyst', 'ombudsman/32'),
      person('ombudsman', 'analyst', 'ombudsman/94'),
    ],
  ] as const)('may be the %s’s to give', (approver, who, other) => {
    const life = under(withResolve({ extension: { ...extension, approver } }));
    expect(codeOf(life, { who })).toBe('granted');
    expect(codeOf(life, { who: other })).not.toBe('granted');
  });

  it('stays within the cap, all extensions together, and names a reason of the rule', () => {
    const life = grant(extensible());
    expect(codeOf(life, { amount: 3 })).toBe('422 extension-cap');
    expect(codeOf(life, { amount: 2 })).toBe('granted');
    expect(codeOf(life, { reason: 'because' })).toBe('422 unknown-reason');
    expect(codeOf(life, { amount: 1.5 })).toBe('422 invalid-amount');
    expect(codeOf(under(policy), { who: person('gov.32.04') })).toBe('422 extension-not-allowed');
  });

  it('comes too late for a clock that is missed or has stopped', () => {
    const missed = extensible().until('2026-04-14T09:00:00.000Z');
    expect(codeOf(missed, { at: '2026-04-14T10:00:00.000Z' })).toBe('409 clock-missed');
    const unseen = extensible();
    expect(codeOf(unseen, { at: '2026-04-14T09:00:00.001Z' })).toBe('409 clock-missed');
    const answered = extensible().say('SubstantiveAnswerGiven', '2026-03-30T03:00:00.000Z', answer).settle();
    expect(codeOf(answered)).toBe('409 clock-stopped');
  });

  it('is given to a clock that stands still past its old due time', () => {
    const life = asked(extensible(), '2026-04-10T03:00:00.000Z');
    expect(codeOf(life, { at: '2026-04-16T03:00:00.000Z' })).toBe('granted');
  });

  it('of two that were decided on one due time counts the first', () => {
    const life = extensible();
    const [one, other] = [wish(life, { amount: 4 }), wish(life, { amount: 4 })];
    if (isRefusal(one) || isRefusal(other)) throw new Error('refused');
    [...one, ...other].forEach((each) => life.hear(each));
    life.settle();
    expect(clockOf(life).extensions).toHaveLength(1);
    expect(clockOf(life).dueAt).toBe('2026-04-20T09:00:00.000Z');
  });

  it('is kept by a pause that ended, and by a new version, on their way at the same time', () => {
    const life = extensible();
    const [granted] = [wish(life)];
    if (isRefusal(granted)) throw new Error('refused');
    const moved = recompute(
      life.case,
      { ...life.refs, calendar: leave('2026-04-13') },
      { at: '2026-04-01T02:00:00.000Z', why: 'new-calendar' },
    )!;
    life.refs = { ...life.refs, calendar: leave('2026-04-13') };
    granted.forEach((each) => life.hear(each));
    life.hear(moved).settle();
    expect(clockOf(life).dueAt).toBe('2026-04-20T09:00:00.000Z');
  });
});

describe('a round that a dispute opens', () => {
  it('has a limit of its own, where the rule says so; the last holds on', () => {
    const life = under(withResolve({ reopening: { limits: [7, 3] } }));
    const dispute = (answeredAt: string, at: string) => {
      life.say('SubstantiveAnswerGiven', answeredAt, answer).settle();
      life.say('ReporterDisputed', at, { replyId: idOf(at), attachments: [] }).settle();
    };
    dispute('2026-03-26T03:00:00.000Z', '2026-03-27T03:00:00.000Z');
    expect(clockOf(life)).toMatchObject({ round: 1, limit: 7, dueAt: '2026-04-08T09:00:00.000Z' });
    dispute('2026-03-30T03:00:00.000Z', '2026-03-31T03:00:00.000Z');
    dispute('2026-04-01T03:00:00.000Z', '2026-04-02T03:00:00.000Z');
    expect(clockOf(life)).toMatchObject({ round: 3, limit: 3, dueAt: '2026-04-08T09:00:00.000Z' });
    publish(life, { calendar: leave('2026-04-06') }, '2026-04-02T04:00:00.000Z');
    expect(clockOf(life)).toMatchObject({ limit: 3, dueAt: '2026-04-09T09:00:00.000Z' });
  });
});

describe('the ladder of a class', () => {
  const swift = policy.ladder.map((step) => ({ ...step, after: step.level === 1 ? 0 : 1 }));

  it('is climbed by the cases of that class alone', () => {
    const own = amendPolicy(policy, { effectiveFrom: '2026-01-01', ladders: { oversight_complaint: swift } });
    const levels = (life: Life) =>
      clockOf(life.until('2026-04-14T09:00:00.000Z')).ladder.map(({ at }) => at?.slice(0, 10));
    expect(levels(under(own))).toEqual(['2026-04-14', '2026-04-17', '2026-04-24', '2026-05-11']);
    const other = amendPolicy(policy, { effectiveFrom: '2026-01-01', ladders: { complaint: swift } });
    expect(levels(under(other))).toEqual(['2026-04-14', '2026-04-15', '2026-04-16', '2026-04-17']);
  });
});

describe('a new policy', () => {
  it('shows the limit and rule that hold now, also where the due time stays', () => {
    const life = accepted();
    const stricter = withResolve({ key: 'resolve.complaint.2026', classes: ['complaint'], limit: 10 });
    const replaced = { ...stricter, rules: stricter.rules.filter(({ key }) => key !== 'resolve.complaint') };
    publish(life, { policy: replaced }, '2026-03-20T00:00:00.000Z');
    expect(clockOf(life)).toMatchObject({
      rule: 'resolve.complaint.2026',
      limit: 10,
      dueAt: '2026-04-08T09:00:00.000Z',
      policyVersion: replaced.version,
    });
    const renamed = {
      ...replaced,
      version: 'renamed',
      rules: replaced.rules.map((rule) =>
        rule.key === 'resolve.complaint.2026' ? { ...rule, key: 'again', climbs: false } : rule,
      ),
    };
    publish(life, { policy: renamed }, '2026-03-20T01:00:00.000Z');
    expect(clockOf(life)).toMatchObject({ rule: 'again', climbs: false, dueAt: '2026-04-08T09:00:00.000Z' });
    expect(clockOf(life).dueHistory).toHaveLength(2);
  });
});

describe('what was due before a version came into force, and is not recorded yet', () => {
  const later = { effectiveFrom: '2026-04-20', rules: [{ ...resolve, limit: 30 }] };

  it('is missed all the same', () => {
    const life = accepted();
    publish(life, { policy: amendPolicy(policy, later) }, '2026-04-21T03:00:00.000Z');
    life.until('2026-04-21T03:00:00.000Z');
    expect(clockOf(life)).toMatchObject({ state: 'missed', missedAt: '2026-04-14T09:00:00.000Z' });
  });

  it('has its steps at their instants; those after it move', () => {
    const life = accepted().until('2026-04-14T09:00:00.000Z');
    const decree = amendCalendar(calendar, {
      effectiveFrom: '2026-04-20',
      days: ['2026-04-16', '2026-04-22'].map((date) => ({ date, kind: 'joint_leave', name: 'Cuti' })),
    });
    publish(life, { calendar: decree }, '2026-04-25T03:00:00.000Z');
    expect(clockOf(life).ladder.map(({ at }) => at?.slice(0, 10))).toEqual([
      '2026-04-14',
      '2026-04-17',
      '2026-04-27',
      '2026-05-12',
    ]);
  });

  it('is not saved by another class either', () => {
    const life = accepted();
    life.say('ComplaintCorrected', '2026-04-15T03:00:00.000Z', { class: 'oversight_complaint' }).settle();
    expect(clockOf(life).dueAt).toBe('2026-04-14T09:00:00.000Z');
  });
});

describe('a question that is answered at its own instant', () => {
  const at = '2026-03-25T03:00:00.000Z';

  it('leaves the clock running, and the next one stops it', () => {
    const life = asked(accepted(), at);
    replied(life, at);
    expect(clockOf(life)).toMatchObject({
      state: 'running',
      dueAt: '2026-04-14T09:00:00.000Z',
      pausedFor: 0,
    });
    asked(life, '2026-03-25T03:00:00.001Z', 'again');
    expect(clockOf(life)).toMatchObject({ state: 'paused' });
    replied(life, '2026-03-27T03:00:00.000Z');
    expect(clockOf(life)).toMatchObject({ state: 'running', dueAt: '2026-04-16T09:00:00.000Z' });
  });

  it('and before it, by another machine, as well', () => {
    const life = asked(accepted(), at);
    replied(life, '2026-03-25T02:59:59.500Z');
    expect(clockOf(life)).toMatchObject({ state: 'running', dueAt: '2026-04-14T09:00:00.000Z' });
  });
});

it('a case that was merged while a calendar was published catches up when it is by itself again', () => {
  const merge = { mergeId: idOf('m'), lead: idOf('other-case'), follower: idOf('complaint') };
  const life = accepted();
  life.say('MergeAsked', '2026-03-18T01:00:00.000Z', { mergeId: merge.mergeId, into: merge.lead });
  life.say('MergeAccepted', '2026-03-18T01:00:01.000Z', merge).settle();
  expect(life.case.status).toBe('merged');
  life.refs = { ...life.refs, calendar: leave('2026-04-13') };
  life.say('MergeUndone', '2026-03-26T01:00:00.000Z', merge).settle();
  // One day for the leave, and one worked day that it was merged for.
  expect(clockOf(life)).toMatchObject({ state: 'running', dueAt: '2026-04-16T09:00:00.000Z' });
});

describe('a class that is corrected while the reporter is asked', () => {
  const correct = (life: Life, at: string, of: 'aspiration' | 'complaint') =>
    life.say('ComplaintCorrected', at, { class: of });

  it('to one without a limit and back keeps the pause in full', () => {
    const life = asked(accepted(), '2026-03-25T03:00:00.000Z');
    correct(life, '2026-03-26T03:00:00.000Z', 'aspiration').settle();
    expect(clockOf(life)).toMatchObject({ state: 'cancelled' });
    correct(life, '2026-03-27T03:00:00.000Z', 'complaint').settle();
    expect(clockOf(life)).toMatchObject({ state: 'paused' });
    replied(life, '2026-03-30T03:00:00.000Z');
    expect(clockOf(life)).toMatchObject({
      state: 'running',
      startedAt: '2026-03-17T02:00:01.000Z',
      // three closings are given back
      dueAt: '2026-04-17T09:30:00.000Z',
      pausedFor: 5 * 86_400,
    });
    expect(life.clocks('review')).toMatchObject([{ state: 'cancelled' }]);
  });

  it('from one without a limit counts the pause from its begin', () => {
    const life = new Life(refs)
      .say('ComplaintFiled', '2026-03-17T02:00:00.000Z', filing())
      .say(
        'DispositionOffered',
        '2026-03-17T02:00:01.000Z',
        offer('gov.32.04', { unit: health.code, class: 'aspiration' }),
      )
      .say('DispositionAccepted', '2026-03-17T04:00:00.000Z', { dispositionId: disposition(0) })
      .settle();
    expect(life.clocks('resolve')).toEqual([]);
    asked(life, '2026-03-25T03:00:00.000Z');
    correct(life, '2026-03-26T03:00:00.000Z', 'complaint').settle();
    expect(clockOf(life)).toMatchObject({ state: 'paused' });
    replied(life, '2026-03-27T03:00:00.000Z');
    expect(clockOf(life)).toMatchObject({ dueAt: '2026-04-16T09:00:00.000Z', pausedFor: 2 * 86_400 });
  });

  it('there and back before the clocks hear of it leaves a clock that runs', () => {
    const life = accepted();
    correct(life, '2026-03-26T03:00:00.000Z', 'aspiration');
    correct(life, '2026-03-26T04:00:00.000Z', 'complaint').settle();
    expect(clockOf(life)).toMatchObject({ state: 'running', dueAt: '2026-04-14T09:00:00.000Z' });
  });
});

it('a statutory limit that was missed is stopped by its late answer as well', () => {
  const life = accepted().until('2026-04-01T00:00:00.000Z');
  expect(life.clocks('acknowledge')).toMatchObject([{ state: 'missed' }]);
  life.say('SubstantiveAnswerGiven', '2026-04-02T03:00:00.000Z', answer).settle();
  expect(life.clocks('acknowledge')).toMatchObject([
    { state: 'missed', missedAt: '2026-03-31T16:59:59.999Z', stoppedAt: '2026-04-02T03:00:00.000Z' },
  ]);
});
