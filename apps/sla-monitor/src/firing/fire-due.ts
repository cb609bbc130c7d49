import { fire } from '@satupintu/domain';
import { COMPLAINTS, type ComplaintFact, encode } from '@satupintu/events';
import { type Deps } from '@satupintu/service';
import { LRUCache } from 'lru-cache';
import { refsNow } from '../refs';
import { type DueTimer, firstPlace, type Place, placeOf, readDue } from './due-timers';
import { ifFree, locks } from './locks';
import { readOn } from './read-on';

export const recordsOf = (facts: readonly ComplaintFact[]) =>
  facts.map((fact) => ({ topic: COMPLAINTS, key: fact.subject, value: encode(fact) }));

const nameOf = ({ timer }: DueTimer) => `${timer.clockId}:${timer.kind}:${timer.level}:${timer.at}`;

/**
 * Fires what is due: a page of the oldest timers at a time, each page only after everything on the log (the facts of
 * the page before included) was applied here. One process at a time; a second one that fires all the same says the
 * same facts with the same ids.
 */
export class Firing {
  /** Fired, and still there though its facts were applied: it says nothing new, and must not hold up the others. */
  private readonly spent = new LRUCache<string, true>({ max: 100_000 });

  constructor(
    private readonly deps: Deps,
    private readonly stopped: AbortSignal,
    private readonly pageSize = 500,
  ) {}

  /** @returns how many facts were said */
  async upTo(instant: string): Promise<number> {
    return (await ifFree(this.deps.pool, locks.firing, () => this.pages(instant))) ?? 0;
  }

  private async pages(instant: string): Promise<number> {
    let said = 0;
    let after: Place = firstPlace;
    while (await readOn(this.deps, this.stopped)) {
      const page = await readDue(this.deps.pool, instant, after, this.pageSize);
      const last = page.at(-1);
      if (!last) break;
      const facts = await this.fire(page);
      said += facts;
      // What a page did may bring forth older timers (the next step of a ladder): begin again at the oldest.
      after = facts > 0 ? firstPlace : placeOf(last);
    }
    return said;
  }

  private async fire(page: readonly DueTimer[]): Promise<number> {
    const { appender, clock, loop } = this.deps;
    const fresh = page.filter((due) => !this.spent.has(nameOf(due)));
    const states = await loop.states([...new Set(fresh.map(({ complaintId }) => complaintId))]);
    const ctx = { ...refsNow(this.deps), at: clock.now() };
    const fired = fresh.flatMap((due) => {
      const state = states.get(due.complaintId);
      const facts = state ? fire(state, due.timer, ctx) : [];
      return facts.length > 0 ? [{ due, facts }] : [];
    });
    const facts = fired.flatMap((each) => each.facts);
    await appender.append(recordsOf(facts));
    for (const { due } of fired) this.spent.set(nameOf(due), true);
    return facts.length;
  }
}
