import {
  type Case,
  type ClockRefs,
  dueTimers,
  evolve,
  fire,
  indexDirectory,
  inForce,
  nextChange,
  reactClocks,
  recompute,
} from '@satupintu/domain';
import {
  type Calendar,
  complaintClasses,
  type ComplaintFact,
  type Data,
  type Fact,
  fact,
  type FactType,
  idOf,
  type SlaPolicy,
} from '@satupintu/events';
import { type Dice, diceOf } from './dice';
import { directory, owners, regions, type World } from './world';

const index = indexDirectory(directory);
const sealed = 's1.narrative.1.text.aaaa.bbbb';
const hour = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

/** A whole log of one complaint, with the versions that were published meanwhile. */
export interface Lived {
  readonly seed: number;
  readonly reference: readonly Fact[];
  readonly facts: readonly ComplaintFact[];
  readonly newest: string;
}

/** A complaint on a log of its own: people act at random, rules react, clocks fire; some facts come late. */
class SomeLife {
  private readonly dice: Dice;
  private readonly complaintId: string;
  private readonly facts: ComplaintFact[] = [];
  private readonly reference: Fact[] = [];
  private readonly calendars: Calendar[] = [];
  private readonly policies: SlaPolicy[] = [];
  private readonly seen = new Set<string>();
  private readonly waiting: ComplaintFact[] = [];
  private state: Case | undefined;
  private now: number;
  private said = 0;

  constructor(
    private readonly seed: number,
    private readonly world: World,
  ) {
    this.dice = diceOf(seed);
    this.complaintId = idOf(`life:${seed}`);
    this.now =
      Date.UTC(2026, this.dice.between(0, 10), this.dice.between(1, 28)) + this.dice.between(0, 86_399_999);
    this.publishCalendar(this.dice.of(this.known(this.world.calendars)));
    this.publishPolicy(this.dice.of(this.world.policies));
  }

  live(): Lived {
    const { dice } = this;
    this.file();
    for (let turns = dice.between(4, 25); turns > 0; turns -= 1) {
      this.pass(this.now + dice.of([hour, 5 * hour, 26 * hour, 80 * hour, 300 * hour]) * dice.next());
      this.act();
    }
    this.pass(this.now + dice.between(0, 60) * 24 * hour);
    return { seed: this.seed, reference: this.reference, facts: this.facts, newest: iso(this.now) };
  }

  /** Those without a year that a life may reach; that a list is missing has tests of its own. */
  private known = (calendars: readonly Calendar[]) => calendars;

  private get refs(): ClockRefs {
    const at = iso(this.now);
    const [calendar, policy] = [inForce(this.calendars, at), inForce(this.policies, at)];
    if (!calendar || !policy) throw new Error('nothing is in force');
    return { calendar, policy, directory: index };
  }

  private publishCalendar(calendar: Calendar): void {
    if (this.calendars.some(({ version }) => version === calendar.version)) return;
    this.calendars.push(calendar);
    this.reference.push(this.published('CalendarPublished', calendar.version, calendar));
  }
  private publishPolicy(policy: SlaPolicy): void {
    if (this.policies.some(({ version }) => version === policy.version)) return;
    this.policies.push(policy);
    this.reference.push(this.published('SlaPolicyPublished', policy.version, policy));
  }
  private published<T extends FactType>(type: T, key: string, data: Data<T>): Fact {
    return fact(type, key, { subject: 'reference', at: iso(this.now), by: { role: 'rule' } }, data) as Fact;
  }

  /** Time goes by: what becomes due fires at its own instant, or after an outage all at once. */
  private pass(to: number): void {
    const isOutage = this.dice.chance(10);
    if (isOutage) this.goTo(to);
    this.settle();
    for (;;) {
      const next = this.state && dueTimers(this.state).sort((one, other) => (one.at < other.at ? -1 : 1))[0];
      if (!this.state || !next || Date.parse(next.at) > to) break;
      this.goTo(Date.parse(next.at));
      if (!dueTimers(this.state).some((timer) => JSON.stringify(timer) === JSON.stringify(next))) continue;
      const fired = fire(this.state, next, { ...this.refs, at: iso(this.now) });
      if (fired.length === 0) break;
      for (const each of fired) this.hear(each);
      this.settle();
    }
    this.goTo(to);
    this.settle();
  }

  /** The clock moves on, and stops wherever another version comes into force. */
  private goTo(to: number): void {
    for (;;) {
      const change = nextChange([...this.calendars, ...this.policies], iso(this.now));
      if (change === undefined || Date.parse(change) > to) break;
      this.now = Date.parse(change);
      this.sweep();
    }
    this.now = Math.max(this.now, Math.floor(to));
  }

  private hear(said: ComplaintFact): void {
    this.facts.push(said);
    if (this.seen.has(said.id)) return;
    this.seen.add(said.id);
    const before = this.state;
    const { state, verdict } = evolve(before, said);
    this.state = state;
    this.waiting.push(...reactClocks({ fact: said, verdict, before, after: state }, this.refs));
  }

  private settle(): void {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) this.hear(next);
  }

  private say<T extends FactType>(type: T, data: Data<T>, at = this.now): void {
    const about = { subject: this.complaintId, at: iso(at), by: { role: 'rule' as const } };
    this.hear(fact(type, `${type}:${this.said++}`, about, data) as ComplaintFact);
    if (this.dice.chance(85)) this.settle();
  }

  /** Accepted then; came into the log now. */
  private late = () =>
    this.dice.chance(15)
      ? Math.max(Date.parse(this.facts[0]?.at ?? iso(this.now)), this.now - this.dice.between(0, 30 * hour))
      : this.now;

  private file(): void {
    const region = this.dice.chance(90) ? { region: this.dice.of(regions) } : {};
    this.say('ComplaintFiled', {
      trackingId: `LP-${this.seed}`,
      channel: this.dice.chance(70) ? 'web' : 'sms',
      anonymous: false,
      confidential: false,
      attachments: [],
      words: sealed,
      person: sealed,
      ...region,
    });
  }

  /** Something that somebody may do now, sensible or not; what makes no sense is void and stays in the log. */
  private act(): void {
    const { dice } = this;
    const chosen = dice.of(actions);
    if (this.state) chosen(this.state, dice, (type, data) => this.say(type, data, this.late()));
    if (dice.chance(8)) this.publish();
  }

  /** A new version, which takes effect at once, and whoever sweeps moves what is open. */
  private publish(): void {
    const effectiveFrom = iso(this.now + 7 * hour).slice(0, 10);
    const of = `${this.seed}-${this.said++}`;
    if (this.dice.chance(50)) {
      const calendar = this.dice.of(this.known(this.world.calendars));
      this.publishCalendar({ ...calendar, version: `${calendar.version}-${of}`, effectiveFrom });
    } else {
      const policy = this.dice.of(this.world.policies);
      this.publishPolicy({ ...policy, version: `${policy.version}-${of}`, effectiveFrom });
    }
    this.sweep();
  }

  /** Whoever sweeps moves what is open when other versions are in force. */
  private sweep(): void {
    this.settle();
    if (!this.state || this.state.status === 'merged') return;
    const moved = recompute(this.state, this.refs, { at: iso(this.now), why: 'new-version' });
    if (moved) this.hear(moved);
    this.settle();
  }
}

type Say = <T extends FactType>(type: T, data: Data<T>) => void;
type Action = (state: Case, dice: Dice, say: Say) => void;
const leadOf = (state: Case) => (state.lead === undefined ? idOf('nobody') : state.lead);
const answer = (state: Case, dice: Dice) => ({
  dispositionId: leadOf(state),
  answerId: idOf(`answer:${dice.next()}`),
  words: sealed,
  attachments: [],
});
const reply = (dice: Dice) => ({ replyId: idOf(`reply:${dice.next()}`), attachments: [] });

const offer: Action = (state, dice, say) => {
  const { organisation, unit } = dice.of(owners);
  say('DispositionOffered', {
    dispositionId: idOf(`offer:${state.complaintId}:${state.hop + 1}:lead`),
    hop: state.hop + 1,
    organisation,
    ...(unit !== undefined && { unit }),
    decidedBy: 'rule',
    final: state.status === 'arbitration',
    class: dice.of(complaintClasses),
    reasons: [],
    versions: {},
  });
};
const accept: Action = (state, _dice, say) => say('DispositionAccepted', { dispositionId: leadOf(state) });
const ask: Action = (state, dice, say) =>
  say('AgencyQuestionAsked', {
    dispositionId: leadOf(state),
    questionId: idOf(`q:${dice.next()}`),
    words: sealed,
  });
/** The case follows another one, or goes on by itself again. */
const mergeOrNot: Action = (state, dice, say) => {
  const mergeId = idOf(`merge:${dice.next()}:${state.hop}`);
  const { complaintId: follower, merge } = state;
  if (merge.into !== undefined) {
    say('MergeUndone', { mergeId, lead: merge.into, follower });
    return;
  }
  if (dice.chance(60)) return;
  const lead = idOf('another-case');
  say('MergeAsked', { mergeId, into: lead });
  say('MergeAccepted', { mergeId, lead, follower });
};
/** The reporter has, or has not, got the answer by the way they came. */
const deliver: Action = (state, dice, say) => {
  const lead = state.dispositions[leadOf(state)];
  if (!lead) return;
  const answered = { dispositionId: lead.dispositionId, round: lead.round };
  const message = {
    messageId: idOf(`m:${dice.next()}`),
    about: idOf('a'),
    kind: 'answer',
    by: 'sms',
  } as const;
  const at = iso(Date.parse(state.held.at(-1)?.from ?? state.filedAt) + dice.between(0, 90 * hour));
  if (dice.chance(50)) say('NotificationDelivered', { ...message, answer: answered, deliveredAt: at });
  else
    say('NotificationFailed', {
      ...message,
      answer: answered,
      failedAt: at,
      attempts: 9,
      reason: 'no-route',
    });
};
const replyTo: Action = (_state, dice, say) => say('ReporterReplied', reply(dice));

const invite = (state: Case, dice: Dice, say: Say): string => {
  const { organisation, unit } = dice.of(owners);
  const dispositionId = idOf(`part:${dice.next()}:${state.hop}`);
  const at = { dispositionId, organisation, ...(unit !== undefined && { unit }) };
  say('ContributorInvited', { ...at, words: sealed, required: false });
  return dispositionId;
};

/** To a part that is there, or to one that was just asked; which mostly takes it on at once. */
const handOver: Action = (state, dice, say) => {
  const { lead: from, dispositions } = state;
  if (from === undefined) return;
  const there = Object.values(dispositions).filter(({ part }) => part === 'contributor');
  const to = there.length > 0 && dice.chance(50) ? dice.of(there).dispositionId : invite(state, dice, say);
  say('DispositionAccepted', { dispositionId: to });
  say('LeadOffered', { from, to });
  if (dice.chance(10)) say('LeadOfferRefused', { from, to, words: sealed });
  if (dice.chance(80)) say('LeadHandedOver', { from, to });
};

/** More often what leads far. */
const actions: readonly Action[] = [
  offer,
  offer,
  accept,
  accept,
  accept,
  ask,
  ask,
  ask,
  replyTo,
  replyTo,
  (state, dice, say) =>
    say('TriageQuestionAsked', { questionId: idOf(`q:${dice.next()}:${state.hop}`), words: sealed }),
  (state, dice, say) => say('FirstAnswerGiven', answer(state, dice)),
  (state, dice, say) => say('SubstantiveAnswerGiven', answer(state, dice)),
  (state, dice, say) =>
    say('ReporterDisputed', { ...reply(dice), replyId: idOf(`d:${dice.next()}:${state.hop}`) }),
  (state, dice, say) => say('ReporterConfirmed', { replyId: idOf(`c:${dice.next()}:${state.hop}`) }),
  (state, dice, say) =>
    say('ComplaintCorrected', { class: dice.of(complaintClasses), ...(state.category && {}) }),
  (state, dice, say) => {
    const { organisation, unit } = dice.of(owners);
    const chosen = state.lead === undefined ? undefined : state.dispositions[state.lead]?.organisation;
    if (unit !== undefined && organisation === chosen)
      say('UnitAssigned', { dispositionId: leadOf(state), unit });
  },
  (state, _dice, say) =>
    say('DispositionDeclined', {
      dispositionId: leadOf(state),
      ground: 'x',
      proposed: 'gov.32',
      words: sealed,
    }),
  (state, _dice, say) =>
    say('TriageRequested', {
      round: state.triageRound,
      owner: { organisation: 'gov.32.04' },
      why: 'declined',
      class: state.class,
      reasons: [],
      suggestions: [],
      versions: {},
    }),
  (state, _dice, say) =>
    say('ArbitrationRequested', {
      round: state.arbitrations.length,
      owner: { organisation: 'gov.32' },
      candidates: [],
      versions: {},
    }),
  (state, dice, say) =>
    say('ArbitrationDecided', {
      round: state.arbitrations.length - 1,
      organisation: dice.of(owners).organisation,
      words: sealed,
    }),
  (state, dice, say) => void invite(state, dice, say),
  (state, dice, say) => {
    const part = dice.of(Object.keys(state.dispositions));
    if (part) say('ContributorReleased', { dispositionId: part, reason: 'not-needed' });
  },
  handOver,
  handOver,
  ({ leadOffer }, _dice, say) => {
    if (leadOffer) say('LeadHandedOver', { from: leadOffer.from, to: leadOffer.to });
  },
  mergeOrNot,
  mergeOrNot,
  deliver,
  (state, dice, say) =>
    say('ReporterDisputed', {
      ...reply(dice),
      replyId: idOf(`l:${dice.next()}:${state.hop}`),
      ...(state.merge.into !== undefined && { leaves: state.merge.into }),
    }),
  (state, dice, say) => {
    if (state.status === 'closed')
      say('ReporterReopened', {
        ...reply(dice),
        replyId: idOf(`r:${dice.next()}:${state.hop}`),
        kind: 'dispute',
        policyVersion: 'any',
      });
  },
  (state, dice, say) => {
    const part = dice.of(Object.keys(state.dispositions));
    if (part) say('DispositionAccepted', { dispositionId: part });
  },
  (state, dice, say) => {
    const part = dice.of(Object.keys(state.dispositions));
    if (part) say('SubstantiveAnswerGiven', { ...answer(state, dice), dispositionId: part });
  },
  (state, _dice, say) =>
    say('ComplaintArchived', { reasonCode: 'x', words: sealed, appealable: state.hop < 2 }),
];

/** The life that a seed stands for. */
export const someLife = (seed: number, world: World): Lived => new SomeLife(seed, world).live();
export { directory };
