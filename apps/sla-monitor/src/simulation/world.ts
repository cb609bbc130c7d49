import { type Case } from '@satupintu/domain';
import { encode, type Fact, type ReferenceFact } from '@satupintu/events';
import { clockViews } from '../views';
import { Database } from './database';
import { Away, Faults, type Weather, weatherOf } from './faults';
import { Machine, SKEW } from './machine';
import { People } from './people';
import { Random } from './random';
import { rebuilt } from './rebuild';
import { type Sabotage } from './sabotage';
import { calendarFact, policyFact, type Setting, settings } from './setting';
import { type Text, Topic } from './topic';
import { Truth } from './truth';
import { Turns } from './turns';

const minute = 60_000;
const day = 24 * 60 * minute;

/** One run: a stretch of time that follows from its seed, with all that happens in it. */
export class World {
  readonly random: Random;
  readonly setting: Setting;
  readonly weather: Weather;
  readonly faults: Faults;
  readonly turns = new Turns();
  readonly topic: Topic;
  readonly truth = new Truth();
  readonly database: Database;
  readonly published: ReferenceFact[] = [];
  readonly locks = new Map<string, Machine>();
  readonly people: People;
  readonly pageSize: number;
  readonly cacheSize: number;
  /** milliseconds since 1970, on a clock that is never wrong */
  trueTime: number;
  /** a clock was wrong by more than the skew */
  jumped = false;
  crashes = 0;
  private readonly machines: (Machine | undefined)[];
  private readonly backAt: number[] = [];
  private nextCalendar = 1;
  private nextPolicy = 1;
  private born = 0;

  constructor(
    seed: number,
    readonly sabotage?: Sabotage,
  ) {
    this.random = new Random(seed);
    this.setting = this.random.pick(settings());
    this.weather = weatherOf(this.random);
    this.faults = new Faults(this.random, this.weather);
    this.topic = new Topic(this.random.int(1, 3));
    this.database = new Database(clockViews, sabotage);
    this.pageSize = this.random.pick([1, 2, 500]);
    this.cacheSize = this.random.pick([1, 100]);
    this.trueTime = this.setting.begins + this.random.int(0, 7 * day);
    this.people = new People(this);
    this.machines = Array.from({ length: this.random.int(1, 3) }, () => undefined);
    this.publishFirst();
    this.machines.forEach((_, index) => this.boot(index));
  }

  state(complaintId: string): Case | undefined {
    return this.truth.states.get(complaintId);
  }

  /** A fact of another service comes to the log. */
  tell(one: Fact): void {
    this.record({ key: one.subject, value: encode(one) });
  }

  /** One thing happens, whatever the seed has next. */
  async move(): Promise<void> {
    const { random, turns } = this;
    this.people.release();
    this.comeBack();
    await random.weighted<() => Promise<void> | void>([
      [turns.waiting > 0 ? 14 : 0, () => turns.give(random.int(0, turns.waiting - 1))],
      [3, () => this.people.act()],
      [6, () => this.consume()],
      [4, () => this.relay()],
      [3, () => this.watch()],
      [1.5, () => this.moveDueTimes()],
      [2, () => this.readReference()],
      [4, () => this.pass()],
      [0.3, () => this.publish()],
      [this.weather.duplicate * 20, () => this.repeat()],
      [this.weather.lockLost * 20, () => this.locks.clear()],
      [0.2 + this.weather.zombie * 20, () => this.reassign()],
      [this.weather.jump * 20, () => this.jump()],
      [this.weather.crash * 10, () => this.crash(random.pick(this.machines))],
      [0.05, () => rebuilt(this.database, this.truth)],
    ])();
  }

  /** A durable step of a process: others may act before it, and how it ends the seed decides. */
  async durable(machine: Machine, what: string, effect: () => void): Promise<void> {
    await this.turns.turn(machine, `${machine.name} ${what}`);
    await this.decided(machine, what, effect);
  }

  async decided(machine: Machine, what: string, effect: () => void, half?: () => void): Promise<void> {
    const fate = this.faults.draw();
    if (fate === 'fails' || fate === 'crash-before') half?.();
    else effect();
    if (fate === 'crash-before' || fate === 'crash-after') {
      this.crash(machine);
      await this.turns.never();
    }
    if (fate === 'fails' || fate === 'lost') throw new Away(`${machine.name} ${what}: ${fate}`);
  }

  /** To the log, which is atomic for no more than one record: where it fails, the first few may be there. */
  async append(machine: Machine, records: readonly Text[]): Promise<void> {
    await this.turns.turn(machine, `${machine.name} appends`);
    const some = () => this.recordAll(records.slice(0, this.random.int(0, records.length - 1)));
    await this.decided(machine, 'appends', () => this.recordAll(records), some);
  }

  /** Nothing fails any more, everybody is back, and everything that was said is handled; then the time that is left passes. */
  async drain(): Promise<void> {
    this.faults.over = true;
    for (const index of this.machines.keys()) {
      if (!this.machines[index]) this.boot(index);
      this.setDrift(this.machines[index], 0);
    }
    this.people.release(true);
    const end = this.trueTime + this.random.pick([1, 20, 90]) * day;
    const stages = this.random.int(1, 3);
    for (let stage = 0; stage <= stages; stage += 1) {
      await this.settle();
      if (stage < stages) this.trueTime += Math.round((end - this.trueTime) / (stages - stage));
    }
  }

  private async settle(): Promise<void> {
    let quiet = 0;
    for (let round = 0; round < 1_000; round += 1) {
      const before = this.progress();
      for (const machine of this.living()) {
        machine.books.read = this.published.length;
        await this.letRun(machine);
      }
      // Who reads on waits for what others do in the next round.
      for (let turns = 0; turns < 100 && this.turns.waiting > 0; turns += 1) await this.turns.give(0);
      quiet = this.turns.waiting === 0 && before === this.progress() ? quiet + 1 : 0;
      if (quiet === 2) return;
    }
    throw new Error(`the service never comes to rest: ${this.turns.whose().join(', ')}`);
  }

  private progress(): string {
    const checkpoint = [...this.database.checkpoint].map(([partition, offset]) => `${partition}:${offset}`);
    return `${this.topic.all.length} ${this.database.outbox.length} ${checkpoint.sort().join(' ')}`;
  }

  private async letRun(machine: Machine): Promise<void> {
    this.assignAll();
    if (!machine.consuming && machine.holds.size > 0) await this.turns.begin(() => machine.consume(50));
    if (!machine.relaying) await this.turns.begin(() => machine.relay(50));
    if (!machine.moving) await this.turns.begin(() => machine.move());
    if (!machine.watching) await this.turns.begin(() => machine.watch());
  }

  private living(): Machine[] {
    return this.machines.filter((machine) => machine !== undefined);
  }

  private async consume(): Promise<void> {
    const idle = this.living().filter(({ consuming, holds }) => !consuming && holds.size > 0);
    if (idle.length > 0)
      await this.turns.begin(() => this.random.pick(idle).consume(this.random.pick([1, 3, 50])));
  }

  private async relay(): Promise<void> {
    const idle = this.living().filter(({ relaying }) => !relaying);
    if (idle.length > 0)
      await this.turns.begin(() => this.random.pick(idle).relay(this.random.pick([1, 50])));
  }

  private async watch(): Promise<void> {
    const idle = this.living().filter(({ watching }) => !watching);
    if (idle.length > 0) await this.turns.begin(() => this.random.pick(idle).watch());
  }

  private async moveDueTimes(): Promise<void> {
    const idle = this.living().filter(({ moving }) => !moving);
    if (idle.length > 0) await this.turns.begin(() => this.random.pick(idle).move());
  }

  private readReference(): void {
    const behind = this.living().filter(({ books }) => books.read < this.published.length);
    if (behind.length > 0) this.random.pick(behind).books.read += 1;
  }

  /** Time passes: minutes, days, or just to where something becomes due. */
  private pass(): void {
    const { random } = this;
    const due = this.soonest();
    const near =
      due - this.trueTime + random.pick([-SKEW, -1, 0, 1, SKEW - 1, SKEW, SKEW + 1, 2 * SKEW, 5 * SKEW]);
    const choices: [number, number][] = [
      [4, random.int(1, 240) * minute],
      [2, random.int(1, 72) * 60 * minute],
      [0.2, random.int(3, 12) * day],
    ];
    if (near > 0 && Number.isFinite(near)) choices.push([4, near]);
    this.trueTime += random.weighted(choices);
  }

  private soonest(): number {
    const rows = [...this.database.table('timer').values()];
    return Math.min(
      ...rows.map(({ due_at }) => (typeof due_at === 'string' ? Date.parse(due_at) : Infinity)),
    );
  }

  private publishFirst(): void {
    const at = new Date(this.trueTime).toISOString();
    const [calendar] = this.setting.calendars;
    const [policy] = this.setting.policies;
    if (calendar && policy) this.published.push(calendarFact(calendar, at), policyFact(policy, at));
  }

  private publish(): void {
    const at = new Date(this.trueTime).toISOString();
    const calendar = this.setting.calendars[this.nextCalendar];
    const policy = this.setting.policies[this.nextPolicy];
    if (calendar && this.random.chance(0.5)) {
      this.nextCalendar += 1;
      this.published.push(calendarFact(calendar, at));
    } else if (policy) {
      this.nextPolicy += 1;
      this.published.push(policyFact(policy, at));
    }
  }

  /** The log may hold a record twice, the second one much later. */
  private repeat(): void {
    const { all } = this.topic;
    if (all.length > 0) this.record(this.random.pick(all));
  }

  private jump(): void {
    const machine = this.random.pick(this.machines);
    if (!machine) return;
    this.jumped = true;
    this.setDrift(machine, this.random.pick([-20 * day, -day, -minute, 0, minute, day, 9 * day]));
  }

  private setDrift(machine: Machine | undefined, jump: number): void {
    const { drift } = this.weather;
    if (machine) machine.drift = jump + this.random.int(-drift, drift);
  }

  /** Partitions without a holder are taken up; one may be given away while its old holder works on. */
  private reassign(): void {
    const living = this.living();
    if (living.length === 0) return;
    const partition = this.random.int(0, this.topic.partitions.length - 1);
    const next = this.random.pick(living);
    const isZombie = this.random.chance(this.weather.zombie * 10);
    if (!isZombie) for (const machine of living) if (!machine.consuming) machine.holds.delete(partition);
    if (!next.holds.has(partition)) next.holds.set(partition, undefined);
  }

  private assignAll(): void {
    const living = this.living();
    for (const partition of this.topic.partitions.keys()) {
      if (living.some(({ holds }) => holds.has(partition))) continue;
      living[partition % living.length]?.holds.set(partition, undefined);
    }
  }

  private boot(index: number): void {
    this.born += 1;
    const machine = new Machine(`m${index}.${this.born}`, this);
    machine.books.read = this.random.int(2, this.published.length);
    this.setDrift(machine, 0);
    this.machines[index] = machine;
    this.assignAll();
  }

  private comeBack(): void {
    for (const [index, machine] of this.machines.entries()) {
      if (!machine && this.trueTime >= (this.backAt[index] ?? 0)) this.boot(index);
    }
  }

  private crash(machine: Machine | undefined): void {
    const index = machine ? this.machines.indexOf(machine) : -1;
    if (!machine || index < 0) return;
    this.crashes += 1;
    this.turns.forget(machine);
    for (const [lock, holder] of this.locks) if (holder === machine) this.locks.delete(lock);
    this.machines[index] = undefined;
    this.backAt[index] = this.trueTime + this.random.next() ** 3 * this.weather.outage * day;
  }

  private recordAll(records: readonly Text[]): void {
    for (const record of records) this.record(record);
  }

  private record(text: Text): void {
    this.truth.take(this.topic.append(text, this.trueTime));
  }
}
