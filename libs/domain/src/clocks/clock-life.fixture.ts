/** A case on a log of its own, with the shipped calendar and policy: what is said, and what follows by rule. */
import { type ComplaintFact, type Data, type Directory, fact, type FactType, idOf } from '@satupintu/events';
import { type Case } from '../life/case';
import { evolve } from '../life/evolve';
import { indexDirectory } from '../routing/directory';
import { fire } from './fire';
import { reactClocks } from './react';
import { type ClockRefs } from './refs';
import { national, shippedPolicy } from './shipped.fixture';
import { dueTimers } from './timers';

export const organisation = (code: string, over: object) => ({
  code,
  name: code,
  kind: 'regency',
  aliases: [],
  timeZone: 'Asia/Jakarta',
  connection: 'connected',
  units: [],
  ...over,
});
export const health = { code: 'gov.32.04/dinas-kesehatan', name: 'Dinas Kesehatan', affairs: [] };
export const directory = indexDirectory({
  version: 'd1',
  effectiveFrom: '2018-01-01',
  source: 'test',
  affairs: [],
  organisations: [
    organisation('gov.32', { kind: 'province', region: '32', parent: 'nat.panrb' }),
    organisation('gov.32.04', { region: '32.04', parent: 'gov.32', units: [health] }),
    organisation('gov.94.71', { region: '94.71', parent: 'nat.panrb', timeZone: 'Asia/Jayapura' }),
    organisation('nat.panrb', { kind: 'ministry' }),
    organisation('nat.bpjs', { kind: 'agency', parent: 'nat.panrb' }),
    organisation('ombudsman', {
      kind: 'oversight',
      units: [{ code: 'ombudsman/32', name: 'Jawa Barat', affairs: [] }],
    }),
  ],
  unitRules: [],
} as unknown as Directory);
export const calendar = national;
export const policy = shippedPolicy;
export const refs: ClockRefs = { calendar, policy, directory };
export const complaintId = idOf('complaint');
export const sealed = 's1.narrative.1.text.aaaa.bbbb';

/** A case on a log of its own: what is said is folded, what follows by rule is said after `settle`. */
export class Life {
  state: Case | undefined;
  readonly log: ComplaintFact[] = [];
  private readonly waiting: ComplaintFact[] = [];
  constructor(public refs: ClockRefs) {}

  say<T extends FactType>(type: T, at: string, data: Data<T>, key = `${type}:${at}`): this {
    const said = fact(type, key, { subject: complaintId, at, by: { role: 'rule' } }, data) as ComplaintFact;
    return this.hear(said);
  }

  hear(said: ComplaintFact): this {
    if (this.log.some(({ id }) => id === said.id)) return this;
    const before = this.state;
    const { state, verdict } = evolve(before, said);
    this.state = state;
    this.log.push(said);
    this.waiting.push(...reactClocks({ fact: said, verdict, before, after: state }, this.refs));
    return this;
  }

  settle(): this {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) this.hear(next);
    return this;
  }

  /** Fires what comes due, in order, each at its own instant. */
  until(to: string): this {
    for (this.settle(); ; this.settle()) {
      const [next] = dueTimers(this.case)
        .filter(({ at }) => at <= to)
        .sort((one, other) => (one.at < other.at ? -1 : 1));
      if (!next) return this;
      const fired = fire(this.case, next, { ...this.refs, at: next.at });
      if (fired.length === 0) throw new Error(`nothing fired for ${JSON.stringify(next)}`);
      for (const said of fired) this.hear(said);
    }
  }

  get case(): Case {
    if (!this.state) throw new Error('nothing was filed');
    return this.state;
  }
  clocks(kind: string) {
    return Object.values(this.case.clocks).filter((clock) => clock.kind === kind);
  }
  facts<T extends FactType>(type: T) {
    return this.log.filter((said) => said.type === type) as unknown as {
      id: string;
      at: string;
      data: Data<T>;
    }[];
  }
}

export const disposition = (hop: number) => idOf(`offer:${complaintId}:${hop}:lead`);
export const filing = (over: Partial<Data<'ComplaintFiled'>> = {}): Data<'ComplaintFiled'> => ({
  trackingId: 'LP-1',
  channel: 'web',
  region: '32.04.12',
  anonymous: false,
  confidential: false,
  attachments: [],
  words: sealed,
  person: sealed,
  ...over,
});
export const offer = (
  organisation: string,
  over: Partial<Data<'DispositionOffered'>> = {},
): Data<'DispositionOffered'> => ({
  dispositionId: disposition(over.hop ?? 0),
  hop: 0,
  organisation,
  decidedBy: 'rule',
  final: false,
  class: 'complaint',
  reasons: [],
  versions: {},
  ...over,
});
export const triage = (round: number, why: 'unsure' | 'declined'): Data<'TriageRequested'> => ({
  round,
  owner: { organisation: 'gov.32.04' },
  why,
  class: 'complaint',
  reasons: [],
  suggestions: [],
  versions: {},
});
export const answer = {
  dispositionId: disposition(0),
  answerId: idOf('answer'),
  words: sealed,
  attachments: [],
};

export const filedAt = '2026-03-17T02:00:00.000Z';
export const filed = (over: Partial<Data<'ComplaintFiled'>> = {}, known = refs) =>
  new Life(known).say('ComplaintFiled', filedAt, filing(over)).settle();
export const offered = (over: Partial<Data<'DispositionOffered'>> = {}, organisation = 'gov.32.04') =>
  filed().say('DispositionOffered', '2026-03-17T02:00:01.000Z', offer(organisation, over)).settle();
export const accepted = () =>
  offered({ unit: health.code })
    .say('DispositionAccepted', '2026-03-17T04:00:00.000Z', { dispositionId: disposition(0) })
    .settle();
