import { type ComplaintFact, idOf } from '@satupintu/events';
import { type References } from '../references';
import { type Basis, inputsOf, ruleFor } from './basis';
import { type Called, calledFor } from './called';
import { type ProvedClock } from './clock';
import { type Difference, type Tally } from './difference';
import { type Life } from './life';
import { same } from './same';

/** A fact of the clocks' service: its versions, where it was made with some. */
interface Stamp {
  readonly calendarVersion: string;
  readonly policyVersion: string;
}

/** What a case waits for: a start that its life calls for, or the word that a miss was taken back. */
export interface Awaited {
  readonly called: Called;
  readonly class: Life['class'];
  readonly since: string;
  /** a reminder before that instant is not given */
  readonly after: string;
}

export const later = (one: string, other: string): string => (one > other ? one : other);

/** What the proof knows of one case: its life, its clocks, and what is still to come. */
export class Books {
  readonly clocks = new Map<string, ProvedClock>();
  /** how often the due time of a clock and its pauses have changed */
  private readonly revisions = new Map<string, number>();
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

  /** It runs or has run, or is about to: the first call for it counts. */
  isThere = ({ clockId }: Called): boolean => this.clocks.has(clockId) || this.awaited.has(clockId);

  await(called: Called, since: string, after: string): void {
    if (this.life) this.awaited.set(called.clockId, { called, class: this.life.class, since, after });
  }

  keep(clock: ProvedClock, at: string): void {
    const before = this.clocks.get(clock.clockId);
    const isTakenBack = before?.recorded === true && !clock.recorded && before.dueAt !== null;
    if (isTakenBack) this.toAnnul.set(clock.clockId, at);
    const isMoved = before === undefined || before.dueAt !== clock.dueAt;
    const morePauses = Math.max(0, clock.pauses.length - (before?.pauses.length ?? 0));
    const revision = this.revisions.get(clock.clockId) ?? 0;
    this.revisions.set(clock.clockId, revision + (isMoved ? 1 : 0) + morePauses);
    this.clocks.set(clock.clockId, clock);
  }

  /** What is said about a clock names its revision: the present one, or one before where it was overtaken. */
  compareId(fact: ComplaintFact, keys: readonly string[], clockId: string | undefined): void {
    const revisions = Array.from({ length: this.revisions.get(clockId ?? '') ?? 0 }, (_, n) => n + 1);
    const named = keys.flatMap((key) => [key, ...revisions.map((revision) => `${key}:${revision}`)]);
    const ids = named.map((key) => idOf(`${fact.type}:${key}`));
    if (!ids.includes(fact.id))
      this.differ(undefined, { what: `id of ${fact.type}`, at: fact.at, log: fact.id, proof: ids[0] });
  }

  /** The versions that a fact is stamped with, once for each directory; empty where one was never in force. */
  bases(fact: { at: string; type: string; data: Stamp }, of: Life['class'], clock: ProvedClock): Basis[] {
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
  compare(
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

  several(ids: readonly string[]): ProvedClock[] {
    return ids.flatMap((id) => this.clocks.get(id) ?? []);
  }
}

export function differenceIn(
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
