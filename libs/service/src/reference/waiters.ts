interface Waiter {
  readonly there: () => boolean;
  readonly settle: (there: boolean) => void;
}

/** Callers that wait until something has arrived. */
export class Waiters {
  private readonly waiting = new Set<Waiter>();

  /** True as soon as `there` holds, false after `timeoutMs`. */
  until(there: () => boolean, timeoutMs: number): Promise<boolean> {
    if (there()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => waiter.settle(false), timeoutMs);
      const waiter: Waiter = {
        there,
        settle: (found) => {
          clearTimeout(timer);
          this.waiting.delete(waiter);
          resolve(found);
        },
      };
      this.waiting.add(waiter);
    });
  }

  /** Something has arrived: who waited for it goes on. */
  look(): void {
    for (const waiter of this.waiting) if (waiter.there()) waiter.settle(true);
  }

  giveUp(): void {
    for (const waiter of this.waiting) waiter.settle(false);
  }
}
