import { type ComplaintFact, type ComplaintFactType, type Data, type FactOf, idOf } from '@satupintu/events';
import { type References } from '../references';
import { type Basis, dueOf, inputsOf, ladderOf, remindersOf, ruleFor, stepsLeft, untilOf } from './basis';
import { type Called, calledFor, nextReviewIds } from './called';
import { isOpen, isWindow, openPause, type ProvedClock } from './clock';
import { type Difference, type Tally } from './difference';
import { type Life } from './life';
import { same } from './same';
import { ended, settled, waitsOf } from './settle';

/** What is done about a fact that took effect. */
type Heard = { readonly [T in ComplaintFactType]?: (fact: FactOf<T>, life: Life) => void };

/** A fact of the clocks' service: its versions, where it was made with some. */
interface Stamp {
  readonly calendarVersion: string;
  readonly policyVersion: string;
}

const later = (one: string, other: string) => (one > other ? one : other);

/** What a case waits for: a start that its life calls for, or the word that a miss was taken back. */
interface Awaited {
  readonly called: Called;
  readonly class: Life['class'];
  readonly since: string;
  /** a reminder before that instant is not given */
  readonly after: string;
}

/**
 * Goes through the facts of one case in their order and proves each that the clocks' service said. The life itself,
 * and whether a fact took effect, is given; what follows from it for the clocks is found here a second time.
 */
export class CaseProof {
  readonly clocks = new Map<string, ProvedClock>();
  readonly awaited = new Map<string, Awaited>();
  /** recorded misses that were taken back, and when nobody has said so yet */
  readonly toAnnul = new Map<string, string>();
  /** due times that were computed on a state that another fact had changed: the next move must set them right */
  readonly overtaken = new Map<string, Difference>();
  life: Life | undefined;

  constructor(
    readonly references: References,
    private readonly report: (difference: Difference) => void,
    readonly tally: Tally,
  ) {}

  /** A fact that took effect, and the life of the case after it. */
  take(fact: ComplaintFact, life: Life): void {
    const before = this.life;
    this.life = life;
    const around = before && this.called(before, fact.at);
    this.hear(fact, life);
    this.settle(life, fact.at);
    const known = new Set(around?.map(({ clockId }) => clockId));
    for (const called of this.called(life, fact.at))
      if (!known.has(called.clockId) && !this.clocks.has(called.clockId))
        this.await(called, fact.at, later(fact.at, called.startedAt));
  }

  /** A fact that took no effect: it must at least be the one that any other scheduler would have said. */
  takeVoid(fact: ComplaintFact): void {
    const keys = keysOf(fact);
    if (keys) this.compareId(fact, keys);
  }

  differ(
    clock: Pick<ProvedClock, 'clockId' | 'kind'> | undefined,
    difference: Omit<Difference, 'complaintId'>,
  ): void {
    this.report({
      complaintId: this.life?.complaintId ?? '',
      ...(clock && { clockId: clock.clockId, kind: clock.kind }),
      ...difference,
    });
  }

  /** Calls of the life under the policy in force at an instant. */
  called(life: Life, at: string, policy = this.references.policyAt(at)): Called[] {
    const [directory] = this.references.directoriesAt(at);
    const calendar = this.references.calendarAt(at);
    if (!directory || !policy || !calendar) return [];
    const basis = { calendar, policy, directory, class: life.class };
    const hasRule = (called: Called) => ruleFor(called, basis) !== undefined;
    return calledFor(life, { clocks: [...this.clocks.values()], policy, directory, hasRule });
  }

  private await(called: Called, since: string, after: string): void {
    if (this.life) this.awaited.set(called.clockId, { called, class: this.life.class, since, after });
  }

  /** Ends, and misses that are taken back by them. */
  private settle(life: Life, at: string): void {
    for (const clock of this.clocks.values()) this.keep(settled(clock, life), at);
  }

  private keep(clock: ProvedClock, at: string): void {
    const before = this.clocks.get(clock.clockId);
    const isTakenBack = before?.recorded === true && !clock.recorded && before.dueAt !== null;
    if (isTakenBack) this.toAnnul.set(clock.clockId, at);
    this.clocks.set(clock.clockId, clock);
  }

  private hear(fact: ComplaintFact, life: Life): void {
    const keys = keysOf(fact);
    if (keys) this.compareId(fact, keys);
    // The table is keyed by the fact's own type; TypeScript cannot follow that through a union.
    const heard = this.heard[fact.type] as ((fact: ComplaintFact, life: Life) => void) | undefined;
    heard?.(fact, life);
  }

  private readonly heard: Heard = {
    ClockStarted: (fact) => this.started(fact),
    ClockPaused: (fact, life) => this.paused(fact, life),
    ClockResumed: (fact, life) => this.resumed(fact, life),
    ClockStopped: (fact) => this.stopped(fact),
    DueTimesMoved: (fact, life) => this.moved(fact, life),
    ClockExtended: (fact, life) => this.extended(fact, life),
    DeadlineMissed: (fact, life) => this.missed(fact, life),
    MissAnnulled: (fact) => this.annulled(fact),
    CaseEscalated: (fact) => this.escalated(fact),
    ReminderDue: (fact) => this.reminded(fact),
    ReplyWindowElapsed: (fact) => this.elapsed(fact),
    InformationWindowElapsed: (fact) => this.elapsed(fact),
  };

  private compareId(fact: ComplaintFact, keys: readonly string[]): void {
    const ids = keys.map((key) => idOf(`${fact.type}:${key}`));
    if (!ids.includes(fact.id))
      this.differ(undefined, { what: `id of ${fact.type}`, at: fact.at, log: fact.id, proof: ids[0] });
  }

  /** The versions that a fact is stamped with, once for each directory; empty where one was never in force. */
  private bases(
    fact: { at: string; type: string; data: Stamp },
    of: Life['class'],
    clock: ProvedClock,
  ): Basis[] {
    const { calendarVersion, policyVersion } = fact.data;
    const [calendar, policy] = [
      this.references.calendar(calendarVersion),
      this.references.policy(policyVersion),
    ];
    const isCalendarRight = calendar && this.references.calendarFits(calendarVersion, fact.at);
    const isPolicyRight = policy && this.references.policyFits(policyVersion, fact.at);
    if (!isCalendarRight || !isPolicyRight) {
      const proof = {
        calendarVersion: this.references.calendarAt(fact.at)?.version,
        policyVersion: this.references.policyAt(fact.at)?.version,
      };
      this.differ(clock, {
        what: `versions of ${fact.type}`,
        at: fact.at,
        log: { calendarVersion, policyVersion },
        proof,
      });
    }
    if (!calendar || !policy) return [];
    return this.references
      .directoriesAt(fact.at)
      .map((directory) => ({ calendar, policy, directory, class: of }));
  }

  /** Compares what the log says with what each directory gives: one must agree. */
  private compare(
    clock: ProvedClock,
    fact: { at: string; type: string },
    what: string,
    log: unknown,
    bases: readonly Basis[],
    prove: (basis: Basis) => unknown,
  ): void {
    const difference = differenceIn(clock, fact, what, log, bases, prove);
    if (difference) this.differ(clock, difference);
  }

  private started(fact: FactOf<'ClockStarted'>): void {
    const { data, at } = fact;
    const { calendarVersion: _calendar, policyVersion: _policy, timeZone, reminders = [], ...given } = data;
    const clock: ProvedClock = {
      ...given,
      pauses: [],
      extensions: [],
      reminders,
      reminded: [],
      recorded: false,
      ladder: [],
      level: 0,
    };
    const awaited = this.awaited.get(clock.clockId) ?? this.followed(clock) ?? this.calledBy(fact);
    this.awaited.delete(awaited?.called.clockId ?? clock.clockId);
    this.clocks.set(clock.clockId, clock);
    this.tally.clocks += 1;
    this.tally.dueTimes += 1;
    if (!awaited) {
      this.differ(clock, { what: 'a start that nothing called for', at, log: given, proof: undefined });
      return;
    }
    const { called } = awaited;
    if (!sameCall(clock, called))
      this.differ(clock, { what: 'inputs of the start', at, log: given, proof: called });
    const { rule, limit, unit, climbs, dueAt } = clock;
    this.compare(
      clock,
      fact,
      'start',
      { rule, limit, unit, climbs, timeZone, dueAt, reminders },
      this.bases(fact, awaited.class, clock),
      (basis) => {
        const asked = ruleFor(clock, basis);
        const due = dueOf(clock, basis);
        return {
          rule: asked?.key,
          limit: asked?.limit,
          unit: asked?.unit,
          climbs: asked?.climbs,
          timeZone: inputsOf(clock, basis).zone,
          dueAt: due,
          reminders: remindersOf(clock, due, awaited.after, basis),
        };
      },
    );
  }

  /** The review that follows another one, from its due instant on. */
  private followed(clock: ProvedClock): Awaited | undefined {
    const earlier = [...this.clocks.values()].find(
      (other) => other.kind === 'review' && nextReviewIds(other).includes(clock.clockId),
    );
    const [next] = earlier ? nextReviewIds(earlier) : [];
    if (!this.life || !earlier || next === undefined || earlier.dueAt === null) return undefined;
    const { dueAt: startedAt } = earlier;
    const called = nextOf(earlier, next, startedAt);
    return { called, class: this.life.class, since: startedAt, after: startedAt };
  }

  /** A start by a version that came between the cause and the start. */
  private calledBy({ data, at }: FactOf<'ClockStarted'>): Awaited | undefined {
    if (!this.life) return undefined;
    const called = this.called(this.life, at, this.references.policy(data.policyVersion)).find(
      ({ clockId }) => clockId === data.clockId,
    );
    return called && { called, class: this.life.class, since: at, after: later(at, called.startedAt) };
  }

  private paused(fact: FactOf<'ClockPaused'>, life: Life): void {
    const { pausedAt, until, calendarVersion, policyVersion } = fact.data;
    for (const clock of this.several(fact.data.clockIds)) {
      const isStill = openPause(clock) !== undefined || clock.end !== undefined;
      if (isStill || (clock.dueAt !== null && clock.dueAt < pausedAt)) continue;
      this.compareId(fact, pauseKeys(clock, pausedAt));
      if (!waitsOf(clock, life).some(({ from }) => from === pausedAt))
        this.differ(clock, {
          what: 'a pause without a question',
          at: fact.at,
          log: pausedAt,
          proof: waitsOf(clock, life),
        });
      if (until !== undefined && calendarVersion !== undefined && policyVersion !== undefined) {
        const data = { calendarVersion, policyVersion };
        const bases = this.bases({ ...fact, data }, life.class, clock);
        this.compare(clock, fact, 'end of the pause by its cap', until, bases, (basis) =>
          untilOf(clock, pausedAt, basis),
        );
      }
      const { until: _before, ...rest } = clock;
      const cap = until === undefined ? {} : { until };
      const pauses = [...clock.pauses, { from: pausedAt }];
      this.keep({ ...rest, ...cap, pauses, reminders: [], recorded: false, ladder: [], level: 0 }, fact.at);
    }
  }

  private resumed(fact: FactOf<'ClockResumed'>, life: Life): void {
    const { resumedAt, clocks } = fact.data;
    for (const { clockId, dueAt, pausedFor, reminders = [] } of clocks) {
      const clock = this.clocks.get(clockId);
      const open = clock && openPause(clock);
      if (!clock || !open || clock.end) continue;
      const wait = waitsOf(clock, life).find(({ from }) => from === open.from)?.to;
      const ends = [wait, clock.until].filter((end) => typeof end === 'string').sort();
      if (ends[0] !== resumedAt)
        this.differ(clock, { what: 'end of a pause', at: fact.at, log: resumedAt, proof: ends[0] });
      const { until: _over, ...rest } = clock;
      const pauses = [...clock.pauses.slice(0, -1), { from: open.from, to: resumedAt }];
      const running: ProvedClock = { ...rest, pauses };
      const seconds = pauses.reduce(
        (sum, { from, to }) => sum + (Date.parse(to ?? from) - Date.parse(from)) / 1000,
        0,
      );
      if (seconds !== pausedFor)
        this.differ(clock, {
          what: 'seconds that a clock stood still',
          at: fact.at,
          log: pausedFor,
          proof: seconds,
        });
      this.due(running, fact, life, { dueAt, reminders }, resumedAt);
      this.keep({ ...running, dueAt, reminders: [...reminders] }, fact.at);
    }
  }

  /** A due time with its reminders; what was computed before another change must be set right by a later move. */
  private due(
    clock: ProvedClock,
    fact: FactOf<'ClockResumed' | 'ClockExtended' | 'DueTimesMoved'>,
    life: Life,
    log: { dueAt: string | null; reminders: readonly string[] },
    after: string,
  ): void {
    this.tally.dueTimes += 1;
    const difference = differenceIn(
      clock,
      fact,
      'due time',
      log,
      this.bases(fact, life.class, clock),
      (basis) => {
        const dueAt = dueOf(clock, basis);
        return {
          dueAt,
          reminders: isOpen(clock) && !openPause(clock) ? remindersOf(clock, dueAt, after, basis) : [],
        };
      },
    );
    if (difference)
      this.overtaken.set(clock.clockId, {
        complaintId: life.complaintId,
        clockId: clock.clockId,
        kind: clock.kind,
        ...difference,
      });
    else this.overtaken.delete(clock.clockId);
  }

  private moved(fact: FactOf<'DueTimesMoved'>, life: Life): void {
    for (const { clockId, dueAt, was, reminders, until, ...rule } of fact.data.clocks) {
      const clock = this.clocks.get(clockId);
      if (!clock || !isOpen(clock)) continue;
      const given = clock.reminders.filter((at) => at > fact.at);
      const moved: ProvedClock = {
        ...clock,
        ...rule,
        ...(until !== undefined && openPause(clock) ? { until } : {}),
      };
      // What moves nothing may have been said twice: by the sweep, and by a reaction to a fact of the same moment.
      if (was !== clock.dueAt && dueAt !== clock.dueAt && !this.overtaken.has(clockId))
        this.differ(clock, { what: 'due time before the move', at: fact.at, log: was, proof: clock.dueAt });
      this.due(moved, fact, life, { dueAt, reminders: reminders ?? given }, later(fact.at, clock.startedAt));
      this.keep({ ...moved, dueAt, reminders: [...(reminders ?? clock.reminders)] }, fact.at);
    }
    this.movedSteps(fact, life);
  }

  private movedSteps(fact: FactOf<'DueTimesMoved'>, life: Life): void {
    const ids = new Set(fact.data.steps.map(({ clockId }) => clockId));
    for (const clock of this.several([...ids])) {
      if (clock.end || !clock.recorded) continue;
      const steps = fact.data.steps.filter(
        ({ clockId, level }) => clockId === clock.clockId && level > clock.level,
      );
      const ladder = clock.ladder.map((rung) => {
        const to = steps.find(({ level }) => level === rung.level);
        return to ? { ...rung, at: to.at } : rung;
      });
      const coming = ladder
        .filter(({ level }) => level > clock.level)
        .map(({ level, at }) => ({ level, at }));
      this.tally.dueTimes += coming.length;
      this.compare(clock, fact, 'steps to come', coming, this.bases(fact, life.class, clock), (basis) =>
        stepsLeft(clock, basis),
      );
      this.keep({ ...clock, ladder }, fact.at);
    }
  }

  private extended(fact: FactOf<'ClockExtended'>, life: Life): void {
    const { clockId, extendedBy: amount, unit, reason, dueAt, reminders = [] } = fact.data;
    const clock = this.clocks.get(clockId);
    if (!clock) return;
    const extensions = [...clock.extensions, { amount, unit }];
    const extended: ProvedClock = { ...clock, extensions };
    const bases = this.bases(fact, life.class, clock);
    this.compare(clock, fact, 'extension', true, bases, (basis) => {
      const allowed = ruleFor(clock, basis)?.extension;
      const sum = extensions.reduce((all, given) => (given.unit === unit ? all + given.amount : all), 0);
      return allowed !== undefined && sum <= allowed.cap && allowed.reasons.includes(reason);
    });
    this.due(extended, fact, life, { dueAt, reminders }, fact.at);
    this.keep({ ...extended, dueAt, reminders: [...reminders] }, fact.at);
  }

  private stopped(fact: FactOf<'ClockStopped'>): void {
    const { clockId, stoppedAt, why } = fact.data;
    const clock = this.clocks.get(clockId);
    if (clock && !clock.end)
      this.keep(ended(clock, { at: stoppedAt, by: why === 'answered' ? 'event' : 'abandonment' }), fact.at);
  }

  private missed(fact: FactOf<'DeadlineMissed'>, life: Life): void {
    const { clockId, missedAt, ladder } = fact.data;
    const clock = this.clocks.get(clockId);
    if (!clock) return;
    this.tally.misses += 1;
    this.requireReminders(clock, fact);
    if (missedAt !== clock.dueAt)
      this.differ(clock, { what: 'instant of the miss', at: fact.at, log: missedAt, proof: clock.dueAt });
    if (isWindow(clock) || clock.kind === 'review')
      this.differ(clock, {
        what: 'a miss of what nobody can miss',
        at: fact.at,
        log: missedAt,
        proof: undefined,
      });
    this.compare(clock, fact, 'ladder', ladder, this.bases(fact, life.class, clock), (basis) =>
      ladderOf(clock, missedAt, life.region, basis),
    );
    this.toAnnul.delete(clockId);
    this.keep({ ...clock, reminders: [], recorded: true, ladder, level: 0 }, fact.at);
  }

  /** Whoever was due had all its reminders before. */
  private requireReminders(clock: ProvedClock, { at }: { readonly at: string }): void {
    const left = clock.reminders.filter((reminder) => clock.dueAt !== null && reminder < clock.dueAt);
    if (left.length > 0) this.differ(clock, { what: 'reminders left out', at, log: undefined, proof: left });
  }

  private annulled(fact: FactOf<'MissAnnulled'>): void {
    const clock = this.clocks.get(fact.data.clockId);
    if (!this.toAnnul.delete(fact.data.clockId))
      this.differ(clock, {
        what: 'a miss taken back that stands',
        at: fact.at,
        log: fact.data.missedAt,
        proof: undefined,
      });
  }

  private escalated(fact: FactOf<'CaseEscalated'>): void {
    const { clockId, level, to, escalatedAt, dueAt } = fact.data;
    const clock = this.clocks.get(clockId);
    if (!clock) return;
    this.tally.steps += 1;
    const rung = clock.ladder.find((each) => each.level === level);
    const proof = { level: clock.level + 1, to: rung?.to, escalatedAt: rung?.at, dueAt: clock.dueAt };
    const log = { level, to, escalatedAt, dueAt };
    if (!same(log, proof)) this.differ(clock, { what: 'step of the ladder', at: fact.at, log, proof });
    this.keep({ ...clock, level }, fact.at);
  }

  private reminded(fact: FactOf<'ReminderDue'>): void {
    const { clockId, to, dueAt, remindedAt } = fact.data;
    const clock = this.clocks.get(clockId);
    if (!clock) return;
    this.tally.reminders += 1;
    const isBefore = remindedAt < dueAt;
    const isRight = isBefore ? clock.reminders[0] === remindedAt : remindedAt === clock.dueAt;
    if (!isRight || dueAt !== clock.dueAt || !same(to, clock.accountable)) {
      const proof = { to: clock.accountable, dueAt: clock.dueAt, planned: clock.reminders };
      this.differ(clock, { what: 'reminder', at: fact.at, log: { to, dueAt, remindedAt }, proof });
    }
    const reminders = clock.reminders.filter((at) => at !== remindedAt);
    const given: ProvedClock = { ...clock, reminders, reminded: [...clock.reminded, remindedAt] };
    if (isBefore || clock.kind !== 'review') {
      this.keep(given, fact.at);
      return;
    }
    this.keep({ ...given, reminders: [], end: { at: remindedAt, how: 'met' } }, fact.at);
    this.callNextReview(clock, remindedAt, fact.at);
  }

  /** A review ends where the next one starts; that may stand in the log before it. */
  private callNextReview(clock: ProvedClock, startedAt: string, since: string): void {
    const ids = nextReviewIds(clock);
    const [clockId] = ids;
    if (clockId === undefined || ids.some((id) => this.clocks.has(id))) return;
    this.await(nextOf(clock, clockId, startedAt), since, startedAt);
  }

  private elapsed(fact: FactOf<'ReplyWindowElapsed' | 'InformationWindowElapsed'>): void {
    const { clockId, elapsedAt } = fact.data;
    const clock = this.clocks.get(clockId);
    if (!clock) return;
    this.tally.windows += 1;
    this.requireReminders(clock, fact);
    if (clock.dueAt !== elapsedAt || !isWindow(clock))
      this.differ(clock, { what: 'end of a window', at: fact.at, log: elapsedAt, proof: clock.dueAt });
    this.keep({ ...clock, reminders: [], recorded: true, end: { at: elapsedAt, how: 'elapsed' } }, fact.at);
  }

  private several(ids: readonly string[]): ProvedClock[] {
    return ids.flatMap((id) => this.clocks.get(id) ?? []);
  }
}

const nextOf = (
  { kind, round, dispositionId, accountable }: ProvedClock,
  clockId: string,
  startedAt: string,
): Called => ({
  clockId,
  kind,
  round: round + 1,
  ...(dispositionId !== undefined && { dispositionId }),
  accountable,
  startedAt,
});

const sameCall = (clock: ProvedClock, called: Called) =>
  clock.kind === called.kind &&
  clock.round === called.round &&
  clock.dispositionId === called.dispositionId &&
  clock.startedAt === called.startedAt &&
  same(clock.accountable, called.accountable);

function differenceIn(
  clock: ProvedClock,
  fact: { at: string; type: string },
  what: string,
  log: unknown,
  bases: readonly Basis[],
  prove: (basis: Basis) => unknown,
): Omit<Difference, 'complaintId'> | undefined {
  const [first] = bases;
  if (!first || bases.some((basis) => same(prove(basis), log))) return undefined;
  return {
    what: `${what} in ${fact.type}`,
    at: fact.at,
    log,
    proof: prove(first),
    inputs: inputsOf(clock, first),
  };
}

/** The due time that a pause was said on is part of its name; earlier releases left it out. */
const pauseKeys = ({ clockId, dueAt }: ProvedClock, from: string) => [
  `pause:${clockId}:${from}:${dueAt ?? 'unknown'}`,
  `pause:${clockId}:${from}`,
];

/** Natural keys from which the ids of the clocks' facts follow; the later ones are those of earlier releases. */
const keys: { readonly [T in ComplaintFactType]?: (data: Data<T>) => string[] } = {
  ClockStarted: ({ clockId }) => [clockId],
  ClockStopped: ({ clockId }) => [`stop:${clockId}`],
  DeadlineMissed: ({ clockId, missedAt }) => [`miss:${clockId}:${missedAt}`, `miss:${clockId}`],
  CaseEscalated: ({ clockId, dueAt, level }) => [
    `step:${clockId}:${dueAt}:${level}`,
    `step:${clockId}:${level}`,
  ],
  ReminderDue: ({ clockId, remindedAt }) => [`reminder:${clockId}:${remindedAt}`, `reminder:${clockId}`],
  ReplyWindowElapsed: ({ clockId, elapsedAt }) => [`window:${clockId}:${elapsedAt}`, `window:${clockId}`],
  InformationWindowElapsed: ({ clockId, elapsedAt }) => [
    `window:${clockId}:${elapsedAt}`,
    `window:${clockId}`,
  ],
};
const keysOf = (fact: ComplaintFact): string[] | undefined =>
  (keys[fact.type] as ((data: object) => string[]) | undefined)?.(fact.data);
