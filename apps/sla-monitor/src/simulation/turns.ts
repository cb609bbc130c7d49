interface Parked {
  readonly owner: object;
  readonly what: string;
  readonly go: () => void;
}

/**
 * One thread for all processes. Work runs until it asks for its next turn, and then stands still until it is given
 * one; who gets it, the seed decides. No timer and no input is ever waited for, so that a run happens again as it was.
 */
export class Turns {
  private parked: Parked[] = [];
  private atRest: (() => void) | undefined;
  private failure: { readonly error: unknown } | undefined;

  /** How many wait for a turn. */
  get waiting(): number {
    return this.parked.length;
  }

  /** What they wait to do. */
  whose(): string[] {
    return this.parked.map(({ what }) => what);
  }

  /** Begins a piece of work. Resolves when it stands still for the first time, or is done. */
  begin(work: () => Promise<void>): Promise<void> {
    return this.until(() => {
      work().then(
        () => this.rest(),
        (error: unknown) => {
          this.failure ??= { error };
          this.rest();
        },
      );
    });
  }

  /** Stands still until chosen. What belongs to an owner that dies meanwhile is never heard of again. */
  turn(owner: object, what: string): Promise<void> {
    return new Promise((go) => {
      this.parked.push({ owner, what, go });
      this.rest();
    });
  }

  /** Stands still for ever: the process is dead. */
  never(): Promise<never> {
    this.rest();
    return new Promise<never>(() => undefined);
  }

  /** Gives one of those that wait its turn. */
  async give(index: number): Promise<void> {
    const [chosen] = this.parked.splice(index, 1);
    if (chosen) await this.until(chosen.go);
  }

  forget(owner: object): void {
    this.parked = this.parked.filter((each) => each.owner !== owner);
  }

  private rest(): void {
    this.atRest?.();
    this.atRest = undefined;
  }

  private async until(act: () => void): Promise<void> {
    const rest = new Promise<void>((resolve) => {
      this.atRest = resolve;
    });
    act();
    await rest;
    if (this.failure) throw this.failure.error;
  }
}
