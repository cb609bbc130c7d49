/** What the simulation of the clocks' service found: facts that are overtaken, or cut off, on their way to the log. */
import { type ComplaintFact, idOf } from '@satupintu/events';
import { amendPolicy } from './amend-policy';
import { accepted, answer, disposition, filed, filedAt, policy, refs, sealed } from './clock-life.fixture';
import { fire } from './fire';
import { dueTimers } from './timers';

const due = '2026-04-14T09:00:00.000Z';
const later = '2026-04-15T00:00:00.000Z';
const question = { dispositionId: disposition(0), questionId: idOf('question'), words: sealed };
const reply = { replyId: idOf('reply'), attachments: [] };

const resolveOf = (life: ReturnType<typeof accepted>) => {
  const [clock] = life.clocks('resolve');
  if (!clock) throw new Error('no resolve clock');
  return clock;
};
/** What firing says of a clock that is due. */
function firedFor(life: ReturnType<typeof accepted>, kind: string): ComplaintFact[] {
  const clockIds = life.clocks(kind).map(({ clockId }) => clockId);
  const timer = dueTimers(life.case).find(({ clockId }) => clockIds.includes(clockId));
  return timer ? fire(life.case, timer, { ...life.refs, at: later }) : [];
}

test('a miss that a late pause overtook is not the name of the one that comes after all', () => {
  const life = accepted().until('2026-04-14T08:59:59.999Z');
  const overtaken = firedFor(life, 'resolve');
  expect(overtaken[0]?.type).toBe('DeadlineMissed');
  // An hour's question gives no day back; it and the reply reach the log before what was fired.
  life.say('AgencyQuestionAsked', '2026-04-13T02:00:00.000Z', question);
  life.say('ReporterReplied', '2026-04-13T03:00:00.000Z', reply).settle();
  for (const said of overtaken) life.hear(said);
  life.settle().until(later);
  expect(resolveOf(life)).toMatchObject({ state: 'missed', missedAt: due, missRecorded: true });
});

test('a policy that brings pauses pauses what is due for a question asked before, and misses it later', () => {
  const life = accepted();
  const without = policy.rules.map((rule) => ({ ...rule, pausesForReporter: false }));
  life.refs = { ...refs, policy: { ...policy, rules: without } };
  life.say('AgencyQuestionAsked', '2026-03-26T02:00:00.000Z', question).settle();
  life.say('ReporterReplied', '2026-04-09T02:00:00.000Z', reply).settle();
  expect(resolveOf(life).pauses).toEqual([]);
  life.refs = { ...refs, policy: amendPolicy(policy, { effectiveFrom: '2026-04-10', rules: policy.rules }) };
  life.until('2026-06-01T00:00:00.000Z');
  expect(resolveOf(life)).toMatchObject({ state: 'missed', pauses: [{ to: '2026-04-09T02:00:00.000Z' }] });
  expect(resolveOf(life).missedAt?.localeCompare(due)).toBe(1);
});

test('a miss whose reminder did not reach the log reminds the next time', () => {
  const life = accepted();
  const { dueAt } = life.clocks('first_follow_up')[0] ?? {};
  life.until(new Date(Date.parse(dueAt ?? '') - 1).toISOString());
  const [missed, reminder] = firedFor(life, 'first_follow_up');
  expect([missed?.type, reminder?.type]).toEqual(['DeadlineMissed', 'ReminderDue']);
  if (!missed) throw new Error('nothing fired');
  life.hear(missed).settle();
  expect(firedFor(life, 'first_follow_up').map(({ id }) => id)).toEqual([reminder?.id]);
});

test('a withdrawal from before the due instant undoes a miss that an answer had ended late', () => {
  const life = accepted().until('2026-04-20T00:00:00.000Z');
  life.say('SubstantiveAnswerGiven', '2026-04-20T01:00:00.000Z', answer).settle();
  expect(resolveOf(life)).toMatchObject({ state: 'missed', missedAt: due });
  life.say('ReporterWithdrew', '2026-03-30T01:00:00.000Z', { replyId: idOf('withdrawal') }).settle();
  expect(resolveOf(life)).toMatchObject({ state: 'cancelled', stoppedAt: '2026-03-30T01:00:00.000Z' });
  expect(life.facts('MissAnnulled').some(({ data }) => data.missedAt === due)).toBe(true);
});

test('a review starts the next one before it says that it has come', () => {
  const life = filed({ class: 'aspiration' });
  life.say('DispositionOffered', filedAt, {
    dispositionId: disposition(0),
    hop: 0,
    organisation: 'nat.bpjs',
    decidedBy: 'rule',
    final: false,
    class: 'aspiration',
    reasons: [],
    versions: {},
  });
  life.settle();
  expect(firedFor(life, 'review').map(({ type }) => type)).toEqual(['ClockStarted', 'ReminderDue']);
});
