interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: what arrives while a group is being written goes together into the next one, so that a burst costs
 * as many commits as the disk can do and no more. `write` answers in the order of its items.
 */
export class Batcher<T, R> {
  private waiting: Waiting<T, R>[] = [];
  private writing = false;

  constructor(
    private readonly write: (items: readonly T[]) => Promise<readonly R[]>,
    private readonly most = 300,
  ) {}

  add(item: T): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.writing) {
        this.writing = true;
        // One turn of the event loop, so that requests of the same packet share the first group as well.
        setImmediate(() => void this.drain());
      }
    });
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) await this.writeGroup(this.waiting.splice(0, this.most));
    this.writing = false;
  }

  private async writeGroup(group: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.write(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => resolve(results[index] as R));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
