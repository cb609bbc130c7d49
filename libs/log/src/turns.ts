/**
 * Lets one caller at a time do something under a name. A partition that moves between two subscriptions of one
 * process is handed over between two batches, never within one.
 */
export class Turns {
  private readonly last = new Map<string, Promise<void>>();

  async take(name: string, work: () => Promise<void>): Promise<void> {
    const mine = (this.last.get(name) ?? Promise.resolve()).then(work);
    const settled = mine.catch(() => undefined);
    this.last.set(name, settled);
    try {
      await mine;
    } finally {
      if (this.last.get(name) === settled) this.last.delete(name);
    }
  }
}
