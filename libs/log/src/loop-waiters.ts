import { type Pool } from 'pg';
import { type FoldVerdict } from './applied';
import { type Seen, verdictOf } from './loop-fold';
import { blockedOf, CaseParked } from './loop-parking';
import { loadStates } from './loop-state';

export type Verdicts = ReadonlyMap<string, FoldVerdict>;

interface Waiter {
  readonly subject: string;
  readonly factIds: readonly string[];
  readonly resolve: (verdicts: Verdicts | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

/** The verdicts of all the facts, or undefined while one of them is missing. */
export function verdictsIn(seen: Seen, factIds: readonly string[]): Verdicts | undefined {
  const verdicts = new Map<string, FoldVerdict>();
  for (const id of factIds) {
    const code = seen[id];
    if (code === undefined) return undefined;
    verdicts.set(id, verdictOf(code));
  }
  return verdicts;
}

/** Another process may be the one that applies the fact: look into the database, first soon, then less often. */
const LOOKS = [5, 15, 30, 60, 120];
const LAST_LOOK = 200;
/** A look that comes as soon as this is soon enough for who begins to wait. */
const SOON = 30;

/**
 * Who waits for facts to be applied. A step of this process answers as soon as it has committed; facts of partitions
 * that other processes hold are found in the database, with one query for everybody who waits.
 */
export class Waiters {
  private readonly waiting = new Set<Waiter>();
  private timer: NodeJS.Timeout | undefined;
  /** after which the look comes that `timer` stands for */
  private delay = 0;
  private looks = 0;
  private looking = false;

  constructor(private readonly pool: Pool) {}

  /** @returns undefined when the time is over @throws CaseParked */
  async wait(subject: string, factIds: readonly string[], timeoutMs: number): Promise<Verdicts | undefined> {
    let waiter: Waiter | undefined;
    let timeout: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Verdicts | undefined>((resolve, reject) => {
        timeout = setTimeout(resolve, timeoutMs, undefined);
        waiter = { subject, factIds, resolve, reject };
        this.waiting.add(waiter);
        this.lookSoon();
      });
    } finally {
      clearTimeout(timeout);
      if (waiter) this.waiting.delete(waiter);
    }
  }

  /** A step has committed: answers those who waited for it. */
  applied(known: ReadonlyMap<string, { readonly seen: Seen }>, blocked: ReadonlySet<string>): void {
    for (const waiter of this.waiting) {
      const verdicts = verdictsIn(known.get(waiter.subject)?.seen ?? {}, waiter.factIds);
      if (verdicts) waiter.resolve(verdicts);
      else if (blocked.has(waiter.subject)) waiter.reject(new CaseParked(waiter.subject));
    }
  }

  /** Never puts off a look that comes soon: while one wait followed another, there would be none at all. */
  private lookSoon(): void {
    this.looks = Math.min(this.looks, 1);
    if (this.looking || (this.timer !== undefined && this.delay <= SOON)) return;
    this.looks = 0;
    this.lookLater();
  }

  private lookLater(): void {
    clearTimeout(this.timer);
    this.delay = LOOKS[this.looks++] ?? LAST_LOOK;
    this.timer = setTimeout(() => void this.look(), this.delay);
  }

  private async look(): Promise<void> {
    this.timer = undefined;
    if (this.waiting.size === 0) return;
    this.looking = true;
    const subjects = [...new Set([...this.waiting].map((waiter) => waiter.subject))];
    try {
      this.applied(await loadStates(this.pool, subjects), await blockedOf(this.pool, subjects));
    } catch {
      // The database is away; who waits goes on waiting until its own time is over.
    }
    this.looking = false;
    if (this.waiting.size > 0) this.lookLater();
  }
}
