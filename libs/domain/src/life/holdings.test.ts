import { type Fact, idOf } from '@satupintu/events';
import { type Case } from './case';
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
import { ageOf, heldByBody, holdings, standstills } from './holdings';

const HOUR = 3_600_000;
const place = 'gov.32.04';
const [a, b, c] = ['gov.32.73', 'nat.pln', 'gov.32'];
const merge = { mergeId: idOf('m'), lead: idOf('other'), follower: complaint };

const live = (...facts: readonly Fact[]): Case =>
  facts.reduce<Case | undefined>((state, fact) => evolve(state, fact).state, undefined)!;
const declined = (hour: number, hop: number) =>
  say('DispositionDeclined', at(hour), {
    dispositionId: lead(hop),
    ground: 'not-ours',
    proposed: b,
    words: sealed,
  });
const accepted = (hour: number, hop = 0, unit?: string) =>
  say('DispositionAccepted', at(hour), { dispositionId: lead(hop), ...(unit === undefined ? {} : { unit }) });
const answered = (hour: number, hop = 0) =>
  say('SubstantiveAnswerGiven', at(hour), {
    dispositionId: lead(hop),
    answerId: idOf('answer'),
    words: sealed,
    attachments: [],
  });
const triage = (hour: number, organisation: string, round = 0) =>
  say('TriageRequested', at(hour), {
    round,
    owner: { organisation },
    why: 'declined',
    class: 'complaint',
    reasons: [],
    suggestions: [],
    versions: {},
  });
/** `[who, hours gross, hours net]` of each stretch. */
const hours = (state: Case, now: number) =>
  holdings(state, at(now)).map(({ organisation, unit, gross, net }) => [
    unit ?? organisation,
    gross / HOUR,
    net / HOUR,
  ]);

describe('who held a case for how long', () => {
  it('adds up for A to B to A to C, each body once in the totals', () => {
    const state = live(
      filing(at(0)),
      offer(at(1), 0, { organisation: a }),
      declined(3, 0),
      offer(at(4), 1, { organisation: b }),
      declined(9, 1),
      offer(at(9), 2, { organisation: a }),
      declined(10, 2),
      offer(at(12), 3, { organisation: c }),
    );
    expect(hours(state, 20)).toEqual([
      [place, 1, 1],
      [a, 3, 3],
      [b, 5, 5],
      [a, 3, 3],
      [c, 8, 8],
    ]);
    expect(heldByBody(holdings(state, at(20)))).toEqual([
      { organisation: place, gross: HOUR, net: HOUR },
      { organisation: a, gross: 6 * HOUR, net: 6 * HOUR },
      { organisation: b, gross: 5 * HOUR, net: 5 * HOUR },
      { organisation: c, gross: 8 * HOUR, net: 8 * HOUR },
    ]);
    expect(holdings(state, at(20)).at(-1)).not.toHaveProperty('to');
  });

  it('leaves it with the decliner until the next offer, triage or arbitration', () => {
    const state = live(
      filing(at(0)),
      offer(at(0), 0, { organisation: a }),
      declined(2, 0),
      triage(5, place),
      offer(at(7), 1, { organisation: b }),
      declined(8, 1),
      say('ArbitrationRequested', at(9), {
        round: 0,
        owner: { organisation: c },
        candidates: [],
        versions: {},
      }),
      say('ArbitrationDecided', at(11), { round: 0, organisation: b, words: sealed }),
      offer(at(12), 2, { organisation: b, final: true }),
    );
    expect(hours(state, 13)).toEqual([
      [a, 5, 5],
      [place, 2, 2],
      [b, 2, 2],
      [c, 3, 3],
      [b, 1, 1],
    ]);
  });

  it('tells the units of a body apart, and a lead from the one it was handed to', () => {
    const unit = `${a}/dinas-kesehatan`;
    const state = live(
      filing(at(0)),
      offer(at(1), 0, { organisation: a }),
      accepted(2),
      say('UnitAssigned', at(3), { dispositionId: lead(0), unit }),
      say('ContributorInvited', at(4), {
        dispositionId: contributor(0),
        organisation: c,
        words: sealed,
        required: false,
      }),
      say('DispositionAccepted', at(5), { dispositionId: contributor(0) }),
      say('LeadOffered', at(5), { from: lead(0), to: contributor(0) }),
      say('LeadHandedOver', at(6), { from: lead(0), to: contributor(0) }),
    );
    expect(hours(state, 8)).toEqual([
      [place, 1, 1],
      [a, 2, 2],
      [unit, 3, 3],
      [c, 2, 2],
    ]);
    expect(heldByBody(holdings(state, at(8))).map(({ organisation }) => organisation)).toEqual([place, a, c]);
  });

  it('ends with the closing', () => {
    const state = live(
      filing(at(0)),
      offer(at(1), 0, { organisation: a }),
      accepted(2),
      answered(5),
      say('ReporterConfirmed', at(7), { replyId: idOf('r') }),
    );
    expect(hours(state, 99)).toEqual([
      [place, 1, 1],
      [a, 6, 6],
    ]);
    expect(holdings(state, at(99)).at(-1)).toMatchObject({ to: at(7) });
  });

  it('gives back what a close by silence took, when a reply from before it arrives', () => {
    const open = [filing(at(0)), offer(at(1), 0, { organisation: a }), accepted(2), answered(3)];
    const window = clock(at(3), 'reporter_reply_window', at(8), { dispositionId: lead(0) });
    const elapsed = say('ReplyWindowElapsed', at(8), {
      clockId: clockId('reporter_reply_window:0'),
      elapsedAt: at(8),
    });
    const disputed = say('ReporterDisputed', at(7), { replyId: idOf('r'), attachments: [] });
    const closed = live(...open, window, elapsed);
    expect(ageOf(closed, at(20)).gross).toBe(8 * HOUR);
    const reopened = live(...open, window, elapsed, disputed);
    expect(reopened.status).toBe('in_progress');
    expect(hours(reopened, 20)).toEqual([
      [place, 1, 1],
      [a, 19, 19],
    ]);
  });

  it('counts an archive that was appealed gross, and not net', () => {
    const state = live(
      filing(at(0)),
      triage(1, c),
      say('ComplaintArchived', at(3), { reasonCode: 'court', words: sealed, appealable: true }),
      say('ReporterDisputed', at(30), { replyId: idOf('r'), attachments: [] }),
      triage(31, b, 1),
    );
    expect(hours(state, 40)).toEqual([
      [place, 1, 1],
      [c, 2, 2],
      [c, 27, 0],
      [c, 1, 1],
      [b, 9, 9],
    ]);
    expect(ageOf(state, at(40))).toEqual({ gross: 40 * HOUR, net: 13 * HOUR });
  });

  it('counts the time as a follower gross, and not net, and gives the case back to who had it', () => {
    const open = [filing(at(0)), offer(at(1), 0, { organisation: a }), accepted(2)];
    const followed = [
      say('MergeAsked', at(4), { mergeId: merge.mergeId, into: merge.lead }),
      say('MergeAccepted', at(5), merge),
    ];
    const following = live(...open, ...followed);
    expect(holdings(following, at(9)).at(-1)).toMatchObject({ organisation: a, idle: 'merged', net: 0 });
    const back = live(...open, ...followed, say('MergeUndone', at(8), merge));
    expect(hours(back, 10)).toEqual([
      [place, 1, 1],
      [a, 4, 4],
      [a, 3, 0],
      [a, 2, 2],
    ]);
  });

  it('leaves waiting for the reporter out of net, and counts it once where several clocks pause', () => {
    const paused = (kind: string, from: number) =>
      say('ClockPaused', at(from), { clockIds: [clockId(`${kind}:0`)], pausedAt: at(from), why: 'asked' });
    const resumed = (kind: string, to: number) =>
      say('ClockResumed', at(to), {
        clocks: [{ clockId: clockId(`${kind}:0`), dueAt: at(99), pausedFor: 0 }],
        resumedAt: at(to),
        why: 'replied',
        calendarVersion: 'c1',
        policyVersion: 'p1',
      });
    const open = [filing(at(0)), offer(at(1), 0, { organisation: a }), accepted(2)];
    const clocks = ['resolve', 'own_limit'].map((kind) => clock(at(1), kind, at(90)));
    const asked = live(
      ...open,
      ...clocks,
      paused('resolve', 4),
      paused('own_limit', 4),
      resumed('resolve', 7),
    );
    expect(hours(asked, 9)).toEqual([
      [place, 1, 1],
      [a, 8, 3],
    ]);
    const replied = live(...open, ...clocks, paused('resolve', 4), paused('own_limit', 5), resumed('resolve', 7), resumed('own_limit', 8)); // prettier-ignore
    expect(standstills(replied)).toEqual([{ from: at(4), to: at(8) }]);
    expect(ageOf(replied, at(9))).toEqual({ gross: 9 * HOUR, net: 5 * HOUR });
  });

  it('takes an instant before the last one, from a clock that is behind, for that one', () => {
    const unit = `${a}/dinas-kesehatan`;
    const state = live(filing(at(0)), offer(at(3), 0, { organisation: a }), accepted(2, 0, unit));
    expect(hours(state, 5)).toEqual([
      [place, 3, 3],
      [unit, 2, 2],
    ]);
  });
});
