import { type Fact } from '@satupintu/events';
import { type Case } from '../life/case';
import { evolve } from '../life/evolve';
import { at, clock, clockId, complaint, filing, lead, offer, say } from '../life/facts.fixture';
import { pendingNotices } from './notices';
import { clockIdOf, nextReview } from './wanted';

const fold = (...facts: readonly Fact[]): Case => {
  const state = facts.reduce<Case | undefined>((before, one) => evolve(before, one).state, undefined);
  if (!state) throw new Error('nothing was filed');
  return state;
};
const versions = { calendarVersion: 'c1', policyVersion: 'p1' };
const unit = { organisation: 'gov.32.04', unit: 'gov.32.04/dinas-kesehatan' };
const body = { organisation: 'gov.32.04' };
const resolve = clockId('resolve:0');
const ladder = [
  { level: 1, to: unit, at: at(5) },
  { level: 2, to: body, at: at(8) },
  { level: 3, to: { organisation: 'gov.32' }, at: at(12) },
];
const withBody = [filing(), offer(at(0)), say('DispositionAccepted', at(0), { dispositionId: lead(0) })];
const begun = [
  ...withBody,
  clock(at(1), 'resolve', at(5), { dispositionId: lead(0), reminders: [at(3), at(4)] }),
];
const reminded = (hour: number) =>
  say('ReminderDue', at(hour), {
    clockId: resolve,
    to: body,
    dueAt: at(5),
    remindedAt: at(hour),
    ...versions,
  });
const missed = say('DeadlineMissed', at(5), { clockId: resolve, missedAt: at(5), ladder, ...versions });
const step = (level: 1 | 2) =>
  say('CaseEscalated', at(9), {
    ...{ clockId: resolve, kind: 'resolve', level, to: unit, reason: 'late', dueAt: at(5) },
    ...{ escalatedAt: level === 1 ? at(5) : at(8), ...versions },
  });
const about = { clockId: resolve, kind: 'step', level: 1, at: at(5) } as const;
const notice = { noticeId: clockId('notice'), to: unit, by: 'email', about: [about] } as const;
const sent = say('NoticeSent', at(9), { ...notice, about: [about], sentAt: at(9), proof: { code: 250 } });
const failed = say('NoticeFailed', at(9), {
  ...notice,
  about: [about],
  failedAt: at(9),
  attempts: 3,
  reason: 'timeout',
});
const answered = say('SubstantiveAnswerGiven', at(10), {
  ...{
    dispositionId: lead(0),
    answerId: clockId('answer'),
    words: 's1.narrative.1.text.aa.bb',
    attachments: [],
  },
});

const levels = (state: Case) => pendingNotices(state).map(({ level, to }) => [level, to]);

test('each step that was taken is to be told to its own addressee, those to come are not', () => {
  expect(pendingNotices(fold(...begun, missed))).toEqual([]);
  const state = fold(...begun, missed, step(1), step(2));
  expect(levels(state)).toEqual([
    [1, unit],
    [2, body],
  ]);
  expect(pendingNotices(state)[0]).toEqual({
    ...about,
    ...{ to: unit, clockKind: 'resolve', dueAt: at(5), policyVersion: 'p1' },
    reason: expect.stringContaining('step 1'),
  });
});

test.each([
  ['sent', sent],
  ['given up', failed],
])('what was %s is not told again', (_, told) =>
  expect(levels(fold(...begun, missed, step(1), step(2), told))).toEqual([[2, body]]),
);

test('a notice said twice changes nothing the second time', () => {
  const state = fold(...begun, missed, step(1), sent);
  expect(evolve(state, failed)).toEqual({ state, verdict: { kind: 'void', code: 'nothing-to-change' } });
});

test('an answer leaves nothing to tell; nor does a merged case', () => {
  expect(pendingNotices(fold(...begun, missed, step(1), answered))).toEqual([]);
  const escalated = fold(...begun, missed, step(1));
  expect(pendingNotices({ ...escalated, status: 'merged' })).toEqual([]);
});

test('of the reminders of a running clock the last is told, until the clock is missed', () => {
  const state = fold(...begun, reminded(3), reminded(4));
  expect(pendingNotices(state)).toMatchObject([{ kind: 'reminder', at: at(4), to: body, dueAt: at(5) }]);
  expect(levels(fold(...begun, reminded(3), reminded(4), missed, step(1)))).toEqual([[1, unit]]);
});

test('a clock that does not climb reminds when it has passed', () => {
  const clockOf = clock(at(1), 'first_follow_up', at(5), { dispositionId: lead(0) });
  const id = clockId('first_follow_up:0');
  const passed = say('DeadlineMissed', at(5), { clockId: id, missedAt: at(5), ladder: [], ...versions });
  expect(pendingNotices(fold(...withBody, clockOf, passed))).toMatchObject([
    { clockId: id, kind: 'reminder', at: at(5), to: body },
  ]);
});

test('a review is told while the next one runs', () => {
  const first = clockIdOf(lead(0), 'review', 0);
  const ids = [first, nextReview(first)];
  const review = (round: number, from: number) =>
    clock(at(from), 'review', at(from + 4), { clockId: ids[round]!, round, dispositionId: lead(0) });
  const came = say('ReminderDue', at(5), {
    ...{ clockId: ids[0]!, to: body, dueAt: at(5), remindedAt: at(5), ...versions },
  });
  const state = fold(...withBody, review(0, 1), came, review(1, 5));
  expect(pendingNotices(state)).toMatchObject([{ clockId: ids[0], kind: 'reminder', at: at(5) }]);
  expect(pendingNotices(evolve(state, answered).state!)).toEqual([]);
  expect(state.complaintId).toBe(complaint);
});
