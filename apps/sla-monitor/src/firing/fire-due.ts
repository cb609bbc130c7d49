import {
  type Case,
  dueTimers,
  evolve,
  fire,
  type FireContext,
  isSameTimer,
  type Timer,
} from '@satupintu/domain';
import { type ComplaintFact } from '@satupintu/events';
import { Agenda } from './agenda';
import { type DueTimer, type FiringPorts, firstPlace, type Place, placeOf } from './ports';
import { movedBy } from './sweep';

interface Wish {
  readonly instant: string;
  readonly moving: boolean;
}
interface Reach extends Wish {
  readonly until: Place | undefined;
}

/** How many of the facts that were said are remembered. */
const most = 100_000;

/** What the facts of a firing made due that was not before. */
function newTimers(before: Case, after: Case): Timer[] {
  const known = dueTimers(before);
  return dueTimers(after).filter((timer) => !known.some((one) => isSameTimer(one, timer)));
}

/** What a timer says; where due times are being moved, what they come to first, and the timer as it is then. */
function outcome(state: Case, timer: Timer, ctx: FireContext, moving: boolean): readonly ComplaintFact[] {
  const moved = moving ? movedBy(state, ctx, ctx.at) : undefined;
  if (!moved) return fire(state, timer, ctx);
  return [moved, ...fire(evolve(state, moved).state ?? state, timer, ctx)];
}

/** Facts said and not known to be applied: so many states are held in memory, and the loop is not flooded. */
const MOST_UNDER_WAY = 2_000;

/** What a stretch of firing holds in memory: cases as they will be once what was said is applied. */
class Stretch {
  readonly agenda = new Agenda();
  readonly states = new Map<string, Case>();
  said = 0;
}

/**
 * Fires what is due, oldest first. The next step of a case follows from its facts at once, in memory, so that it takes
 * its place in the same order without waiting until they were applied here. One process at a time; a second one that
 * fires all the same says the same facts with the same ids.
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

  /**
   * @param moving due times are still being moved by new versions: each case is moved before it is fired
   * @returns how many facts were said
   */
  async upTo(instant: string, moving = false): Promise<number> {
    return (await this.ports.alone(() => this.passes({ instant, moving }))) ?? 0;
  }

  /** What a pass said may call for timers that only the loop knows of (a pause that ended): again, until nothing is. */
  private async passes(wish: Wish): Promise<number> {
    let said = 0;
    for (;;) {
      const more = await this.pass(wish);
      said += more;
      if (more === 0) return said;
    }
  }

  /** Once through all that is due. A stretch ends where too much is under way, and the next goes on from there. */
  private async pass(wish: Wish): Promise<number> {
    let said = 0;
    let after = firstPlace;
    while (await this.ports.readOn()) {
      const stretch = new Stretch();
      for (;;) {
        const page = await this.ports.due(wish.instant, after, this.pageSize);
        const last = page.length < this.pageSize ? undefined : page.at(-1);
        await this.fire(page, stretch, { ...wish, until: last && placeOf(last) });
        if (!last) return said + stretch.said;
        after = placeOf(last);
        if (stretch.said >= MOST_UNDER_WAY) break;
      }
      said += stretch.said;
    }
    return said;
  }

  /** Fires a page and what follows from it, up to a place; without one, all that is known. */
  private async fire(page: readonly DueTimer[], stretch: Stretch, reach: Reach): Promise<void> {
    const { ports } = this;
    const { agenda, states } = stretch;
    const unknown = page.map(({ complaintId }) => complaintId).filter((id) => !states.has(id));
    const loaded = await ports.states([...new Set(unknown)]);
    const ctx: FireContext = { ...ports.refs(), at: ports.now() };
    for (const due of page) agenda.add(due);
    const facts: ComplaintFact[] = [];
    for (let due = agenda.next(reach.until); due; due = agenda.next(reach.until)) {
      const { complaintId, timer } = due;
      const state = states.get(complaintId) ?? loaded.get(complaintId);
      const said = state ? outcome(state, timer, ctx, reach.moving) : [];
      if (!state || said.every(({ id }) => this.said.has(id))) continue;
      facts.push(...said);
      const next = said.reduce((before, fact) => evolve(before, fact).state ?? before, state);
      states.set(complaintId, next);
      for (const each of newTimers(state, next))
        if (each.at <= reach.instant) agenda.add({ complaintId, timer: each });
    }
    await ports.append(facts);
    this.remember(facts);
    stretch.said += facts.length;
  }

  private remember(facts: readonly ComplaintFact[]): void {
    for (const { id } of facts) this.said.add(id);
    for (const id of this.said) {
      if (this.said.size <= most) break;
      this.said.delete(id);
    }
  }
}
