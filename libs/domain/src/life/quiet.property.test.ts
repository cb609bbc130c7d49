import { type ComplaintFact, type Data, type Directory, fact, type Fact, idOf } from '@satupintu/events';
import fc from 'fast-check';
import { fire } from '../clocks/fire';
import { reactClocks } from '../clocks/react';
import { type ClockRefs } from '../clocks/refs';
import { national, shippedPolicy } from '../clocks/shipped.fixture';
import { dueTimers } from '../clocks/timers';
import { indexDirectory } from '../routing/directory';
import { type Case, isFinal, isOpen, isOverdue, leadOf } from './case';
import { accept, answer, askReporter, assign, decline } from './decide-casework';
import { reply, replyKinds } from './decide-reporter';
import { arbitrate, triageArchive, triageAsk, triageRoute } from './decide-router';
import { evolve } from './evolve';
import { complaint, filing, sealed } from './facts.fixture';
import { isRefusal, type Refusal } from './verdict';

const body = (code: string, over: object) => ({
  code,
  name: code,
  kind: 'regency',
  aliases: [],
  timeZone: 'Asia/Jakarta',
  connection: 'connected',
  units: [],
  ...over,
});
const unit = 'gov.32.04/dinas-kesehatan';
const directory = indexDirectory({
  version: 'd1',
  effectiveFrom: '2018-01-01',
  source: 'test',
  affairs: [],
  organisations: [
    body('gov.32', { kind: 'province', region: '32', parent: 'nat.panrb' }),
    body('gov.32.04', {
      region: '32.04',
      parent: 'gov.32',
      units: [{ code: unit, name: 'Dinas Kesehatan', affairs: [] }],
    }),
    body('nat.pln', { kind: 'enterprise', parent: 'nat.panrb' }),
    body('nat.panrb', { kind: 'ministry' }),
    body('ombudsman', { kind: 'oversight' }),
  ],
  unitRules: [],
} as unknown as Directory);
const refs: ClockRefs = {
  calendar: national,
  policy: shippedPolicy,
  directory,
};
const bodies = ['gov.32.04', 'gov.32', 'nat.pln'];

/** The router’s part, as simple as its promises allow: each refusal is followed by an offer, or by arbitration. */
function route(cause: Fact, before: Case | undefined, after: Case, sure: boolean): Fact[] {
  const about = { subject: complaint, at: cause.at, by: { role: 'rule' as const } };
  const offer = (organisation: string, final: boolean) => {
    const dispositionId = idOf(`offer:${complaint}:${after.hop + 1}:lead`);
    const data = {
      dispositionId,
      hop: after.hop + 1,
      organisation,
      final,
      decidedBy: 'rule',
      class: after.class,
      reasons: [],
      versions: {},
    };
    return [fact('DispositionOffered', `offer:${after.hop + 1}`, about, data as Data<'DispositionOffered'>)];
  };
  const triage = (why: string) => {
    const data = {
      round: after.triageRound,
      owner: after.owner,
      why,
      class: after.class,
      reasons: [],
      suggestions: [],
      versions: {},
    };
    return [fact('TriageRequested', `triage:${after.triageRound}`, about, data as Data<'TriageRequested'>)];
  };
  if (cause.type === 'ComplaintFiled') return sure ? offer('gov.32.04', false) : triage('unsure');
  if (cause.type === 'ArbitrationDecided') return offer(cause.data.organisation, true);
  if (cause.type === 'ReporterDisputed' && before?.status === 'archived') return triage('appeal');
  if (cause.type !== 'DispositionDeclined') return [];
  if (after.hop < 2) return sure ? offer(cause.data.proposed, false) : triage('declined');
  const data = {
    round: after.arbitrations.length,
    owner: { organisation: 'nat.panrb' },
    candidates: [],
    versions: {},
  };
  return [fact('ArbitrationRequested', `arbitration:${after.arbitrations.length}`, about, data)];
}

type Wish = { readonly act: number; readonly body: number; readonly hours: number };
const wishes: fc.Arbitrary<Wish> = fc.record({
  act: fc.nat(13),
  body: fc.nat(2),
  hours: fc.constantFrom(0, 1, 30, 200, 900),
});

class Life {
  state: Case | undefined;
  now = Date.UTC(2026, 0, 5, 3);
  private readonly waiting: Fact[] = [];
  private readonly seen = new Set<string>();
  private n = 0;
  constructor(private readonly sure: boolean) {}

  at = () => new Date(this.now).toISOString();

  hear(said: Fact): void {
    if (this.seen.has(said.id)) return;
    this.seen.add(said.id);
    const before = this.state;
    const { state, verdict } = evolve(before, said);
    this.state = state;
    if (verdict.kind !== 'applied' || !state) return;
    this.waiting.push(
      ...route(said, before, state, this.sure),
      ...reactClocks({ fact: said, verdict, before, after: state }, refs),
    );
  }

  settle(): void {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) this.hear(next);
  }

  /** Time passes, and what comes due on the way fires at its own instant, oldest first. */
  pass(hours: number): void {
    const to = new Date(this.now + hours * 3_600_000).toISOString();
    for (;;) {
      this.settle();
      const [timer] = dueTimers(this.case)
        .filter(({ at }) => at <= to)
        .sort((one, other) => (one.at < other.at ? -1 : 1));
      if (!timer) break;
      const fired = fire(this.case, timer, { ...refs, at: timer.at });
      expect(fired.length).toBeGreaterThan(0);
      for (const one of fired as ComplaintFact[]) this.hear(one);
    }
    this.now = Date.parse(to);
  }

  wish({ act, body: which, hours }: Wish): void {
    this.pass(hours);
    const decided = this.decide(act, bodies[which] ?? 'gov.32');
    if (!isRefusal(decided)) decided.forEach((one) => this.hear(one));
  }

  private decide(act: number, organisation: string): Fact[] | Refusal {
    const state = this.case;
    const by = { at: this.at(), by: { role: 'coordinator' as const }, key: `wish:${(this.n += 1)}` };
    const dispositionId = state.lead ?? idOf('none');
    switch (act) {
      case 0:
        return accept(state, { dispositionId }, by);
      case 1:
        return accept(state, { dispositionId, unit }, by);
      case 2:
        return decline(state, { dispositionId, ground: 'UU', proposed: organisation, words: sealed }, by);
      case 3:
        return assign(state, { dispositionId, unit }, by);
      case 4:
        return askReporter(state, { dispositionId, words: sealed }, by);
      case 5:
        return answer(state, { dispositionId, kind: 'first', words: sealed, attachments: [] }, by);
      case 6:
        return answer(state, { dispositionId, kind: 'substantive', words: sealed, attachments: [] }, by);
      case 7:
        return triageRoute(state, { organisation, words: sealed, versions: {} }, by);
      case 8:
        return triageAsk(state, { words: sealed }, by);
      case 9:
        return triageArchive(state, { reasonCode: 'court', words: sealed }, by);
      case 10:
        return arbitrate(state, { organisation, words: sealed }, by);
      case 11:
        return triageRoute(state, { organisation, words: sealed, versions: {} }, by, { class: 'aspiration' });
      default: {
        const kind = replyKinds[(act + this.n) % replyKinds.length] ?? 'information';
        return reply(
          state,
          { kind: kind === 'withdraw' && this.n % 5 ? 'dispute' : kind, attachments: [] },
          by,
        );
      }
    }
  }

  get case(): Case {
    if (!this.state) throw new Error('nothing filed');
    return this.state;
  }
}

function expectQuiet(state: Case): void {
  expect(state.owner.organisation).toMatch(/^(gov|nat)\./);
  if (isFinal(state)) {
    expect(Object.values(state.clocks).filter(isOpen)).toEqual([]);
    return;
  }
  const watched = Object.values(state.clocks).filter((clock) => isOpen(clock) || isOverdue(clock));
  expect({ status: state.status, class: state.class, watched: watched.length > 0 }).toMatchObject({
    watched: true,
  });
  const lead = leadOf(state);
  if (['dispositioned', 'in_progress', 'answered'].includes(state.status))
    expect(state.owner.organisation).toBe(lead?.organisation);
}

describe('with no reaction outstanding', () => {
  it('an open case has one owner and a clock that runs, is paused, or is missed and not yet stopped', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(fc.boolean(), fc.array(wishes, { maxLength: 25 }), (sure, wanted) => {
        const life = new Life(sure);
        life.hear(filing(life.at()));
        life.settle();
        expectQuiet(life.case);
        for (const wish of wanted) {
          life.wish(wish);
          life.settle();
          expectQuiet(life.case);
          reached.add(life.case.status);
        }
      }),
      { numRuns: 400 },
    );
    expect([...reached].sort()).toEqual(
      expect.arrayContaining([
        'answered',
        'archived',
        'closed',
        'dispositioned',
        'in_progress',
        'needs_information',
        'triage',
      ]),
    );
  });

  it('every clock that ended says when, and a miss is never later than its stop', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(wishes, { minLength: 5, maxLength: 25 }), (sure, wanted) => {
        const life = new Life(sure);
        life.hear(filing(life.at()));
        wanted.forEach((wish) => life.wish(wish));
        life.settle();
        for (const clock of Object.values(life.case.clocks)) {
          if (clock.state === 'met' || clock.state === 'cancelled') expect(clock.stoppedAt).toBeDefined();
          if (clock.state === 'missed') expect(clock.missedAt).toBe(clock.dueAt);
          if (clock.state === 'missed' && clock.stoppedAt)
            expect(clock.stoppedAt >= clock.missedAt!).toBe(true);
          if (clock.state !== 'missed') expect(clock.escalationLevel).toBe(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
