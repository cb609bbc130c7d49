import { type Case, evolve } from '@satupintu/domain';
import { type ComplaintFact, COMPLAINTS, encode } from '@satupintu/events';
import { type Handle, Loop, type Log, type LoopLogger, type Subscription } from '@satupintu/log';
import { type Deps } from '@satupintu/service';
import { Firing } from '../firing/fire-due';
import { type DueTimer, type FiringPorts, type Place, type SweepPorts } from '../firing/ports';
import { Sweep } from '../firing/sweep';
import { project } from '../project';
import { clockViews } from '../views';
import { Books } from './books';
import { Away } from './faults';
import { type Text } from './topic';
import { type World } from './world';

const quiet: LoopLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Milliseconds that machines' clocks may be apart. */
export const SKEW = 2_000;

interface TimerRow {
  readonly clock_id: string;
  readonly complaint_id: string;
  readonly due_at: string;
  readonly kind: DueTimer['timer']['kind'];
  readonly level: number;
}

/** What an outage interrupts is tried again when the process wakes next. */
async function unlessAway(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Away)) throw error;
  }
}

const before = (one: Place, other: Place) =>
  one.at !== other.at
    ? one.at < other.at
    : one.complaintId !== other.complaintId
      ? one.complaintId < other.complaintId
      : one.clockId < other.clockId;

/**
 * One process of the clocks' service: the real loop, reaction, firing and sweep, over a database, a log and a clock
 * that are the world's. All that it holds in memory dies with it.
 */
export class Machine {
  readonly books: Books;
  /** milliseconds by which its clock is off */
  drift = 0;
  dead = false;
  /** partitions that it believes to hold, and the offset it would take next */
  readonly holds = new Map<number, number | undefined>();
  consuming = false;
  relaying = false;
  watching = false;
  moving = false;
  private subscription: Subscription | undefined;
  private readonly loop: Loop<Case>;
  private readonly firing: Firing;
  private readonly sweep: Sweep;

  constructor(
    readonly name: string,
    private readonly world: World,
  ) {
    this.books = new Books(world.published, () => this.now(), world.setting.directory);
    this.loop = new Loop<Case>({
      consumer: 'sla-monitor',
      topic: COMPLAINTS,
      log: this.log(),
      pool: world.database.pool(this.session()),
      fold: { version: 1, evolve },
      views: clockViews,
      handle: this.handle(),
      logger: quiet,
      cacheSize: world.cacheSize,
    });
    this.firing = new Firing(this.firingPorts(), world.pageSize);
    this.sweep = new Sweep(this.sweepPorts(), new AbortController().signal, world.pageSize);
  }

  now(): string {
    return new Date(this.world.trueTime + this.drift).toISOString();
  }

  /** Takes the next records of the partitions that it holds, those of several partitions in one step. */
  async consume(most: number): Promise<void> {
    this.consuming = true;
    if (!this.subscription) await this.loop.start();
    await Promise.all([...this.holds.keys()].map((partition) => this.take(partition, most)));
    this.consuming = false;
  }

  /** Appends what stands in the outbox, then removes it. */
  async relay(most: number): Promise<void> {
    this.relaying = true;
    await unlessAway(() => this.alone('relaying', () => this.relayNext(most)));
    this.relaying = false;
  }

  /** What the monitor does when it wakes: what is due is fired, moved first where due times are still being moved. */
  async watch(): Promise<void> {
    this.watching = true;
    const horizon = new Date(this.world.trueTime + this.drift - SKEW).toISOString();
    await unlessAway(() => this.firing.upTo(horizon, this.sweep.needed()));
    this.watching = false;
  }

  /** Beside it, due times are moved where other versions are in force. */
  async move(): Promise<void> {
    this.moving = true;
    await unlessAway(async () => {
      if (this.sweep.needed()) await this.sweep.run();
    });
    this.moving = false;
  }

  private async relayNext(most: number): Promise<void> {
    const { database } = this.world;
    const waiting = database.outbox.slice(0, most);
    if (waiting.length === 0) return;
    await this.world.append(this, waiting);
    const said = new Set(waiting.map(({ seq }) => seq));
    await this.world.durable(this, 'removes from the outbox', () => {
      database.outbox = database.outbox.filter(({ seq }) => !said.has(seq));
    });
  }

  private async take(partition: number, most: number): Promise<void> {
    const subscription = this.subscription;
    if (!subscription) return;
    try {
      const from = this.holds.get(partition) ?? (await subscription.start(partition));
      this.holds.set(partition, from);
      const records = this.world.topic.after(partition, from, most);
      const last = records.at(-1);
      if (!last) return;
      await subscription.take({ topic: COMPLAINTS, partition, records });
      this.holds.set(partition, last.offset + 1);
    } catch (error) {
      if (!(error instanceof Error && 'retryable' in error)) throw error;
      this.holds.set(partition, undefined);
    }
  }

  private handle(): Handle<Case> {
    const react = project({ reference: this.books as unknown as Deps['reference'] });
    return async (batch, context) => {
      const outcome = await react(batch, context);
      this.world.database.note(batch);
      return outcome;
    };
  }

  private session() {
    return {
      begin: () => this.world.turns.turn(this, `${this.name} takes facts`),
      commit: (effect: () => void) => this.world.decided(this, 'commits', effect),
    };
  }

  /** The loop only subscribes; what is delivered, the world decides. */
  private log(): Log {
    const log: Pick<Log, 'subscribe'> = {
      subscribe: (subscription) => {
        this.subscription = subscription;
        const stop = () => Promise.resolve();
        const idle = () => undefined;
        return Promise.resolve({ partitions: new Set<number>(), pause: idle, resume: idle, stop });
      },
    };
    return log as Log;
  }

  private common(lock: string) {
    return {
      readOn: () => this.readOn(),
      states: (complaintIds: readonly string[]) => this.loop.states(complaintIds),
      refs: () => this.books.refs(),
      now: () => this.now(),
      append: (facts: readonly ComplaintFact[]) => this.say(facts),
      alone: <T>(work: () => Promise<T>) => this.alone(lock, work),
    };
  }

  private firingPorts(): FiringPorts {
    return {
      ...this.common('firing'),
      due: async (upTo, after, limit) => {
        await this.world.turns.turn(this, `${this.name} looks for what is due`);
        return this.due(upTo, after, limit);
      },
    };
  }

  private sweepPorts(): SweepPorts {
    return {
      ...this.common('sweeping'),
      movable: async (after, limit) => {
        await this.world.turns.turn(this, `${this.name} looks for what may move`);
        return this.movable(after, limit);
      },
      published: () => this.books.read >= 2,
      book: {
        read: () => Promise.resolve(this.world.database.swept),
        write: (place) =>
          this.world.durable(this, 'writes down how far it moved due times', () => {
            this.world.database.swept = place;
          }),
      },
    };
  }

  private async readOn(): Promise<boolean> {
    const { topic, database, published, sabotage } = this.world;
    if (sabotage === 'fires-unread') return true;
    const [ends, reference] = [topic.ends(), published.length];
    const isThere = () =>
      this.books.read >= reference &&
      ends.every((end, partition) => (database.checkpoint.get(partition) ?? 0) >= end);
    while (!isThere()) await this.world.turns.turn(this, `${this.name} reads on`);
    return true;
  }

  private due(upTo: string, after: Place, limit: number): DueTimer[] {
    const rows = [...this.world.database.table('timer').values()] as unknown as TimerRow[];
    const placed = rows
      .map(({ clock_id, complaint_id, due_at, kind, level }): DueTimer & { place: Place } => ({
        complaintId: complaint_id,
        timer: { clockId: clock_id, kind, level, at: due_at },
        place: { at: due_at, complaintId: complaint_id, clockId: clock_id },
      }))
      .filter(({ place }) => place.at <= upTo && (after.at === '-infinity' || before(after, place)))
      .filter(({ place }) => !(this.world.sabotage === 'skips-due' && place.clockId.startsWith('0')))
      .sort((one, other) => (before(one.place, other.place) ? -1 : 1));
    return placed.slice(0, limit).map(({ complaintId, timer }) => ({ complaintId, timer }));
  }

  private movable(after: string, limit: number): string[] {
    const rows = [...this.world.database.table('clock').values()];
    const ids = rows.flatMap(({ movable, complaint_id }) =>
      movable === true && typeof complaint_id === 'string' && complaint_id > after ? [complaint_id] : [],
    );
    return [...new Set(ids)].sort().slice(0, limit);
  }

  private async say(facts: readonly ComplaintFact[]): Promise<void> {
    if (facts.length === 0) return;
    const { sabotage, random } = this.world;
    const said = sabotage === 'random-ids' ? facts.map((one) => ({ ...one, id: random.uuid() })) : facts;
    const records: Text[] = said.map((one) => ({ key: one.subject, value: encode(one) }));
    await this.world.append(this, records);
  }

  /** The lock goes with the connection: whoever lost it works on without knowing. */
  private async alone<T>(lock: string, work: () => Promise<T>): Promise<T | undefined> {
    const { locks } = this.world;
    if (locks.has(lock)) return undefined;
    locks.set(lock, this);
    try {
      return await work();
    } finally {
      if (locks.get(lock) === this) locks.delete(lock);
    }
  }
}
