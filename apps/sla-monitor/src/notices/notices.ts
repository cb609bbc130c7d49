import { setTimeout as delay } from 'node:timers/promises';
import { type Deps } from '@satupintu/service';
import { readOn } from '../firing/read-on';
import { channelOf, type Send } from './channel';
import { Contacts } from './contacts';
import { Deliveries } from './deliver';
import { Dispatch } from './dispatch';

/** Machine time, milliseconds. */
const pause = 1_000;
/** How long the mover of the virtual clock waits for a first attempt. A server that does not answer holds up nobody. */
const patience = 3_000;

/**
 * Tells those who are addressed. Domain time says when a notice is made, machine time when it is tried. On the real
 * clock it looks every second; on the virtual one the supervisor says when notices are made.
 */
export class Notices {
  private readonly dispatch: Dispatch;
  private readonly deliveries: Deliveries;
  private running: Promise<void> | undefined;
  /** the last wait for first attempts ran out */
  private isAway = false;

  /** `isQuiet`: nothing due is left unfired for long, so that what is told now is all there is to tell */
  constructor(
    private readonly deps: Deps,
    private readonly stopped: AbortSignal,
    private readonly isQuiet: () => Promise<boolean>,
    send: Send = channelOf(deps.config),
  ) {
    this.dispatch = new Dispatch(deps);
    this.deliveries = new Deliveries(deps, send);
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Once stopped: waits for attempts under way, but not for a server that does not answer. */
  async finished(): Promise<void> {
    await Promise.race([this.running, delay(patience)]);
  }

  /** When the next notice is to be made, domain time. */
  next(): Promise<string | undefined> {
    return this.dispatch.next(this.deps.clock.now());
  }

  /** Makes what is to be made now, and gives each a first try, for a while. */
  async now(): Promise<void> {
    if (!(await readOn(this.deps, this.stopped))) return;
    if ((await this.dispatch.run(this.deps.clock.now())) === 0 || this.isAway) return;
    const tried = this.deliveries.pass(this.stopped).then(() => true);
    this.isAway = !(await Promise.race([tried, delay(patience, false)]));
  }

  private async run(): Promise<void> {
    const contacts = new Contacts(this.deps.pool, this.deps.master);
    await contacts
      .rewrap()
      .catch((error: unknown) => this.deps.logger.warn({ err: error }, 'contacts keep their key'));
    // A server that does not answer keeps deliveries waiting, but not the making of what is urgent.
    await Promise.all([this.again(() => this.make()), this.again(() => this.deliver())]);
  }

  private async again(work: () => Promise<void>): Promise<void> {
    let failures = 0;
    while (!this.stopped.aborted) {
      try {
        await work();
        failures = 0;
      } catch (error) {
        if (failures++ === 0) this.deps.logger.warn({ err: error }, 'notices cannot be sent now');
      }
      await delay(pause, undefined, { signal: this.stopped }).catch(() => undefined);
    }
  }

  private async make(): Promise<void> {
    const { clock, config } = this.deps;
    if (config.virtual || !(await readOn(this.deps, this.stopped))) return;
    await this.dispatch.run(clock.now(), (await this.isQuiet()) ? 'all' : 'urgent');
  }

  private async deliver(): Promise<void> {
    if (!(await readOn(this.deps, this.stopped))) return;
    if ((await this.deliveries.pass(this.stopped)) > 0) this.isAway = false;
  }
}
