import { type Case, evolve, type Verdict } from '@satupintu/domain';
import { decode, type Fact } from '@satupintu/events';
import { type Recorded } from './topic';

/** A fact on the log, and what it does when the log is read by somebody who makes no mistakes. */
export interface Told {
  readonly record: Recorded;
  readonly fact: Fact;
  readonly verdict: Verdict;
  readonly after: Case | undefined;
}

/** The log read from the beginning, each id once, without batches, crashes or a database. */
export class Truth {
  readonly told: Told[] = [];
  readonly states = new Map<string, Case>();
  private readonly seen = new Set<string>();

  take(record: Recorded): void {
    const fact = decode(record.value);
    const state = this.states.get(fact.subject);
    if (this.seen.has(fact.id)) {
      this.told.push({ record, fact, verdict: { kind: 'repeated' }, after: state });
      return;
    }
    this.seen.add(fact.id);
    const { state: after, verdict } = evolve(state, fact);
    if (after) this.states.set(fact.subject, after);
    this.told.push({ record, fact, verdict, after });
  }

  /** What was told of a complaint and counted, in the order of the log. */
  appliedOf(complaintId: string): Told[] {
    return this.told.filter(
      ({ fact, verdict }) => fact.subject === complaintId && verdict.kind === 'applied',
    );
  }
}
