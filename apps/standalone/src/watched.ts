import { setTimeout as delay } from 'node:timers/promises';
import { say, warn } from './say';

/** A server that others depend on: database or broker. */
export interface Server {
  readonly pid: number;
  readonly port: number;
  /** resolves when it has ended, whoever ended it */
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

const firstDelay = 200;
const longestDelay = 5_000;

/** Keeps one server running: started again on the same port when it dies, until it is stopped. */
export class Watched<S extends Server> {
  private stopping = false;

  private constructor(
    private readonly name: string,
    private readonly begin: (port?: number) => Promise<S>,
    private current: S,
    private readonly changed: () => void,
  ) {
    void this.watch();
  }

  static async start<S extends Server>(
    name: string,
    begin: (port?: number) => Promise<S>,
    changed: () => void,
  ): Promise<Watched<S>> {
    return new Watched(name, begin, await begin(), changed);
  }

  get server(): S {
    return this.current;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.current.stop();
  }

  private async watch(): Promise<void> {
    for (;;) {
      await this.current.exited;
      if (this.stopping) return;
      warn(`${this.name} ended; it is started again`);
      const next = await this.again();
      if (!next) return;
      this.current = next;
      this.changed();
      say(`${this.name} was started again (process ${next.pid})`);
    }
  }

  /** undefined where it was stopped meanwhile */
  private async again(): Promise<S | undefined> {
    const { port } = this.current;
    for (let pause = firstDelay; !this.stopping; pause = Math.min(longestDelay, pause * 2)) {
      const next = await this.attempt(port);
      if (next) return this.unlessStopped(next);
      await delay(pause);
    }
    return undefined;
  }

  private async attempt(port: number): Promise<S | undefined> {
    try {
      return await this.begin(port);
    } catch (error) {
      warn(`${this.name} cannot be started: ${error instanceof Error ? error.message : 'unknown'}`);
      return undefined;
    }
  }

  private async unlessStopped(next: S): Promise<S | undefined> {
    if (!this.stopping) return next;
    await next.stop();
    return undefined;
  }
}
