import { setTimeout as delay } from 'node:timers/promises';
import { COMPLAINTS } from '@satupintu/events';
import { readCheckpoint } from '@satupintu/log';
import { type Deps } from '@satupintu/service';
import { type Deliveries } from './deliver';
import { Messages } from './rows';

/** Machine time, milliseconds. */
const pause = 1_000;
const shortest = 10;
/** How long settling waits for first attempts. A gateway that does not answer holds up nobody. */
const patience = 3_000;

/** Sees to it that messages go out: looks every second, and at once when somebody waits for everything to be done. */
export class Sending {
  private readonly stopping = new AbortController();
  private readonly messages: Messages;
  private running: Promise<void> | undefined;
  private passing: Promise<number> | undefined;
  /** the last wait for first attempts ran out */
  private isAway = false;

  constructor(
    private readonly deps: Deps,
    private readonly deliveries: Deliveries,
  ) {
    this.messages = new Messages(deps.pool);
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Waits for attempts under way, but not for a gateway that does not answer. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.race([this.running, delay(patience, undefined, { ref: false })]);
  }

  /** Whether something had never been tried; when it answers, it was, or its gateway does not answer. */
  async busy(): Promise<boolean> {
    if (this.isAway || !this.running || !(await this.messages.isAnyUntried())) return false;
    this.isAway = !(await Promise.race([this.pass().then(() => true), delay(patience, false)]));
    return !this.isAway;
  }

  /** One pass at a time; all of the log is read before, so that what it tells of is not sent again. */
  private pass(): Promise<number> {
    this.passing ??= this.passOnce().finally(() => (this.passing = undefined));
    return this.passing;
  }

  private async passOnce(): Promise<number> {
    if (!(await this.messages.isAnyDue()) || !(await this.readOn())) return 0;
    const done = await this.deliveries.pass(this.stopping.signal);
    this.isAway = false;
    return done;
  }

  /** Waits until everything is applied that is on the log now. @returns false when stopped before */
  private async readOn(): Promise<boolean> {
    const { log, pool } = this.deps;
    const ends = await log.end(COMPLAINTS);
    while (!this.stopping.signal.aborted) {
      const applied = await readCheckpoint(pool, COMPLAINTS);
      if ([...ends].every(([partition, end]) => (applied.get(partition) ?? 0) >= end)) return true;
      await this.sleep(shortest);
    }
    return false;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      try {
        await this.pass();
        failures = 0;
      } catch (error) {
        if (failures++ === 0) this.deps.logger.warn({ err: error }, 'messages cannot be sent now');
      }
      await this.sleep(pause);
    }
  }

  private sleep(milliseconds: number): Promise<void> {
    return delay(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
