import { type Case, type ClockRefs, openClocks, recompute } from '@satupintu/domain';
import { type ComplaintFact } from '@satupintu/events';
import { type SweepPorts } from './ports';

const first = '00000000-0000-0000-0000-000000000000';
const nameOf = ({ calendar, policy }: ClockRefs) => `${calendar.version} ${policy.version}`;

const whyOf = (state: Case, { calendar }: ClockRefs) =>
  openClocks(state).some(({ calendarVersion }) => calendarVersion !== calendar.version)
    ? 'new-calendar'
    : 'new-policy';

/**
 * Goes through the cases with open clocks when another calendar or policy is in force, and says which due times move.
 * Keeps no books: after a crash it begins again, and what was said before is said with the same ids, or not at all,
 * because it is already so.
 */
export class Sweep {
  private done: string | undefined;

  constructor(
    private readonly ports: SweepPorts,
    private readonly stopped: AbortSignal,
    private readonly batchSize = 500,
  ) {}

  /** Versions are in force that this process has not gone through the open clocks with. */
  needed(): boolean {
    return this.ports.published() && nameOf(this.ports.refs()) !== this.done;
  }

  async run(): Promise<void> {
    const refs = this.ports.refs();
    const finished = await this.ports.alone(() => this.all(refs));
    if (finished) this.done = nameOf(refs);
  }

  private async all(refs: ClockRefs): Promise<boolean> {
    if (!(await this.ports.readOn())) return false;
    let ids = await this.ports.movable(first, this.batchSize);
    for (let last = ids.at(-1); last !== undefined; last = ids.at(-1)) {
      if (this.stopped.aborted) return false;
      await this.ports.append(await this.moved(ids, refs));
      ids = await this.ports.movable(last, this.batchSize);
    }
    return true;
  }

  private async moved(ids: readonly string[], refs: ClockRefs): Promise<ComplaintFact[]> {
    const at = this.ports.now();
    const states = [...(await this.ports.states(ids)).values()];
    return states.flatMap((state) => recompute(state, refs, { at, why: whyOf(state, refs) }) ?? []);
  }
}
