/** What becomes of the clocks of a case that follows another one, and goes on by itself again. */
import { idOf } from '@satupintu/events';
import { reopens, reopensUntil } from './after-closing';
import {
  accepted,
  answer,
  calendar,
  disposition,
  filed,
  type Life,
  offer,
  policy,
  refs,
  sealed,
} from './clock-life.fixture';
import { pendingNotices } from './notices';
import { recompute } from './recompute';
import { wantedClocks } from './wanted';

const merge = { mergeId: idOf('m'), lead: idOf('other-case'), follower: idOf('complaint') };
const question = { dispositionId: disposition(0), questionId: idOf('question'), words: sealed };
const reply = { replyId: idOf('reply'), attachments: [] };
const due = '2026-04-14T09:00:00.000Z';
const far = '2026-12-01T00:00:00.000Z';

function merged(life: Life, at: string): Life {
  life.until(at).say('MergeAsked', at, { mergeId: merge.mergeId, into: merge.lead });
  return life.say('MergeAccepted', at, merge).settle();
}
const undone = (life: Life, at: string): Life => life.until(at).say('MergeUndone', at, merge).settle();
function only(life: Life, kind: string) {
  const [clock] = life.clocks(kind);
  if (!clock) throw new Error(`no clock ${kind}`);
  return clock;
}
const following = (life: Life) => {
  life.refs = { ...refs, policy: { ...policy, merging: 'follow' } };
  return life;
};

describe('a case that follows another one', () => {
  it('stands still, and comes back with as many working days as it had left', () => {
    // Wednesday evening to Wednesday evening a week later: five closings.
    const life = undone(merged(accepted(), '2026-04-01T10:00:00.000Z'), '2026-04-08T10:00:00.000Z');
    expect(only(life, 'resolve')).toMatchObject({ state: 'running', dueAt: '2026-04-20T09:00:00.000Z' });
    expect(only(life, 'resolve').dueHistory.at(-1)).toMatchObject({ why: 'unmerged' });
  });

  it('gets nothing for a merge that was undone within the day', () => {
    const life = undone(merged(accepted(), '2026-04-01T02:00:00.000Z'), '2026-04-01T05:00:00.000Z');
    expect(only(life, 'resolve')).toMatchObject({ state: 'running', dueAt: due });
  });

  it('is not late though its time passed while it was merged, and is late at its new instant', () => {
    const life = undone(merged(accepted(), '2026-04-13T10:00:00.000Z'), '2026-06-01T10:00:00.000Z');
    expect(only(life, 'resolve')).toMatchObject({ state: 'running', escalationLevel: 0 });
    const { dueAt } = only(life, 'resolve');
    life.until(far);
    expect(only(life, 'resolve')).toMatchObject({ state: 'missed', missedAt: dueAt, escalationLevel: 4 });
  });

  it('does not wait for the reporter meanwhile, and does again where the reply is still due', () => {
    const asked = accepted().say('AgencyQuestionAsked', '2026-04-01T02:00:00.000Z', question).settle();
    const life = merged(asked, '2026-04-02T10:00:00.000Z');
    undone(life, '2026-04-09T10:00:00.000Z');
    expect(life.case.status).toBe('needs_information');
    life.until('2026-04-10T02:00:00.000Z').say('ReporterReplied', '2026-04-10T02:00:00.000Z', reply).settle();
    const pauses = only(life, 'resolve').pauses.map(({ from, why = 'asked' }) => [from.slice(0, 10), why]);
    expect(pauses).toEqual([
      ['2026-04-01', 'asked'],
      ['2026-04-02', 'merged'],
      ['2026-04-09', 'asked'],
    ]);
  });

  it('goes on with a question answered that was answered meanwhile', () => {
    const asked = accepted().say('AgencyQuestionAsked', '2026-04-01T02:00:00.000Z', question).settle();
    const life = merged(asked, '2026-04-02T10:00:00.000Z');
    life.say('ReporterReplied', '2026-04-06T02:00:00.000Z', reply).settle();
    undone(life, '2026-04-09T10:00:00.000Z');
    expect(life.case.status).toBe('in_progress');
    expect(only(life, 'resolve').state).toBe('running');
  });

  it('leaves the reporter the time to answer where the merge was undone in the instant that it was made', () => {
    const life = accepted().say('AgencyQuestionAsked', '2026-04-01T02:00:00.000Z', question).settle();
    const { dueAt } = only(life, 'reporter_information_window');
    const at = '2026-04-02T10:00:00.000Z';
    life.say('MergeAsked', at, { mergeId: merge.mergeId, into: merge.lead });
    life.say('MergeAccepted', at, merge).say('MergeUndone', at, merge).settle();
    expect(only(life, 'reporter_information_window')).toMatchObject({ state: 'running', dueAt });
    expect(only(life, 'resolve').state).toBe('paused');
    expect(only(life.until(far), 'reporter_information_window').state).not.toBe('running');
  });

  it('uses up nothing of the cap of pauses for the reporter', () => {
    const life = accepted();
    const rules = policy.rules.map((rule) => (rule.kind === 'resolve' ? { ...rule, pauseCap: 2 } : rule));
    life.refs = { ...refs, policy: { ...policy, rules } };
    undone(merged(life, '2026-04-01T10:00:00.000Z'), '2026-04-08T10:00:00.000Z');
    life.until('2026-04-09T02:00:00.000Z');
    life.say('AgencyQuestionAsked', '2026-04-09T02:00:00.000Z', question).settle();
    life.until('2026-04-20T02:00:00.000Z').say('ReporterReplied', '2026-04-20T02:00:00.000Z', reply).settle();
    // Five days of the merge, two of the cap.
    expect(only(life, 'resolve')).toMatchObject({ dueAt: '2026-04-22T09:00:00.000Z' });
  });
});

describe('an overdue case that follows another one', () => {
  it('does not climb meanwhile, and takes the next step later by the working days that it was merged', () => {
    const life = accepted().until('2026-04-15T00:00:00.000Z');
    expect(only(life, 'resolve')).toMatchObject({ state: 'missed', escalationLevel: 1 });
    const [, second] = only(life, 'resolve').ladder;
    expect(second?.at).toBe('2026-04-17T09:30:00.000Z');
    const told = pendingNotices(life.case);
    merged(life, '2026-04-15T10:00:00.000Z');
    expect(pendingNotices(life.case)).toEqual([]);
    undone(life, '2026-04-29T10:00:00.000Z');
    expect(only(life, 'resolve').escalationLevel).toBe(1);
    expect(pendingNotices(life.case)).toEqual(told);
    life.until('2026-05-04T00:00:00.000Z');
    // Two of the three days were left: Thursday and, after Labour Day, Monday.
    expect(only(life, 'resolve')).toMatchObject({ escalationLevel: 1 });
    life.until('2026-05-05T00:00:00.000Z');
    expect(only(life, 'resolve')).toMatchObject({ escalationLevel: 2 });
  });
});

describe('steps of which one was put off by a merge', () => {
  it('stay in order when a version that came after all of them counts them again before the merge is heard of', () => {
    const life = merged(accepted().until('2026-04-15T10:00:00.000Z'), '2026-04-16T10:00:00.000Z');
    life.say('MergeUndone', '2026-04-20T10:00:00.000Z', merge);
    const planned = only(life, 'resolve').ladder.map(({ at }) => at);
    const newer = { ...refs, calendar: { ...calendar, version: 'newer', effectiveFrom: '2026-05-20' } };
    const moved = recompute(life.case, newer, { at: '2026-05-20T02:00:00.000Z', why: 'new-version' });
    const steps = moved?.type === 'DueTimesMoved' ? moved.data.steps : [];
    expect(steps.map(({ level, was }) => [level, was])).toEqual([2, 3, 4].map((n) => [n, planned[n - 1]]));
    expect(steps.map(({ at }) => at)).toEqual([
      '2026-04-21T09:00:00.000Z',
      '2026-04-28T09:00:00.000Z',
      '2026-05-13T09:00:00.000Z',
    ]);
  });
});

describe('a policy that lets followers run on', () => {
  it('fires nothing while they follow, and all at its own instants afterwards', () => {
    const life = following(accepted());
    merged(life, '2026-04-01T10:00:00.000Z');
    const before = life.log.length;
    life.until('2026-06-01T00:00:00.000Z');
    expect(life.log.slice(before)).toEqual([]);
    undone(life, '2026-06-01T10:00:00.000Z').until('2026-06-02T00:00:00.000Z');
    expect(only(life, 'resolve')).toMatchObject({ state: 'missed', missedAt: due });
    const alone = following(accepted()).until('2026-06-02T00:00:00.000Z');
    const steps = (of: Life) => of.facts('CaseEscalated').map(({ data }) => data.escalatedAt);
    expect(steps(life)).toEqual(steps(alone));
  });

  it('is not for merges that are over when it is changed', () => {
    const life = following(accepted());
    undone(merged(life, '2026-04-01T10:00:00.000Z'), '2026-04-08T10:00:00.000Z');
    life.refs = refs;
    life.until('2026-04-09T02:00:00.000Z');
    life.say('AgencyQuestionAsked', '2026-04-09T02:00:00.000Z', question).settle();
    expect(only(life, 'resolve').pauses.map(({ why }) => why)).toEqual([undefined]);
  });
});

describe('the reporter of a case that follows another one', () => {
  it('says that the answer is not theirs: the case goes on by itself, and the dispute is counted', () => {
    const life = merged(accepted(), '2026-04-01T10:00:00.000Z');
    life.say('ReporterDisputed', '2026-04-08T10:00:00.000Z', { ...reply, leaves: merge.lead }).settle();
    expect(life.case).toMatchObject({ status: 'in_progress', disputes: 1, merge: { followers: [] } });
    expect(only(life, 'resolve')).toMatchObject({ state: 'running', dueAt: '2026-04-20T09:00:00.000Z' });
  });

  it('takes it back, and every clock ends', () => {
    const life = merged(accepted(), '2026-04-01T10:00:00.000Z');
    life.say('ReporterWithdrew', '2026-04-08T10:00:00.000Z', { replyId: idOf('r'), leaves: merge.lead });
    expect(life.settle().case).toMatchObject({ status: 'closed', closedReason: 'withdrawn' });
    expect(Object.values(life.case.clocks).map(({ state }) => state)).not.toContain('paused');
  });

  it('said nothing in an earlier release, and means nothing still', () => {
    const life = merged(accepted(), '2026-04-01T10:00:00.000Z');
    life.say('ReporterDisputed', '2026-04-08T10:00:00.000Z', reply).settle();
    expect(life.case.status).toBe('merged');
  });
});

describe('the reply window of a way that proves delivery', () => {
  const { waitsForDelivery: _none, ...impatient } = policy;
  const waits = { ...refs, policy: { ...policy, waitsForDelivery: ['sms' as const] } };
  const waitsNot = { ...refs, policy: impatient };
  const message = { messageId: idOf('message'), about: idOf('a'), kind: 'answer', by: 'sms' } as const;
  const of = { dispositionId: disposition(0), round: 0 };
  const answeredAt = '2026-03-25T02:00:00.000Z';
  const deliveredAt = '2026-03-27T02:00:00.000Z';
  const answered = (known: typeof refs = waits) =>
    filed({ channel: 'sms' }, known)
      .say('DispositionOffered', '2026-03-17T02:00:01.000Z', offer('nat.bpjs'))
      .say('DispositionAccepted', '2026-03-17T04:00:00.000Z', { dispositionId: disposition(0) })
      .say('SubstantiveAnswerGiven', answeredAt, answer)
      .settle();
  const delivered = (life: Life) =>
    life.say('NotificationDelivered', deliveredAt, { ...message, answer: of, deliveredAt }).settle();

  it('starts when the answer has reached the reporter', () => {
    expect(answered().clocks('reporter_reply_window')).toEqual([]);
    expect(only(delivered(answered()), 'reporter_reply_window')).toMatchObject({ startedAt: deliveredAt });
  });

  it('starts when the message is given up: the answer stands on the page', () => {
    const life = answered();
    const failedAt = '2026-03-26T02:00:00.000Z';
    const failed = { ...message, answer: of, failedAt, attempts: 3, reason: 'no-route' };
    life.say('NotificationFailed', failedAt, failed).settle();
    expect(only(life, 'reporter_reply_window')).toMatchObject({ startedAt: failedAt });
    life.until(far);
    expect(life.case).toMatchObject({ status: 'closed', closedReason: 'silence' });
  });

  it('keeps a start from before policy waited, and closes a case of which no delivery is ever known', () => {
    const life = answered(waitsNot);
    const { clockId, dueAt } = only(life, 'reporter_reply_window');
    life.refs = waits;
    life.say('IdentityViewed', '2026-03-26T02:00:00.000Z', { purpose: 'Menelepon pelapor.' }).settle();
    expect(wantedClocks(life.case, waits)).toMatchObject([{ clockId, startedAt: answeredAt }]);
    const closed = life.until(far).case;
    expect(closed).toMatchObject({ status: 'closed', closedReason: 'silence', closedAt: dueAt });
  });

  it('keeps that start though the answer is delivered later', () => {
    const life = answered(waitsNot);
    life.refs = waits;
    expect(only(delivered(life), 'reporter_reply_window')).toMatchObject({ startedAt: answeredAt });
  });

  it('starts with the delivery also where policy has stopped to wait for it meanwhile', () => {
    const life = answered();
    life.refs = waitsNot;
    expect(only(delivered(life), 'reporter_reply_window')).toMatchObject({ startedAt: deliveredAt });
  });
});

describe('a reply to a closed case', () => {
  const within = {
    ...refs,
    policy: { ...policy, afterClosing: { limit: 10, unit: 'working_days', most: 2 } },
  } as const;
  const closed = () =>
    accepted()
      .say('SubstantiveAnswerGiven', '2026-03-25T02:00:00.000Z', answer)
      .say('ReporterConfirmed', '2026-03-26T02:00:00.000Z', { replyId: idOf('yes') })
      .settle();
  const late = { ...reply, kind: 'dispute', policyVersion: 'p' } as const;

  it('brings it back to whoever had it until the time of policy has passed', () => {
    const { case: state } = closed();
    expect(reopensUntil(state, within)).toBe('2026-04-10T09:30:00.000Z');
    expect(reopens(state, '2026-04-10T09:30:00.000Z', within)).toBe(true);
    expect(reopens(state, '2026-04-10T09:30:00.001Z', within)).toBe(false);
    const life = closed().say('ReporterReopened', '2026-04-01T02:00:00.000Z', late).settle();
    expect(life.case).toMatchObject({ status: 'in_progress', disputes: 1, reopened: 1 });
    expect(life.clocks('resolve').map(({ round, state: of }) => [round, of])).toEqual([
      [0, 'met'],
      [1, 'running'],
    ]);
  });

  it('does so as often as policy says, never where it was withdrawn, nor where policy has no such time', () => {
    const life = closed();
    expect(reopens({ ...life.case, reopened: 2 }, '2026-03-27T02:00:00.000Z', within)).toBe(false);
    expect(reopens({ ...life.case, closedReason: 'withdrawn' }, '2026-03-27T02:00:00.000Z', within)).toBe(
      false,
    );
    const { afterClosing: _none, ...never } = policy;
    expect(reopens(life.case, '2026-03-27T02:00:00.000Z', { ...refs, policy: never })).toBe(false);
  });
});
