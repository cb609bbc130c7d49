import { fire } from '@satupintu/domain';
import { type ComplaintFact } from '@satupintu/events';
import { type DueTimer, type FiringPorts, firstPlace, type Place, placeOf } from './ports';

/** How many of the facts that were said are remembered. */
const most = 100_000;

/**
 * Fires what is due: a page of the oldest timers at a time, each page only after everything on the log (the facts of
 * the page before included) was applied here. One process at a time; a second one that fires all the same says the
 * same facts with the same ids.
 */
export class Firing {
  /**
   * Ids of what was said. A timer that is still there though its facts were applied says nothing new, and must not
   * hold up the others; one that says something else now (a pause first, then the miss) is heard again.
   */
  private readonly said = new Set<string>();

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
    const states = await ports.states([...new Set(page.map(({ complaintId }) => complaintId))]);
    const ctx = { ...ports.refs(), at: ports.now() };
    const facts = page.flatMap(({ complaintId, timer }) => {
      const state = states.get(complaintId);
      const fired = state ? fire(state, timer, ctx) : [];
      return fired.some(({ id }) => !this.said.has(id)) ? fired : [];
    });
    await ports.append(facts);
    this.remember(facts);
    return facts.length;
  }

  private remember(facts: readonly ComplaintFact[]): void {
    for (const { id } of facts) this.said.add(id);
    for (const id of this.said) {
      if (this.said.size <= most) break;
      this.said.delete(id);
    }
  }
}
