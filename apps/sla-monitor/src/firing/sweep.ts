import { type Case, type ClockRefs, openClocks, recompute } from '@satupintu/domain';
import { type ComplaintFact } from '@satupintu/events';
import { type Deps } from '@satupintu/service';
import { isPublished, refsNow } from '../refs';
import { recordsOf } from './fire-due';
import { ifFree, locks } from './locks';
import { readOn } from './read-on';

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
    private readonly deps: Deps,
    private readonly stopped: AbortSignal,
    private readonly batchSize = 500,
  ) {}

  /** Versions are in force that this process has not gone through the open clocks with. */
  needed(): boolean {
    return isPublished(this.deps) && nameOf(refsNow(this.deps)) !== this.done;
  }

  async run(): Promise<void> {
    const refs = refsNow(this.deps);
    const finished = await ifFree(this.deps.pool, locks.sweeping, () => this.all(refs));
    if (finished) this.done = nameOf(refs);
  }

  private async all(refs: ClockRefs): Promise<boolean> {
    if (!(await readOn(this.deps, this.stopped))) return false;
    let after = '00000000-0000-0000-0000-000000000000';
    for (let ids = await this.next(after); ids.length > 0; ids = await this.next(after)) {
      if (this.stopped.aborted) return false;
      await this.deps.appender.append(recordsOf(await this.moved(ids, refs)));
      after = ids.at(-1) ?? after;
    }
    return true;
  }

  private async next(after: string): Promise<string[]> {
    const { rows } = await this.deps.pool.query<{ complaint_id: string }>({
      name: 'cases-movable',
      text: `select distinct complaint_id from clock where movable and complaint_id > $1 order by complaint_id limit $2`,
      values: [after, this.batchSize],
    });
    return rows.map((row) => row.complaint_id);
  }

  private async moved(ids: readonly string[], refs: ClockRefs): Promise<ComplaintFact[]> {
    const { clock, loop } = this.deps;
    const at = clock.now();
    const states = [...(await loop.states(ids)).values()];
    return states.flatMap((state) => recompute(state, refs, { at, why: whyOf(state, refs) }) ?? []);
  }
}
