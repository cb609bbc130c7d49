import { setTimeout as delay } from 'node:timers/promises';
import { nextChange } from '@satupintu/domain';
import { type Deps } from '@satupintu/service';
import { Notices } from '../notices/notices';
import { readNextDue } from './due-timers';
import { Firing } from './fire-due';
import { firingPorts, sweepPorts } from './postgres-ports';
import { Sweep } from './sweep';
import { isPublished } from '../refs';

/** Longest sleep, milliseconds of machine time: what another process or a new fact brought is seen by then. */
const longest = 1_000;
const shortest = 20;
/** What is due for longer waits in a backlog, milliseconds of domain time: there is always something due on a busy day. */
const backlog = 60_000;
/** After so long a timer that stays the oldest one due will not be fired soon. Milliseconds of machine time. */
const stuck = 300_000;

/**
 * The one that watches the clocks. On the real clock it wakes at the next due instant plus the skew allowed between
 * machines and fires. On the virtual clock the supervisor says when. In both it sweeps when versions change.
 */
export class Monitor {
  private readonly stopping = new AbortController();
  private readonly firing: Firing;
  private readonly sweep: Sweep;
  private readonly notices: Notices;
  private running: Promise<void> | undefined;
  private sweeping: Promise<void> | undefined;
  /** what was due and not fired when notices last asked; `since` in machine time */
  private oldest: { readonly due: string; readonly since: number } | undefined;

  constructor(private readonly deps: Deps) {
    const { signal } = this.stopping;
    this.firing = new Firing(firingPorts(deps, signal), deps.config.firingBatch);
    this.sweep = new Sweep(sweepPorts(deps, signal), signal);
    this.notices = new Notices(deps, signal, () => this.isQuiet());
  }

  get stopped(): AbortSignal {
    return this.stopping.signal;
  }

  start(): void {
    this.running ??= this.run();
    this.notices.start();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.running, this.sweeping, this.notices.finished()]);
  }

  /** Whether due times are still to be moved; settling waits for that. */
  busy(): boolean {
    return this.sweep.needed();
  }

  /** Resolves when due times have been moved, or the patience (machine time) is over. */
  async swept(patienceMs: number): Promise<void> {
    const until = Date.now() + patienceMs;
    while (this.sweep.needed() && Date.now() < until && !this.stopping.signal.aborted)
      await this.sleep(shortest);
  }

  /** What happens next by itself, up to an instant: a timer, a version that comes into force, a notice. */
  async nextDue(upTo: string): Promise<string | null> {
    const { clock, pool, reference } = this.deps;
    const now = clock.now();
    const change = nextChange([...reference.calendars(), ...reference.slaPolicies()], now);
    const due = await readNextDue(pool);
    const notice = await this.notices.next();
    const [first] = [due, change, notice].filter((at) => at !== undefined && at <= upTo).sort();
    return first ?? null;
  }

  /** Fires everything that is due by now, then makes the notices that are to be made now. @returns facts said */
  async fire(): Promise<number> {
    while (!(await this.isSwept()) && !this.stopping.signal.aborted) await this.sleep(shortest);
    const said = await this.firing.upTo(this.deps.clock.now());
    await this.notices.now();
    return said;
  }

  /** No backlog is left to fire. A timer that cannot be fired silences nobody: after a while it does not count. */
  private async isQuiet(): Promise<boolean> {
    if (this.sweep.needed()) return false;
    const due = await readNextDue(this.deps.pool);
    if (due === undefined || Date.parse(due) > Date.parse(this.horizon()) - backlog) return true;
    if (this.oldest?.due !== due) this.oldest = { due, since: performance.now() };
    return performance.now() - this.oldest.since > stuck;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      try {
        await this.tick();
        failures = 0;
        await this.sleep(await this.untilNext());
      } catch (error) {
        if (failures++ === 0) this.deps.logger.warn({ err: error }, 'the clocks cannot be watched now');
        await this.sleep(longest);
      }
    }
  }

  private async tick(): Promise<void> {
    if (this.sweep.needed()) this.sweepBeside();
    const horizon = this.horizon();
    if (this.deps.config.virtual || !isPublished(this.deps)) return;
    const due = await readNextDue(this.deps.pool);
    if (due !== undefined && due <= horizon) await this.firing.upTo(horizon, this.sweep.needed());
  }

  /** Going through millions of cases takes minutes, for which no clock that is due can wait. */
  private sweepBeside(): void {
    this.sweeping ??= this.sweep
      .run()
      .catch((error: unknown) => this.deps.logger.warn({ err: error }, 'due times cannot be moved now'))
      .finally(() => (this.sweeping = undefined));
  }

  /** Moves the due times that are to be moved. While another process is at it, what seems due may not be. */
  private async isSwept(): Promise<boolean> {
    if (this.sweep.needed()) await this.sweep.run();
    return !this.sweep.needed();
  }

  /** What is due before this instant is due on the clock of every machine. */
  private horizon(): string {
    const { clock, config } = this.deps;
    return new Date(Date.parse(clock.now()) - config.clockSkewMs).toISOString();
  }

  private async untilNext(): Promise<number> {
    if (this.deps.config.virtual) return shortest * 5;
    const due = await readNextDue(this.deps.pool);
    if (due === undefined) return longest;
    return Math.min(longest, Math.max(shortest, Date.parse(due) - Date.parse(this.horizon()) + 1));
  }

  private async sleep(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

const monitors = new WeakMap<Deps, Monitor>();
/** The monitor of a running service. */
export function monitorOf(deps: Deps): Monitor {
  const monitor = monitors.get(deps) ?? new Monitor(deps);
  monitors.set(deps, monitor);
  return monitor;
}
