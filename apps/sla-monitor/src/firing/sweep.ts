import { type Case, type ClockRefs, openClocks, recompute } from '@satupintu/domain';
import { type ComplaintFact } from '@satupintu/events';
import { type SweepPorts } from './ports';

const first = '00000000-0000-0000-0000-000000000000';
/** Goes up where the program makes other due times of the same versions: all cases are gone through again then. */
const program = 1;
const nameOf = ({ calendar, policy }: ClockRefs) => `${program} ${calendar.version} ${policy.version}`;

/** Facts said and not known to be applied: what becomes due meanwhile waits behind no more of them than these. */
const MOST_UNDER_WAY = 2_000;

const whyOf = (state: Case, { calendar }: ClockRefs) =>
  openClocks(state).some(({ calendarVersion }) => calendarVersion !== calendar.version)
    ? 'new-calendar'
    : 'new-policy';

/** The due times of a case that the versions in force move, as one fact; undefined where they move none. */
export const movedBy = (state: Case, refs: ClockRefs, at: string): ComplaintFact | undefined =>
  recompute(state, refs, { at, why: whyOf(state, refs) });

/**
 * Goes through the cases with open clocks when another calendar or policy is in force, and says which due times move.
 * A process that starts goes on where an earlier one has written that it came to. One that was there when the versions
 * changed goes through all of them, because it may have reacted by the earlier ones a moment longer than others. What
 * was said before is said with the same ids, or not at all, because it is already so.
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
    const refs = await this.ports.alone(() => this.all());
    if (refs) this.done = nameOf(refs);
  }

  /** @returns the versions that everything was moved to; undefined when stopped before */
  private async all(): Promise<ClockRefs | undefined> {
    if (!(await this.ports.readOn())) return undefined;
    // Only now: what this process knew before it read on may be what another one has already moved away from.
    const refs = this.ports.refs();
    const versions = nameOf(refs);
    const { book } = this.ports;
    const place = this.done === undefined ? await book?.read() : undefined;
    const known = place?.versions === versions ? place : undefined;
    if (known && known.after === undefined) return refs;
    let underWay = 0;
    let ids = await this.ports.movable(known?.after ?? first, this.batchSize);
    for (let after = ids.at(-1); after !== undefined; after = ids.at(-1)) {
      if (this.stopped.aborted) return undefined;
      const facts = await this.moved(ids, refs);
      await this.ports.append(facts);
      await book?.write({ versions, after });
      underWay += facts.length;
      if (underWay >= MOST_UNDER_WAY) {
        if (!(await this.ports.readOn())) return undefined;
        underWay = 0;
      }
      ids = await this.ports.movable(after, this.batchSize);
    }
    await book?.write({ versions });
    return refs;
  }

  private async moved(ids: readonly string[], refs: ClockRefs): Promise<ComplaintFact[]> {
    const at = this.ports.now();
    const states = [...(await this.ports.states(ids)).values()];
    return states.flatMap((state) => movedBy(state, refs, at) ?? []);
  }
}
