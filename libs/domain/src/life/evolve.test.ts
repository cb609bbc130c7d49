import { type Fact } from '@satupintu/events';
import { type Case, leadOf } from './case';
import { evolve } from './evolve';
import {
  at,
  clock,
  clockId,
  complaint,
  contributor,
  filing,
  lead,
  offer,
  say,
  sealed,
} from './facts.fixture';
import { type Verdict } from './verdict';

function live(...facts: readonly Fact[]): { state: Case; verdicts: Verdict[] } {
  let state: Case | undefined;
  const verdicts = facts.map((one) => {
    const evolved = evolve(state, one);
    state = evolved.state;
    return evolved.verdict;
  });
  if (!state) throw new Error('no case');
  return { state, verdicts };
}
const last = (of: { verdicts: Verdict[] }) => of.verdicts.at(-1);
const voidAs = (code: string) => ({ kind: 'void', code });

const dispositionId = lead(0);
const accepted = (hour: number) => say('DispositionAccepted', at(hour), { dispositionId });
const declined = (hour: number, hop = 0) =>
  say('DispositionDeclined', at(hour), {
    dispositionId: lead(hop),
    ground: 'UU 23/2014',
    proposed: 'gov.32',
    words: sealed,
  });
const answered = (hour: number) =>
  say('SubstantiveAnswerGiven', at(hour), {
    dispositionId,
    answerId: clockId('a'),
    words: sealed,
    attachments: [],
  });
const resolve = (started: number, due: number, round = 0) =>
  clock(at(started), 'resolve', at(due), { dispositionId, round, clockId: clockId(`resolve:${round}`) });
const missed = (due: number) =>
  say('DeadlineMissed', at(due), {
    clockId: clockId('resolve:0'),
    missedAt: at(due),
    ladder: [1, 2, 3, 4].map((level) => ({
      level,
      to: { organisation: 'gov.32.04' },
      at: at(due + 10 * (level - 1)),
    })),
    calendarVersion: 'c1',
    policyVersion: 'p1',
  });
const escalated = (level: number, hour: number, due: number) =>
  say('CaseEscalated', at(hour), {
    clockId: clockId('resolve:0'),
    kind: 'resolve',
    level,
    to: { organisation: 'gov.32.04' },
    reason: 'late',
    dueAt: at(due),
    escalatedAt: at(hour),
    calendarVersion: 'c1',
    policyVersion: 'p1',
  });
const resolveClock = (state: Case) => state.clocks[clockId('resolve:0')];

describe('the owner', () => {
  it('is the government of the place until a body is named', () => {
    expect(live(filing()).state.owner).toEqual({ organisation: 'gov.32.04' });
    expect(live(filing(at(0), { region: '31.74' })).state.owner).toEqual({ organisation: 'gov.31' });
  });

  it('is the body offered to, then its unit', () => {
    const unit = 'gov.32.04/dinas-kesehatan';
    const { state } = live(
      filing(),
      offer(at(1)),
      say('DispositionAccepted', at(2), { dispositionId, unit }),
    );
    expect(state.owner).toEqual({ organisation: 'gov.32.04', unit });
    expect(state.status).toBe('in_progress');
  });

  it('stays the decliner until the next offer', () => {
    const refused = live(filing(), offer(at(1)), declined(2));
    expect(refused.state).toMatchObject({ status: 'dispositioned', owner: { organisation: 'gov.32.04' } });
    const next = live(filing(), offer(at(1)), declined(2), offer(at(3), 1, { organisation: 'gov.32' }));
    expect(next.state).toMatchObject({
      status: 'dispositioned',
      owner: { organisation: 'gov.32' },
      hop: 1,
      lead: lead(1),
    });
  });
});

describe('two officers at once', () => {
  it('gives the first what was asked and the second the reason', () => {
    expect(last(live(filing(), offer(at(1)), accepted(2), declined(2)))).toEqual(voidAs('already-accepted'));
    expect(last(live(filing(), offer(at(1)), declined(2), accepted(2)))).toEqual(voidAs('already-declined'));
    expect(last(live(filing(), offer(at(1)), accepted(2), accepted(2)))).toEqual(voidAs('already-accepted'));
  });

  it('lets only one offer follow a refusal', () => {
    const both = live(
      filing(),
      offer(at(1)),
      declined(2),
      offer(at(3), 1),
      offer(at(3), 1, { organisation: 'nat.pln' }),
    );
    expect(last(both)).toEqual(voidAs('superseded'));
  });
});

describe('arbitration', () => {
  const asked = say('ArbitrationRequested', at(3), {
    round: 0,
    owner: { organisation: 'gov.32' },
    candidates: [],
    versions: {},
  });
  const decided = say('ArbitrationDecided', at(4), { round: 0, organisation: 'gov.32.04', words: sealed });
  it('ends in an offer that cannot be declined', () => {
    const lives = [filing(), offer(at(1)), declined(2), asked, decided, offer(at(4), 1, { final: true })];
    expect(live(...lives, declined(5, 1)).verdicts.at(-1)).toEqual(voidAs('cannot-decline'));
  });
  it('takes one decision only', () => {
    const again = say('ArbitrationDecided', at(5), { round: 0, organisation: 'nat.pln', words: sealed });
    expect(last(live(filing(), offer(at(1)), declined(2), asked, decided, again))).toEqual(
      voidAs('superseded'),
    );
  });
});

describe('answers', () => {
  it('a first answer stops first_follow_up and not resolve', () => {
    const first = say('FirstAnswerGiven', at(3), {
      dispositionId,
      answerId: clockId('f'),
      words: sealed,
      attachments: [],
    });
    const followUp = clock(at(1), 'first_follow_up', at(20), { dispositionId });
    const { state } = live(filing(), offer(at(1)), followUp, resolve(1, 40), accepted(2), first);
    expect(state.clocks[clockId('first_follow_up:0')]).toMatchObject({ state: 'met', stoppedAt: at(3) });
    expect(resolveClock(state)).toMatchObject({ state: 'running' });
  });

  it('a substantive answer stops every clock of its disposition', () => {
    const followUp = clock(at(1), 'first_follow_up', at(20), { dispositionId });
    const { state } = live(filing(), offer(at(1)), followUp, resolve(1, 40), accepted(2), answered(3));
    expect(Object.values(state.clocks).map((one) => one.state)).toEqual(['met', 'met']);
    expect(state.status).toBe('answered');
  });

  it('a dispute brings the same disposition back, and the first round’s verdict stays', () => {
    const disputed = say('ReporterDisputed', at(50), { replyId: clockId('r'), attachments: [] });
    const { state } = live(
      filing(),
      offer(at(1)),
      resolve(1, 40),
      accepted(2),
      answered(3),
      disputed,
      resolve(50, 90, 1),
    );
    expect(state).toMatchObject({ status: 'in_progress', disputes: 1 });
    expect(leadOf(state)).toMatchObject({ status: 'accepted', round: 1 });
    expect(resolveClock(state)?.state).toBe('met');
    expect(state.clocks[clockId('resolve:1')]?.state).toBe('running');
  });

  it('a contributor’s answer is not the public one', () => {
    const invited = say('ContributorInvited', at(3), {
      dispositionId: contributor(1),
      organisation: 'gov.32',
      words: sealed,
      required: false,
    });
    const theirs = { dispositionId: contributor(1) };
    const { state } = live(
      filing(),
      offer(at(1)),
      accepted(2),
      invited,
      say('DispositionAccepted', at(4), theirs),
      say('SubstantiveAnswerGiven', at(5), {
        ...theirs,
        answerId: clockId('c'),
        words: sealed,
        attachments: [],
      }),
    );
    expect(state.status).toBe('in_progress');
    expect(state.dispositions[contributor(1)]?.status).toBe('answered');
  });
});

describe('instants decide, not the order of the log', () => {
  it('a start that comes after its own stop is met at once', () => {
    const { state } = live(filing(), offer(at(1)), accepted(2), answered(3), resolve(1, 40));
    expect(resolveClock(state)).toMatchObject({ state: 'met', stoppedAt: at(3) });
  });

  it('an answer in time takes back a miss and its steps', () => {
    const { state } = live(
      filing(),
      offer(at(1)),
      resolve(1, 40),
      accepted(2),
      missed(40),
      escalated(1, 40, 40),
      answered(39),
    );
    expect(resolveClock(state)).toMatchObject({ state: 'met', escalationLevel: 0 });
    expect(resolveClock(state)?.missedAt).toBeUndefined();
  });

  it('an answer at the due instant itself is in time', () => {
    const { state } = live(filing(), offer(at(1)), resolve(1, 40), accepted(2), missed(40), answered(40));
    expect(resolveClock(state)?.state).toBe('met');
  });

  it('a late answer never hides the miss, whether it comes before or after the fact of it', () => {
    const before = live(filing(), offer(at(1)), resolve(1, 40), accepted(2), answered(45), missed(40));
    const after = live(filing(), offer(at(1)), resolve(1, 40), accepted(2), missed(40), answered(45));
    for (const { state, verdicts } of [before, after]) {
      expect(verdicts.every(({ kind }) => kind === 'applied')).toBe(true);
      expect(resolveClock(state)).toMatchObject({ state: 'missed', missedAt: at(40), stoppedAt: at(45) });
    }
  });

  it('a late answer ends the ladder at its instant', () => {
    const upTo = [
      filing(),
      offer(at(1)),
      resolve(1, 40),
      accepted(2),
      missed(40),
      escalated(1, 40, 40),
      escalated(2, 50, 40),
    ];
    expect(resolveClock(live(...upTo, answered(45)).state)?.escalationLevel).toBe(1);
    expect(last(live(...upTo.slice(0, 6), answered(45), escalated(2, 50, 40)))).toEqual(
      voidAs('stopped-in-time'),
    );
  });

  it('what the reporter said before the window ended takes back the close by silence', () => {
    const window = clock(at(3), 'reporter_reply_window', at(60), { dispositionId });
    const elapsed = say('ReplyWindowElapsed', at(60), {
      clockId: clockId('reporter_reply_window:0'),
      elapsedAt: at(60),
    });
    const upTo = [filing(), offer(at(1)), accepted(2), answered(3), window, elapsed];
    expect(live(...upTo).state).toMatchObject({ status: 'closed', closedReason: 'silence' });
    const inTime = say('ReporterDisputed', at(59), { replyId: clockId('r'), attachments: [] });
    const { state } = live(...upTo, inTime);
    expect(state).toMatchObject({ status: 'in_progress', disputes: 1 });
    expect(state.clocks[clockId('reporter_reply_window:0')]?.state).toBe('met');
    const late = say('ReporterDisputed', at(61), { replyId: clockId('r'), attachments: [] });
    expect(last(live(...upTo, late))).toEqual(voidAs('case-final'));
  });
});

describe('pauses', () => {
  const asked = say('AgencyQuestionAsked', at(10), {
    dispositionId,
    questionId: clockId('q'),
    words: sealed,
  });
  const paused = say('ClockPaused', at(10), {
    clockIds: [clockId('resolve:0')],
    pausedAt: at(10),
    why: 'question',
  });
  const resumed = say('ClockResumed', at(20), {
    resumedAt: at(20),
    why: 'reply',
    clocks: [{ clockId: clockId('resolve:0'), dueAt: at(50), pausedFor: 36_000 }],
    calendarVersion: 'c1',
    policyVersion: 'p1',
  });
  const upTo = [filing(), offer(at(1)), resolve(1, 40), accepted(2), asked, paused];
  it('give the time back and keep both due times', () => {
    const { state } = live(...upTo, resumed);
    expect(resolveClock(state)).toMatchObject({ state: 'running', dueAt: at(50), pausedFor: 36_000 });
    expect(resolveClock(state)?.dueHistory.map(({ dueAt }) => dueAt)).toEqual([at(40), at(50)]);
  });
  it('hold a miss off', () => {
    expect(last(live(...upTo, missed(40)))).toEqual(voidAs('not-due'));
  });
});

describe('an archived case', () => {
  const triage = say('TriageRequested', at(1), {
    round: 0,
    owner: { organisation: 'gov.32.04' },
    why: 'unsure',
    class: 'complaint',
    reasons: [],
    suggestions: [],
    versions: {},
  });
  const archived = (appealable: boolean) =>
    say('ComplaintArchived', at(2), { reasonCode: 'court', words: sealed, appealable });
  const appeal = say('ReporterDisputed', at(3), { replyId: clockId('r'), attachments: [] });
  it('goes back to triage on appeal, where it can be appealed', () => {
    expect(live(filing(), triage, archived(true), appeal).state).toMatchObject({
      status: 'triage',
      disputes: 1,
    });
    expect(last(live(filing(), triage, archived(false), appeal))).toEqual(voidAs('not-appealable'));
  });
});

describe('merging', () => {
  const other = clockId('other-case');
  const mergeId = clockId('m');
  it('is taken back exactly, but for how long it was, who held the case meanwhile and what was done last', () => {
    const asked = say('MergeAsked', at(3), { mergeId, into: other });
    const merged = say('MergeAccepted', at(4), { mergeId, lead: other, follower: complaint });
    const undone = say('MergeUndone', at(5), { mergeId, lead: other, follower: complaint });
    const before = live(filing(), offer(at(1)), accepted(2)).state;
    expect(live(filing(), offer(at(1)), accepted(2), asked, merged).state.status).toBe('merged');
    const after = live(filing(), offer(at(1)), accepted(2), asked, merged, undone).state;
    const merge = { followers: [], stretches: [{ startedAt: at(4), endedAt: at(5) }] };
    expect(after).toEqual({ ...before, held: after.held, last: after.last, merge });
  });
  it('is refused by a lead that itself has asked', () => {
    const asked = say('MergeAsked', at(3), { mergeId, into: other });
    const taking = say('MergeAccepted', at(4), {
      mergeId: clockId('n'),
      lead: complaint,
      follower: clockId('third'),
    });
    expect(last(live(filing(), asked, taking))).toEqual(voidAs('already-merged'));
  });
});

describe('what was done last', () => {
  it('names who did it and when; clocks and messages are nobody’s act', () => {
    const by = { role: 'coordinator', organisation: 'gov.32.04', subject: 'staff-7' } as const;
    const taken = { ...accepted(2), by };
    const { state } = live(filing(), offer(at(1)), taken, clock(at(3), 'resolve', at(9)));
    expect(state.last).toEqual({ fact: 'DispositionAccepted', at: at(2), by });
  });
});
