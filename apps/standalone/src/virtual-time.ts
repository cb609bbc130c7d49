import { setTimeout as delay } from 'node:timers/promises';
import { type Fleet } from './fleet';

/** The wish cannot be granted; `code` is the problem's. */
export class ClockRefusal extends Error {
  constructor(
    readonly code: 'no-virtual-clock' | 'clock-backwards',
    message: string,
  ) {
    super(message);
  }
}

/** Most timers that one move may fire: beyond it something feeds itself. */
const mostSteps = 1_000_000;
/** How long a part that is away is waited for, milliseconds of machine time. */
const patience = 60_000;
const pause = 200;

/** The virtual clock of all services together. It stands still, and moves from one due instant to the next. */
export class VirtualTime {
  private moving: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly fleet: Fleet,
    /** undefined: the real clock */
    private instant: string | undefined,
    /** called before the services are told, so that one that is started meanwhile begins there */
    private readonly keep: (now: string) => void,
  ) {}

  get now(): string | undefined {
    return this.instant;
  }

  /**
   * Resolves when all have read to the end and nothing waits to be said, two rounds running. While a part is away
   * (database, broker, a service) it is waited for.
   */
  async settle(): Promise<void> {
    const end = performance.now() + patience;
    for (let quiet = 0; quiet < 2;) {
      try {
        const answers = await this.fleet.askAll({ kind: 'settle' });
        quiet = answers.some(({ busy }) => busy === true) ? 0 : quiet + 1;
      } catch (error) {
        if (performance.now() > end) throw error;
        quiet = 0;
        await delay(pause);
      }
    }
  }

  /**
   * Moves to `to`: every timer up to there fires at its own due instant, in order, and what follows from it is
   * settled before the next. Moves queue up.
   * @throws ClockRefusal
   */
  move(to: string): Promise<string> {
    const done = this.moving.then(() => this.moveNow(to));
    this.moving = done.catch(() => undefined);
    return done;
  }

  private async moveNow(to: string): Promise<string> {
    if (this.instant === undefined)
      throw new ClockRefusal('no-virtual-clock', 'The clock is the real one; start with --clock.');
    if (to < this.instant)
      throw new ClockRefusal('clock-backwards', `It is ${this.instant}; the clock moves forwards only.`);
    await this.settle();
    for (let step = 0; step < mostSteps; step++) {
      const { at } = await this.fleet.ask('sla-monitor', { kind: 'next-due', upTo: to });
      if (typeof at !== 'string') break;
      // A timer that is overdue already (a policy was made stricter) fires now.
      await this.set(at > this.instant ? at : this.instant);
      // All of them at once, as on the real clock: which one fires is theirs to settle.
      await this.fleet.askEach('sla-monitor', { kind: 'fire' });
      await this.settle();
    }
    await this.set(to);
    await this.settle();
    return to;
  }

  private async set(now: string): Promise<void> {
    this.instant = now;
    this.keep(now);
    await this.fleet.askAll({ kind: 'clock', now });
  }
}
