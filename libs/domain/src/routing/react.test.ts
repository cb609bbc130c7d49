import { readFileSync } from 'node:fs';
import { type Fact } from '@satupintu/events';
import fc from 'fast-check';
import { type Case, leadOf } from '../life/case';
import { triageRoute } from '../life/decide-router';
import { evolve } from '../life/evolve';
import { at, complaint, filing, say, sealed } from '../life/facts.fixture';
import { isRefusal } from '../life/verdict';
import { arbiterOf } from './arbiter';
import { type Filing } from './decide-again';
import { hopsOf } from './hops';
import { needsFiling, reactRouter } from './react';
import { kitFrom } from './kit.fixture';

const kit = kitFrom((path) => readFileSync(path, 'utf8'));
const road: Filing = { text: 'Jalan rusak parah berlubang di depan balai desa' };

/** A life as the log tells it: each fact is applied, and what the router makes of it follows at once. */
class Life {
  state: Case | undefined;
  readonly facts: Fact[] = [];
  private hour = 0;

  constructor(
    private words: Filing | undefined = road,
    over: Parameters<typeof filing>[1] = {},
  ) {
    this.say(filing(at(0), { class: 'complaint', ...over }));
  }

  get now(): string {
    return at(this.hour);
  }

  get case(): Case {
    if (!this.state) throw new Error('not filed');
    return this.state;
  }

  erase(): void {
    this.words = undefined;
  }

  say(fact: Fact): void {
    const before = this.state;
    const { state, verdict } = evolve(before, fact);
    if (verdict.kind !== 'applied' || !state) throw new Error(`${fact.type} is ${JSON.stringify(verdict)}`);
    this.state = state;
    this.facts.push(fact);
    for (const next of reactRouter({ fact, before, after: state }, { kit, at: this.now, filing: this.words }))
      this.say(next);
  }

  decline(proposed: string): void {
    this.hour += 5;
    const dispositionId = leadOf(this.case)?.dispositionId ?? '';
    this.say(
      say('DispositionDeclined', this.now, { dispositionId, ground: 'UU 23/2014', proposed, words: sealed }),
    );
  }

  route(organisation: string): void {
    this.hour += 1;
    const decided = triageRoute(
      this.case,
      { organisation, words: sealed, versions: {} },
      { at: this.now, by: { role: 'national' }, key: `route:${this.hour}` },
    );
    if (isRefusal(decided)) throw new Error(decided.detail);
    for (const fact of decided) this.say(fact);
  }

  arbitrate(organisation: string): void {
    this.hour += 1;
    const round = this.case.arbitrations.length - 1;
    this.say(say('ArbitrationDecided', this.now, { round, organisation, words: sealed }));
  }

  get last(): Fact {
    const last = this.facts.at(-1);
    if (!last) throw new Error('nothing happened');
    return last;
  }
}

describe('what the router does by rule', () => {
  it('offers a clear case to the competent unit, with reasons and versions', () => {
    const life = new Life();
    expect(life.last).toMatchObject({
      type: 'DispositionOffered',
      data: {
        hop: 0,
        organisation: 'gov.32.04',
        unit: 'gov.32.04/dinas-pekerjaan-umum-dan-penataan-ruang',
        decidedBy: 'rule',
        final: false,
      },
    });
    expect(life.last.data).toMatchObject({
      versions: { directory: kit.directory.version, policy: kit.prepared.policy.version },
    });
    expect(JSON.stringify(life.last.data)).not.toContain('balai desa');
  });

  it('says each reason once, though place and body both give it', () => {
    const reasons = new Life().last.data as { reasons: readonly { text: string }[] };
    const texts = reasons.reasons.map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(0);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('asks a person where words were erased before a decision', () => {
    const state = evolve(undefined, filing()).state as Case;
    const [fact] = reactRouter(
      { fact: filing(), before: undefined, after: state },
      { kit, at: at(1), filing: undefined },
    );
    expect(fact).toMatchObject({
      type: 'TriageRequested',
      data: { owner: { organisation: 'gov.32.04' }, suggestions: [], why: 'unsure' },
    });
  });

  it('infers the class where none was given', () => {
    const text = 'kepala desa korupsi dana desa';
    const state = evolve(undefined, filing()).state as Case;
    const [fact] = reactRouter(
      { fact: filing(), before: undefined, after: state },
      { kit, at: at(1), filing: { text } },
    );
    expect(fact?.data).toMatchObject({ class: 'oversight_complaint' });
  });

  it('follows a proposal that the words speak for', () => {
    const life = new Life({ text: 'jalan rusak parah berlubang gara gara galian c' });
    if (life.case.status === 'triage') life.route('gov.32.04');
    life.decline('gov.32');
    expect(life.last).toMatchObject({ type: 'DispositionOffered', data: { organisation: 'gov.32', hop: 1 } });
    expect(hopsOf(life.case)[0]).toMatchObject({
      organisation: 'gov.32.04',
      outcome: 'declined',
      secondsLost: 5 * 3600,
    });
  });

  it('does not stand by a place that it found itself, as if the reporter had given it', () => {
    const text = 'jalan rusak parah berlubang di kab bandung gara gara galian c';
    const said = say('ComplaintFiled', at(0), {
      trackingId: 'SP-TEST', channel: 'web', class: 'complaint', anonymous: false, confidential: false, attachments: [], words: sealed, person: sealed,
    }); // prettier-ignore
    const first = evolve(undefined, said).state as Case;
    const [offered] = reactRouter(
      { fact: said, before: undefined, after: first },
      { kit, at: at(1), filing: { text } },
    );
    const before = evolve(first, offered as Fact).state as Case;
    expect(before.region).toBe('32.04');
    const refused = say('DispositionDeclined', at(2), {
      dispositionId: before.lead ?? '', ground: 'UU 23/2014', proposed: 'gov.32', words: sealed,
    }); // prettier-ignore
    const after = evolve(before, refused).state as Case;
    const [next] = reactRouter({ fact: refused, before, after }, { kit, at: at(3), filing: { text } });
    const { reasons } = next?.data as { reasons: { kind: string; textEn: string }[] };
    const place = reasons.find(({ kind }) => kind === 'place')?.textEn ?? '';
    expect(place).toMatch(/is named/);
    expect(place).not.toMatch(/given/);
  });

  it('asks a person where the proposal is all there is, and never offers to who refused', () => {
    const life = new Life();
    life.decline('nat.kkp');
    expect(life.last).toMatchObject({ type: 'TriageRequested', data: { why: 'declined', round: 0 } });
    const { suggestions } = life.last.data as { suggestions: { organisation: string }[] };
    expect(suggestions.map((each) => each.organisation)).not.toContain('gov.32.04');
    expect(suggestions[0]?.organisation).toBe('nat.kkp');
  });

  it('ends a quarrel of three bodies in arbitration by the tier above them, whose decision stands', () => {
    const life = new Life();
    life.decline('gov.32.73');
    if (life.case.status === 'triage') life.route('gov.32.73');
    life.decline('gov.32.05');
    if (life.case.status === 'triage') life.route('gov.32.05');
    life.decline('gov.32.04');
    expect(life.last).toMatchObject({
      type: 'ArbitrationRequested',
      data: { owner: { organisation: 'gov.32' }, round: 0 },
    });
    // Who refused and whom they named is read by people: names, not codes.
    expect(JSON.stringify(life.last.data)).toContain('Sudah ditolak: Pemerintah Kabupaten Bandung');
    expect(JSON.stringify(life.last.data)).not.toMatch(/(ditolak: |oleh )gov\./);
    life.arbitrate('gov.32.04');
    expect(life.last).toMatchObject({
      type: 'DispositionOffered',
      data: { organisation: 'gov.32.04', final: true, hop: 3 },
    });
    expect(() => life.decline('gov.32.73')).toThrow('cannot-decline');
  });

  it('brings an appealed archiving back to a person', () => {
    const life = new Life({ text: 'tolong ditindaklanjuti' });
    life.say(say('ComplaintArchived', at(1), { reasonCode: 'court', words: sealed, appealable: true }));
    life.say(say('ReporterDisputed', at(2), { replyId: complaint, attachments: [] }));
    expect(life.last).toMatchObject({
      type: 'TriageRequested',
      data: { why: 'appeal', owner: { organisation: 'gov.32.04' } },
    });
  });

  it('gives an appealed accusation of a head back to the tier above, not to the government of the accused', () => {
    const life = new Life({ text: 'Bupati korupsi' }, { class: 'oversight_complaint' });
    expect(life.last).toMatchObject({ type: 'TriageRequested', data: { owner: { organisation: 'gov.32' } } });
    life.say(say('ComplaintArchived', at(1), { reasonCode: 'court', words: sealed, appealable: true }));
    life.say(say('ReporterDisputed', at(2), { replyId: complaint, attachments: [] }));
    expect(life.last).toMatchObject({
      type: 'TriageRequested',
      data: { why: 'appeal', owner: { organisation: 'gov.32' } },
    });
  });

  it('routes a case that was merged before it was routed, when its reporter says that it is another matter', () => {
    const mergeId = 'bb6bf1c5-4bd4-5e0c-9d2b-0a1c7a8f2e10';
    const into = 'aa6bf1c5-4bd4-5e0c-9d2b-0a1c7a8f2e11';
    const merged = [
      filing(at(0), { class: 'complaint' }),
      say('MergeAsked', at(1), { mergeId, into }),
      say('MergeAccepted', at(1), { mergeId, lead: into, follower: complaint }),
    ].reduce<Case | undefined>((state, fact) => evolve(state, fact).state, undefined);
    const leaves = say('ReporterDisputed', at(2), { replyId: complaint, attachments: [], leaves: into });
    const after = evolve(merged, leaves).state as Case;
    expect(needsFiling(leaves)).toBe(true);
    const [offered, ...more] = reactRouter(
      { fact: leaves, before: merged, after },
      { kit, at: at(2), filing: road },
    );
    expect(more).toEqual([]);
    expect(offered).toMatchObject({ type: 'DispositionOffered', cause: leaves.id, data: { hop: 0 } });
    const [neverMerged] = reactRouter(
      { fact: filing(), before: undefined, after: evolve(undefined, filing()).state as Case },
      { kit, at: at(2), filing: road },
    );
    expect(offered?.id).not.toBe(neverMerged?.id);
  });

  it('gives the same facts the same ids, however often it is asked', () => {
    const fact = filing();
    const state = evolve(undefined, fact).state as Case;
    const react = (hour: number) =>
      reactRouter({ fact, before: undefined, after: state }, { kit, at: at(hour), filing: road }).map(
        (each) => each.id,
      );
    expect(react(1)).toEqual(react(7));
  });
});

describe('who arbitrates', () => {
  it.each([
    [['gov.32.04', 'gov.32.73'], 'gov.32'],
    [['gov.32.04', 'gov.33.74'], 'nat.panrb'],
    [['gov.32.04', 'gov.32'], 'nat.panrb'],
    [['gov.32.04', 'nat.pln'], 'nat.panrb'],
    [['nat.pln', 'ombudsman'], 'nat.panrb'],
  ])('%j: %s', (bodies, arbiter) => expect(arbiterOf(bodies, kit.directory)).toBe(arbiter));
});

describe('over random lives', () => {
  const bodies = [
    'gov.32.04',
    'gov.32',
    'gov.32.73',
    'nat.pln',
    'nat.kemenpu',
    'gov.33.74',
    'nat.bpjs-kesehatan',
  ];
  const texts = [road.text, 'listrik padam, pln', 'bpjs nonaktif', 'sampah menumpuk', 'tolong'];

  it('one body is accountable at every instant, nobody is offered by rule what it refused, and every quarrel ends', () => {
    const step = fc.record({ body: fc.constantFrom(...bodies), erase: fc.boolean() });
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(step, { minLength: 1, maxLength: 8 }),
        (text, steps) => {
          const life = new Life({ text });
          for (const { body, erase } of steps) {
            if (erase) life.erase();
            const { status } = life.case;
            if (leadOf(life.case)?.final === true) break;
            if (status === 'dispositioned') life.decline(body);
            else if (status === 'triage') life.route(body);
            else if (status === 'arbitration') life.arbitrate(body);
            expect(kit.directory.exists(life.case.owner.organisation)).toBe(true);
          }
          const refused = new Set<string>();
          for (const fact of life.facts) {
            if (fact.type === 'DispositionOffered' && fact.data.decidedBy === 'rule')
              expect(refused.has(fact.data.organisation)).toBe(false);
            if (fact.type === 'DispositionDeclined') {
              refused.add(life.case.dispositions[fact.data.dispositionId]?.organisation ?? '');
            }
          }
          expect(life.facts.filter(({ type }) => type === 'DispositionDeclined').length).toBeLessThanOrEqual(
            3,
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});
