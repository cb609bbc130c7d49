import { readFileSync } from 'node:fs';
import {
  type ComplaintFact,
  type Directory,
  type Fact,
  fact,
  idOf,
  type RoutingPolicy,
} from '@satupintu/events';
import fc from 'fast-check';
import { type Case, isActive, isFinal, leadOf, openQuestion } from '../life/case';
import { accept, answer, askReporter, decline } from '../life/decide-casework';
import { reply } from '../life/decide-reporter';
import { arbitrate, triageArchive, triageAsk, triageRoute } from '../life/decide-router';
import { evolve } from '../life/evolve';
import { complaint, filing, sealed } from '../life/facts.fixture';
import { isRefusal, type Refusal } from '../life/verdict';
import { type Filing } from './decide-again';
import { type RoutingKit } from './decision';
import { routingKit } from './kit';
import { kitFrom } from './kit.fixture';
import { reactRouter } from './react';

const base = kitFrom((path) => readFileSync(path, 'utf8'));
const otherwise = (
  change: (directory: Directory) => Directory,
  policy: Partial<RoutingPolicy> = {},
): RoutingKit =>
  routingKit(
    change(structuredClone(base.directory.directory)),
    { ...base.prepared.policy, version: 'other', ...policy },
    base.gazetteer,
    base.prepared.words,
  );
const without = (code: string) => (directory: Directory) => ({
  ...directory,
  organisations: directory.organisations.filter((each) => each.code !== code),
});
const unconnected = (code: string) => (directory: Directory) => ({
  ...directory,
  organisations: directory.organisations.map((each) =>
    each.code === code ? { ...each, connection: 'unconnected' as const } : each,
  ),
});
/** What may be published while a case is on its way. */
const kits: readonly RoutingKit[] = [
  base,
  otherwise((same) => same, { hopLimit: 1 }),
  otherwise((same) => same, { thresholds: {}, hopLimit: 4 }),
  otherwise(without('nat.pln')),
  otherwise(unconnected('gov.32.04')),
];

const bodies = ['gov.32.04', 'gov.32', 'gov.32.73', 'nat.pln', 'nat.kemenpu', 'nat.nowhere'];
const texts = [
  'Jalan rusak parah berlubang di depan balai desa',
  'listrik padam, PLN tolong, jalan kabupaten juga rusak parah',
  'oknum petugas minta uang pelicin di kantor bupati',
  'rumah terbakar, ada anak terjebak',
  'jalan rusak di perbatasan Kabupaten Bandung dan Kota Bandung',
  'tolong',
];

const otherCase = idOf('complaint:other');

interface Step {
  readonly act: number;
  readonly body: string;
  readonly kit: number;
  /** how many facts the router reads before the next act: people act while it is behind */
  readonly reads: number;
  /** it decides, dies before saving, and decides again with the next version */
  readonly crash: boolean;
}
const steps: fc.Arbitrary<Step> = fc.record({
  act: fc.nat(14),
  body: fc.constantFrom(...bodies),
  kit: fc.nat(kits.length - 1),
  reads: fc.constantFrom(0, 1, 3, 50),
  crash: fc.boolean(),
});

/** The log, the people who write to it, and the router that reads it some way behind. */
class World {
  readonly log: { fact: Fact; before: Case | undefined; after: Case | undefined }[] = [];
  private state: Case | undefined;
  private readonly seen = new Set<string>();
  private read = 0;
  private hour = 0;
  private kit = base;
  private words: Filing | undefined;

  constructor(text: string) {
    this.words = { text };
    this.append(filing(this.now, { region: '32.04' }));
  }

  get now(): string {
    return new Date(Date.UTC(2026, 2, 2) + this.hour * 3_600_000).toISOString();
  }

  get case(): Case {
    if (!this.state) throw new Error('nothing filed');
    return this.state;
  }

  /** As every reader of the log does it: a repetition means nothing, a void fact changes nothing. */
  append(one: Fact): void {
    if (this.seen.has(one.id)) return;
    this.seen.add(one.id);
    const before = this.state;
    const { state, verdict } = evolve(before, one);
    this.state = state;
    if (verdict.kind === 'applied') this.log.push({ fact: one, before, after: state });
    expectOneOwner(this.case);
  }

  /** The router reads on, decides by what it knows now, and what it decided is appended. */
  route(facts: number, next: RoutingKit, crash: boolean): void {
    for (let n = 0; n < facts && this.read < this.log.length; n += 1) {
      const cause = this.log[this.read];
      if (!cause?.after) throw new Error('the log has a gap');
      const { fact: said, before, after } = cause;
      const react = (kit: RoutingKit) =>
        reactRouter({ fact: said, before, after }, { kit, at: this.now, filing: this.words });
      if (crash) react(this.kit);
      this.kit = next;
      this.read += 1;
      const decided = react(this.kit);
      // Kafka may hold a fact twice.
      for (const one of [...decided, ...decided]) this.append(one);
    }
  }

  act({ act, body }: Step): void {
    this.hour += 1;
    const decided = this.wish(act, body);
    if (!isRefusal(decided)) decided.forEach((one) => this.append(one));
  }

  private wish(act: number, organisation: string): Fact[] | Refusal {
    const state = this.case;
    const by = { at: this.now, by: { role: 'coordinator' as const }, key: `wish:${this.hour}` };
    const dispositionId = state.lead ?? complaint;
    const refuse = { dispositionId, ground: 'UU 23/2014', proposed: organisation, words: sealed };
    switch (act) {
      case 0:
      case 1:
      case 2:
      case 3:
        return decline(state, refuse, by);
      case 4:
      case 5:
        return triageRoute(state, { organisation, words: sealed, versions: {} }, by);
      case 6:
        return arbitrate(state, { organisation, words: sealed }, by);
      case 7:
        return triageArchive(state, { reasonCode: 'court', words: sealed }, by);
      case 8:
        return triageAsk(state, { words: sealed }, by);
      case 9:
        return reply(state, { kind: 'dispute', attachments: [] }, by);
      case 10:
        return this.erase();
      case 11:
        return this.hour % 3 === 0
          ? reply(state, { kind: 'withdraw', attachments: [] }, by)
          : askReporter(state, { dispositionId, words: sealed }, by);
      case 12:
      case 13:
        return this.merge();
      default:
        return state.status === 'in_progress'
          ? answer(state, { dispositionId, kind: 'substantive', words: sealed, attachments: [] }, by)
          : accept(state, { dispositionId }, by);
    }
  }

  /** It follows another case, and is let go again: the next step of that, as the other case would have it. */
  private merge(): Fact[] {
    const { merge } = this.case;
    const about = { subject: complaint, at: this.now, by: { role: 'rule' as const } };
    const key = `merge:${this.hour}`;
    if (merge.into !== undefined)
      return [fact('MergeUndone', key, about, { mergeId: otherCase, lead: merge.into, follower: complaint })];
    if (merge.asked) {
      const { mergeId, into } = merge.asked;
      return [fact('MergeAccepted', key, about, { mergeId, lead: into, follower: complaint })];
    }
    return [fact('MergeAsked', key, about, { mergeId: otherCase, into: otherCase })];
  }

  private erase(): ComplaintFact[] {
    this.words = undefined;
    const about = { subject: complaint, at: this.now, by: { role: 'reporter' as const } };
    return [fact('PersonErased', `erased:${this.hour}`, about, { scope: 'all' })];
  }
}

/** One body is accountable, and it is the one that the case says it is with. */
function expectOneOwner(state: Case): void {
  expect(state.owner.organisation).toMatch(/^(gov|nat)\./);
  const leads = Object.values(state.dispositions).filter(
    (each) => each.part === 'lead' && isActive(each) && each.dispositionId === state.lead,
  );
  expect(leads.length).toBeLessThanOrEqual(1);
  const lead = leadOf(state);
  const waitsForTriage = openQuestion(state)?.dispositionId === undefined;
  const withLead =
    ['dispositioned', 'in_progress', 'answered'].includes(state.status) ||
    (state.status === 'needs_information' && !waitsForTriage);
  if (withLead) expect(state.owner.organisation).toBe(lead?.organisation);
}

/** With nothing left to read, nobody waits for the router. */
function expectSettled(state: Case): void {
  if (isFinal(state)) return;
  expect(state.status).not.toBe('filed');
  if (state.status === 'dispositioned') expect(leadOf(state)?.status).not.toBe('declined');
  if (state.status === 'arbitration') expect(state.arbitrations.at(-1)?.endedAt).toBeUndefined();
}

function expectFairRouting(log: World['log']): void {
  const refused = new Set<string>();
  for (const { fact: said, before } of log) {
    if (said.type === 'DispositionDeclined') {
      const declined = before?.dispositions[said.data.dispositionId];
      expect(declined?.final).toBe(false);
      refused.add(declined?.organisation ?? '');
    }
    if (said.type === 'DispositionOffered' && said.data.decidedBy !== 'person')
      expect(refused.has(said.data.organisation)).toBe(false);
    if (said.type === 'ArbitrationRequested') {
      expect(refused.has(said.data.owner.organisation) && refused.size > 1).toBe(false);
    }
  }
  const ids = log.map(({ fact: { id } }) => id);
  expect(new Set(ids).size).toBe(ids.length);
}

describe('while people act, versions change and the router is behind or dies', () => {
  const reached = new Map<string, number>();
  const lived = (text: string, all: readonly Step[]): World => {
    const world = new World(text);
    for (const step of all) {
      world.route(step.reads, kits[step.kit] ?? base, step.crash);
      world.act(step);
      reached.set(world.case.status, (reached.get(world.case.status) ?? 0) + 1);
    }
    world.route(1000, base, false);
    return world;
  };
  const anyLife = fc.tuple(fc.constantFrom(...texts), fc.array(steps, { minLength: 1, maxLength: 25 }));

  it('one body is accountable at every instant, refusals are respected, decisions of the tier above stand', () => {
    fc.assert(
      fc.property(anyLife, ([text, all]) => {
        const world = lived(text, all);
        expectSettled(world.case);
        expectFairRouting(world.log);
      }),
      { numRuns: 600 },
    );
    expect([...reached.keys()].sort()).toEqual(
      expect.arrayContaining([
        'answered',
        'arbitration',
        'archived',
        'dispositioned',
        'in_progress',
        'triage',
      ]),
    );
  });

  it('one hop has one decision, whoever decided it twice', () => {
    fc.assert(
      fc.property(anyLife, ([text, all]) => {
        const { log } = lived(text, all);
        const hops = log.flatMap(({ fact: said }) =>
          said.type === 'DispositionOffered' ? [said.data.hop] : [],
        );
        expect(hops).toEqual(hops.map((_, n) => n));
      }),
      { numRuns: 100 },
    );
  });
});
