import { fire } from '@satupintu/domain';
import { LRUCache } from 'lru-cache';
import { type DueTimer, type FiringPorts, firstPlace, type Place, placeOf } from './ports';

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
    private readonly ports: FiringPorts,
    private readonly pageSize = 500,
  ) {}

  /** @returns how many facts were said */
  async upTo(instant: string): Promise<number> {
    return (await this.ports.alone(() => this.pages(instant))) ?? 0;
  }

  private async pages(instant: string): Promise<number> {
    let said = 0;
    let after: Place = firstPlace;
    while (await this.ports.readOn()) {
      const page = await this.ports.due(instant, after, this.pageSize);
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
    const { ports } = this;
    const fresh = page.filter((due) => !this.spent.has(nameOf(due)));
    const states = await ports.states([...new Set(fresh.map(({ complaintId }) => complaintId))]);
    const ctx = { ...ports.refs(), at: ports.now() };
    const fired = fresh.flatMap((due) => {
      const state = states.get(due.complaintId);
      const facts = state ? fire(state, due.timer, ctx) : [];
      return facts.length > 0 ? [{ due, facts }] : [];
    });
    const facts = fired.flatMap((each) => each.facts);
    await ports.append(facts);
    for (const { due } of fired) this.spent.set(nameOf(due), true);
    return facts.length;
  }
}
