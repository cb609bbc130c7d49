import { type ComplaintFact, type ComplaintFactType, type FactOf } from '@satupintu/events';
import { type References } from '../references';
import { Books, later } from './books';
import { type Difference, type Tally } from './difference';
import { proveAnnulment, proveMiss, proveReminder, proveStep, proveWindow } from './firings';
import { keysOf } from './keys';
import { type Life } from './life';
import { proveExtension, proveMove } from './moves';
import { provePause, proveResumption, takeStop } from './pauses';
import { settled } from './settle';
import { proveStart } from './starts';

/** How each fact of the clocks' service is proved that took effect. */
const proofs: { readonly [T in ComplaintFactType]?: (books: Books, fact: FactOf<T>, life: Life) => void } = {
  ClockStarted: proveStart,
  ClockPaused: provePause,
  ClockResumed: proveResumption,
  ClockStopped: takeStop,
  DueTimesMoved: proveMove,
  ClockExtended: proveExtension,
  DeadlineMissed: proveMiss,
  MissAnnulled: proveAnnulment,
  CaseEscalated: proveStep,
  ReminderDue: proveReminder,
  ReplyWindowElapsed: proveWindow,
  InformationWindowElapsed: proveWindow,
};

/**
 * Goes through the facts of one case in their order and proves each that the clocks' service said. The life itself,
 * and whether a fact took effect, is given; what follows from it for the clocks is found here a second time.
 */
export class CaseProof {
  readonly books: Books;

  constructor(references: References, report: (difference: Difference) => void, tally: Tally) {
    this.books = new Books(references, report, tally);
  }

  /** A fact that took effect, and the life of the case after it. */
  take(fact: ComplaintFact, life: Life): void {
    const before = this.books.life;
    this.books.life = life;
    const around = before && this.books.called(before, fact.at);
    this.hear(fact, life);
    this.settle(life, fact.at);
    for (const called of this.books.called(life, fact.at)) {
      const isKnown = around?.some(
        ({ clockId, startedAt }) => clockId === called.clockId && startedAt === called.startedAt,
      );
      if (!isKnown && !this.books.isThere(called))
        this.books.await(called, fact.at, later(fact.at, called.startedAt));
    }
  }

  /** A fact that took no effect: it must at least be the one that any other scheduler would have said. */
  takeVoid(fact: ComplaintFact): void {
    const keys = keysOf(fact);
    if (keys) this.books.compareId(fact, keys, clockOf(fact));
  }

  /** Ends, and misses that are taken back by them. */
  private settle(life: Life, at: string): void {
    for (const clock of this.books.clocks.values()) this.books.keep(settled(clock, life), at);
  }

  private hear(fact: ComplaintFact, life: Life): void {
    const keys = keysOf(fact);
    if (keys) this.books.compareId(fact, keys, clockOf(fact));
    // The table is keyed by the fact's own type; TypeScript cannot follow that through a union.
    const prove = proofs[fact.type] as ((books: Books, fact: ComplaintFact, life: Life) => void) | undefined;
    prove?.(this.books, fact, life);
  }
}

const clockOf = ({ data }: ComplaintFact) => ('clockId' in data ? data.clockId : undefined);
