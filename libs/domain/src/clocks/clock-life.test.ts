import { idOf } from '@satupintu/events';
import { amendCalendar } from './amend-calendar';
import { amendPolicy } from './amend-policy';
import {
  Life,
  accepted,
  answer,
  calendar,
  disposition,
  filed,
  filedAt,
  filing,
  health,
  offer,
  offered,
  policy,
  refs,
  sealed,
  triage,
} from './clock-life.fixture';
import { fire } from './fire';
import { pendingNotices } from './notices';
import { recompute } from './recompute';
import { dueTimers } from './timers';

describe('starts', () => {
  it('filing starts verification, due three working days later, Lebaran in between', () => {
    const [clock] = filed().clocks('verify_and_forward');
    expect(clock).toMatchObject({
      state: 'running',
      dueAt: '2026-03-27T09:30:00.000Z',
      accountable: { organisation: 'gov.32.04' },
    });
  });

  it('an offer to a body with units asks for a unit; naming it starts resolve', () => {
    const life = offered();
    expect(life.clocks('verify_and_forward')).toMatchObject([{ state: 'met' }]);
    expect(life.clocks('assign_unit')).toMatchObject([{ state: 'running' }]);
    expect(life.clocks('resolve')).toEqual([]);
    life
      .say('DispositionAccepted', '2026-03-17T04:00:00.000Z', {
        dispositionId: disposition(0),
        unit: health.code,
      })
      .settle();
    expect(life.clocks('assign_unit')).toMatchObject([{ state: 'met' }]);
    expect(life.clocks('resolve')).toMatchObject([
      {
        state: 'running',
        dueAt: '2026-04-14T09:00:00.000Z',
        accountable: { organisation: 'gov.32.04', unit: health.code },
      },
    ]);
  });

  it('a body without units is its own unit', () => {
    const life = offered({}, 'nat.bpjs');
    expect(life.clocks('assign_unit')).toEqual([]);
    expect(life.clocks('resolve')).toMatchObject([{ startedAt: '2026-03-17T02:00:01.000Z' }]);
  });

  it('a refusal that goes to triage opens a second round of verification', () => {
    const life = offered({ unit: health.code })
      .say('DispositionDeclined', '2026-03-17T05:00:00.000Z', {
        dispositionId: disposition(0),
        ground: 'x',
        proposed: 'gov.32',
        words: sealed,
      })
      .settle();
    expect(life.clocks('resolve')).toMatchObject([{ state: 'cancelled' }]);
    life.say('TriageRequested', '2026-03-17T05:00:01.000Z', triage(0, 'declined')).settle();
    expect(life.clocks('verify_and_forward').map(({ round, state }) => [round, state])).toEqual([
      [0, 'met'],
      [1, 'running'],
    ]);
  });

  it('an aspiration has no limit, but a review every thirty working days', () => {
    const life = offered({ class: 'aspiration', unit: health.code }).until('2026-07-31T00:00:00.000Z');
    expect(life.clocks('resolve')).toEqual([]);
    expect(
      life.clocks('review').map(({ round, state, dueAt }) => [round, state, dueAt?.slice(0, 10)]),
    ).toEqual([
      [0, 'met', '2026-05-07'],
      [1, 'met', '2026-06-26'],
      [2, 'running', '2026-08-07'],
    ]);
    expect(
      life.facts('DeadlineMissed').filter(({ data }) => life.case.clocks[data.clockId]?.kind === 'review'),
    ).toEqual([]);
    expect(pendingNotices(life.case).filter(({ clockKind }) => clockKind === 'review')).toMatchObject([
      { kind: 'reminder', at: life.clocks('review')[1]?.dueAt },
    ]);
  });

  it('a stricter limit of the body itself counts', () => {
    const strict = amendPolicy(policy, {
      effectiveFrom: '2026-01-01',
      organisations: { 'gov.32.04': { 'resolve.complaint': 3 } },
    });
    const life = filed({}, { ...refs, policy: strict });
    life
      .say('DispositionOffered', '2026-03-17T02:00:01.000Z', offer('gov.32.04', { unit: health.code }))
      .settle();
    expect(life.clocks('resolve')[0]?.dueAt).toBe('2026-03-27T09:30:00.000Z');
  });

  it('filed at 23:30 in Jakarta and owned in Jayapura, the day of receipt is the next one', () => {
    const life = new Life(refs)
      .say('ComplaintFiled', '2026-11-16T16:30:00.000Z', filing({ region: '94.71' }))
      .settle();
    expect(life.clocks('verify_and_forward')[0]?.dueAt).toBe('2026-11-20T07:30:00.000Z');
  });
});

describe('the ladder', () => {
  it('climbs 0, 3, 8 and 18 working days after the breach, each step once, to the Ombudsman of the province', () => {
    const life = offered({ unit: health.code }).until('2027-01-01T00:00:00.000Z');
    const [resolve] = life.clocks('resolve');
    const steps = life.facts('CaseEscalated').filter(({ data }) => data.clockId === resolve?.clockId);
    expect(steps.map(({ data }) => [data.level, data.escalatedAt.slice(0, 10), data.to])).toEqual([
      [1, '2026-04-14', { organisation: 'gov.32.04', unit: health.code }],
      [2, '2026-04-17', { organisation: 'gov.32.04' }],
      [3, '2026-04-24', { organisation: 'gov.32' }],
      [4, '2026-05-11', { organisation: 'ombudsman', unit: 'ombudsman/32' }],
    ]);
    expect(life.clocks('first_follow_up')).toMatchObject([{ state: 'missed', escalationLevel: 0 }]);
    const passed = life.facts('ReminderDue').filter(({ data }) => data.remindedAt === data.dueAt);
    expect(passed.map(({ data }) => life.case.clocks[data.clockId]?.kind).sort()).toEqual([
      'acknowledge',
      'first_follow_up',
    ]);
  });

  it('goes to PANRB and to the centre for a national body', () => {
    const life = offered({}, 'nat.bpjs').until('2027-01-01T00:00:00.000Z');
    expect(life.facts('CaseEscalated').map(({ data }) => data.to.organisation)).toEqual([
      'nat.bpjs',
      'nat.bpjs',
      'nat.panrb',
      'ombudsman',
    ]);
    expect(life.facts('CaseEscalated').at(-1)?.data.to).toEqual({ organisation: 'ombudsman' });
  });

  it('takes in an unverified case as well', () => {
    const life = filed()
      .say('TriageRequested', '2026-03-17T02:00:02.000Z', triage(0, 'unsure'))
      .until('2026-12-01T00:00:00.000Z');
    expect(life.clocks('verify_and_forward')).toMatchObject([{ state: 'missed', escalationLevel: 4 }]);
  });

  it('ends when the answer comes, late; the miss stays', () => {
    const life = accepted().until('2026-04-18T00:00:00.000Z');
    life.say('SubstantiveAnswerGiven', '2026-04-18T01:00:00.000Z', answer).until('2026-04-30T00:00:00.000Z');
    expect(life.clocks('resolve')).toMatchObject([
      { state: 'missed', stoppedAt: '2026-04-18T01:00:00.000Z', escalationLevel: 2 },
    ]);
    expect(life.facts('CaseEscalated')).toHaveLength(2);
  });
});

describe('what the log brings late', () => {
  it('an answer given in time takes a miss back, visibly', () => {
    const life = accepted().until('2026-04-14T09:00:00.000Z');
    expect(life.facts('DeadlineMissed').length).toBeGreaterThan(0);
    life.say('SubstantiveAnswerGiven', '2026-04-14T08:59:59.000Z', answer).settle();
    expect(life.clocks('resolve')).toMatchObject([{ state: 'met', escalationLevel: 0 }]);
    expect(life.facts('MissAnnulled').map(({ data }) => data.stoppedAt)).toContain(
      '2026-04-14T08:59:59.000Z',
    );
  });

  it('a late answer before the miss is recorded does not hide it', () => {
    const life = accepted();
    life.say('SubstantiveAnswerGiven', '2026-04-18T01:00:00.000Z', answer).until('2026-04-20T00:00:00.000Z');
    const [resolve] = life.clocks('resolve');
    expect(resolve).toMatchObject({
      state: 'missed',
      missRecorded: true,
      missedAt: '2026-04-14T09:00:00.000Z',
      escalationLevel: 2,
    });
  });

  it('firing twice says the same thing', () => {
    const life = accepted().until('2026-04-14T08:59:59.999Z');
    const timer = dueTimers(life.case).find(({ at }) => at === '2026-04-14T09:00:00.000Z')!;
    const ids = (at: string) => fire(life.case, timer, { ...refs, at }).map(({ id }) => id);
    expect(ids('2026-04-14T09:00:02.000Z')).toEqual(ids('2026-04-23T09:00:00.000Z'));
  });
});

describe('waiting for the reporter', () => {
  const asked = (life: Life, at: string, name = 'q') =>
    life.say('AgencyQuestionAsked', at, {
      dispositionId: disposition(0),
      questionId: idOf(name),
      words: sealed,
    });
  const replied = (life: Life, at: string) =>
    life.say('ReporterReplied', at, { replyId: idOf(at), attachments: [] });

  it('stops resolve and gives the working days back', () => {
    const life = accepted();
    asked(life, '2026-03-25T03:00:00.000Z').settle();
    expect(life.clocks('resolve')).toMatchObject([{ state: 'paused' }]);
    expect(life.clocks('reporter_information_window')).toMatchObject([{ state: 'running' }]);
    replied(life, '2026-03-27T03:00:00.000Z').settle();
    expect(life.clocks('resolve')).toMatchObject([
      { state: 'running', dueAt: '2026-04-16T09:00:00.000Z', pausedFor: 2 * 86_400 },
    ]);
    expect(life.clocks('reporter_information_window')).toMatchObject([{ state: 'met' }]);
  });

  it('gives the case back after ten working days of silence', () => {
    const life = asked(accepted(), '2026-03-25T03:00:00.000Z').until('2026-04-10T00:00:00.000Z');
    expect(life.facts('InformationWindowElapsed')).toHaveLength(1);
    expect(life.case.status).toBe('in_progress');
    expect(life.clocks('resolve')).toMatchObject([{ state: 'running', dueAt: '2026-04-28T09:00:00.000Z' }]);
  });

  it('is counted in full when the clocks are started long after it', () => {
    const prompt = accepted();
    const late = new Life(refs);
    for (const life of [prompt, late]) {
      if (life === late) {
        life.say('ComplaintFiled', filedAt, filing());
        life.say('DispositionOffered', '2026-03-17T02:00:01.000Z', offer('gov.32.04', { unit: health.code }));
        life.say('DispositionAccepted', '2026-03-17T04:00:00.000Z', { dispositionId: disposition(0) });
      }
      asked(life, '2026-03-25T03:00:00.000Z', 'q1');
      replied(life, '2026-03-27T03:00:00.000Z');
      asked(life, '2026-03-30T03:00:00.000Z', 'q2');
      replied(life, '2026-04-01T03:00:00.000Z').settle();
    }
    const [one, other] = [prompt, late].map((life) => life.clocks('resolve')[0]!);
    expect(other).toEqual(one);
    expect(one).toMatchObject({ state: 'running', dueAt: '2026-04-20T09:00:00.000Z', pausedFor: 4 * 86_400 });
  });

  it('survives a change of class', () => {
    const life = accepted();
    asked(life, '2026-03-25T03:00:00.000Z').settle();
    life.say('ComplaintCorrected', '2026-03-26T03:00:00.000Z', { class: 'information_request' }).settle();
    replied(life, '2026-03-27T03:00:00.000Z').settle();
    // five working days from 17 March are 31 March; two closes are given back
    expect(life.clocks('resolve')).toMatchObject([{ state: 'running', dueAt: '2026-04-02T09:00:00.000Z' }]);
  });

  it('closes the case by silence ten working days after the answer, unless the reporter spoke in time', () => {
    const life = accepted()
      .say('SubstantiveAnswerGiven', '2026-03-30T03:00:00.000Z', answer)
      .until('2026-05-30T00:00:00.000Z');
    expect(life.case).toMatchObject({
      status: 'closed',
      closedReason: 'silence',
      closedAt: '2026-04-14T09:00:00.000Z',
    });
    life
      .say('ReporterDisputed', '2026-04-14T09:00:00.000Z', { replyId: idOf('d'), attachments: [] })
      .settle();
    expect(life.case.status).toBe('in_progress');
    expect(life.facts('MissAnnulled')).toHaveLength(1);
    expect(life.clocks('resolve').map(({ round, state }) => [round, state])).toEqual([
      [0, 'met'],
      [1, 'running'],
    ]);
  });
});

describe('new versions', () => {
  const decree = amendCalendar(calendar, {
    effectiveFrom: '2026-03-20',
    days: [{ date: '2026-04-13', kind: 'joint_leave', name: 'Cuti bersama tambahan' }],
  });

  it('move open clocks and steps still to come in one fact, with old and new', () => {
    const life = accepted();
    const moved = recompute(
      life.case,
      { ...refs, calendar: decree },
      { at: '2026-03-20T00:00:00.000Z', why: 'calendar' },
    );
    life.hear(moved!).settle();
    expect(life.clocks('resolve')[0]).toMatchObject({
      dueAt: '2026-04-15T09:00:00.000Z',
      calendarVersion: decree.version,
    });
    expect(life.clocks('resolve')[0]?.dueHistory.map(({ dueAt }) => dueAt)).toEqual([
      '2026-04-14T09:00:00.000Z',
      '2026-04-15T09:00:00.000Z',
    ]);
    expect(
      recompute(
        life.case,
        { ...refs, calendar: decree },
        { at: '2026-03-20T00:00:00.000Z', why: 'calendar' },
      ),
    ).toBeUndefined();
  });

  it('leave a miss where it was and move what follows', () => {
    const life = accepted().until('2026-04-14T09:00:00.000Z');
    const later = amendCalendar(calendar, {
      effectiveFrom: '2026-04-14',
      days: [{ date: '2026-04-16', kind: 'election', name: 'Pilkada' }],
    });
    const moved = recompute(
      life.case,
      { ...refs, calendar: later },
      { at: '2026-04-14T10:00:00.000Z', why: 'calendar' },
    );
    life.hear(moved!).settle();
    expect(life.clocks('resolve')[0]).toMatchObject({ missedAt: '2026-04-14T09:00:00.000Z' });
    expect(life.clocks('resolve')[0]?.ladder.map(({ at }) => at?.slice(0, 10))).toEqual([
      '2026-04-14',
      '2026-04-20',
      '2026-04-27',
      '2026-05-12',
    ]);
  });

  it('give a due time to a clock that waited for the list of a year', () => {
    const life = new Life(refs).say('ComplaintFiled', '2027-12-30T02:00:00.000Z', filing()).settle();
    expect(life.clocks('verify_and_forward')).toMatchObject([{ state: 'running', dueAt: null }]);
    const [waiting] = life.clocks('verify_and_forward');
    expect(dueTimers(life.case).filter(({ clockId }) => clockId === waiting?.clockId)).toEqual([]);
    const next = amendCalendar(calendar, {
      effectiveFrom: '2027-12-31',
      days: [{ date: '2028-01-01', kind: 'national_holiday', name: 'Tahun Baru 2028' }],
    });
    life.hear(
      recompute(life.case, { ...refs, calendar: next }, { at: '2027-12-31T00:00:00.000Z', why: 'calendar' })!,
    );
    expect(life.clocks('verify_and_forward')).toMatchObject([{ dueAt: '2028-01-04T09:00:00.000Z' }]);
  });
});

it('a statutory limit of the policy itself runs beside, and the first answer ends it', () => {
  const life = accepted();
  expect(life.clocks('acknowledge')).toMatchObject([
    { dueAt: '2026-03-31T16:59:59.999Z', unit: 'calendar_days' },
  ]);
  expect(life.clocks('decide')).toMatchObject([{ startedAt: '2026-03-17T04:00:00.000Z' }]);
  life.say('FirstAnswerGiven', '2026-03-18T01:00:00.000Z', answer).settle();
  expect(life.clocks('acknowledge')[0]?.stoppedAt).toBe('2026-03-18T01:00:00.000Z');
  expect(life.clocks('resolve')).toMatchObject([{ state: 'running' }]);
});
