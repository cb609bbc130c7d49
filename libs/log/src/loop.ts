import { type Pool } from 'pg';
import { type Fold, type Handle, type View } from './applied';
import { isOutage, reasonOf } from './fault';
import { Positions, readCheckpoint } from './loop-checkpoint';
import { decodeBatch, type Item } from './loop-decode';
import { isolate } from './loop-isolate';
import { type LoopLogger } from './loop-logger';
import { BatchQueue } from './loop-queue';
import { readStates, StateCache } from './loop-state';
import { Step, type Stepped } from './loop-step';
import { type Verdicts, verdictsIn, Waiters } from './loop-waiters';
import { type Batch, type Log, type Running } from './port';

export interface LoopOptions<S> {
  /** name on the log; processes of one name share the partitions, and one database */
  readonly consumer: string;
  readonly topic: string;
  readonly log: Log;
  /** its connections find `checkpoint`, `case_state`, `outbox`, `parked` and the views without naming a schema */
  readonly pool: Pool;
  readonly fold: Fold<S>;
  readonly views: readonly View[];
  readonly handle: Handle<S>;
  readonly logger: LoopLogger;
  readonly batchSize?: number;
  /** states kept in memory per partition */
  readonly cacheSize?: number;
  /** called after each commit that put something into the outbox; the relay's `kick` */
  readonly said?: () => void;
}

/**
 * The consuming loop of a service. Reads a topic, folds each fact into the state of its subject, hands
 * (fact, verdict, before, after) to the handler, and saves what follows: rows of views, states, facts to say, and the
 * new position, in one transaction whose first statement is a compare-and-set of the position.
 *
 * Hence, whatever is killed at whatever moment: what was committed stays and is not done again, what was not is done
 * again from the start, and of two processes that believe to hold a partition one finds the position moved.
 */
export class Loop<S> {
  private readonly positions: Positions;
  private readonly cache: StateCache<S>;
  private readonly step: Step<S>;
  private readonly queue = new BatchQueue((items) => isolate(items, (some) => this.runStep(some)));
  private readonly waiters: Waiters;
  private running: Running | undefined;
  private troubled = false;

  constructor(private readonly options: LoopOptions<S>) {
    this.positions = new Positions(options.topic);
    this.cache = new StateCache(options.cacheSize);
    this.step = new Step(options, this.positions, this.cache);
    this.waiters = new Waiters(options.pool);
  }

  async start(): Promise<void> {
    const { log, consumer, topic, batchSize } = this.options;
    this.running = await log.subscribe({
      consumer,
      topic,
      start: (partition) => this.begin(partition),
      take: (batch) => this.take(batch),
      ...(batchSize === undefined ? {} : { batchSize }),
    });
  }

  /** Resolves when no batch is under way. */
  async stop(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }

  /**
   * Waits until this service, in whichever of its processes, has applied the facts.
   *
   * @returns what each of them did (when it came first); undefined when the time is over
   * @throws CaseParked when the subject waits behind a fact that could not be handled
   */
  async verdicts(
    subject: string,
    factIds: readonly string[],
    timeoutMs: number,
  ): Promise<Verdicts | undefined> {
    const known = this.cache.peek(subject);
    const here = known && verdictsIn(known.seen, factIds);
    return here ?? this.waiters.wait(subject, factIds, timeoutMs);
  }

  /** The state as committed by this service, in whichever of its processes. */
  async state(subject: string): Promise<S | undefined> {
    return (await this.states([subject])).get(subject);
  }

  async states(subjects: readonly string[]): Promise<Map<string, S>> {
    return readStates<S>(this.options.pool, subjects);
  }

  /** Is everything applied that was on the log at the time of the call, whoever holds the partitions? */
  async caughtUp(): Promise<boolean> {
    return (await this.lag()) === 0;
  }

  /** Offsets between the checkpoint and the end of the log. */
  async lag(): Promise<number> {
    const { log, pool, topic } = this.options;
    const ends = await log.end(topic);
    const positions = await readCheckpoint(pool, topic);
    return [...ends].reduce(
      (sum, [partition, end]) => sum + Math.max(0, end - (positions.get(partition) ?? 0)),
      0,
    );
  }

  private async begin(partition: number): Promise<number> {
    this.cache.forget(partition);
    try {
      return await this.positions.begin(this.options.pool, partition);
    } catch (error) {
      this.trouble(error, partition);
      throw error;
    }
  }

  private async take(batch: Batch): Promise<void> {
    const { partition } = batch;
    try {
      await this.queue.add(partition, decodeBatch(batch, this.positions.at(partition)));
      this.calm();
    } catch (error) {
      // Whether a failed save took effect is not known: both position and states are read again.
      this.positions.forget(partition);
      this.cache.forget(partition);
      this.trouble(error, partition);
      throw error;
    }
  }

  private async runStep(some: readonly Item[]): Promise<void> {
    // After a fenced neighbour a batch is run once more; what is done is behind the position.
    const items = some.filter(({ partition, offset }) => offset >= (this.positions.at(partition) ?? 0));
    if (items.length === 0) return;
    const stepped = await this.step.run(items);
    this.waiters.applied(stepped.known, stepped.blocked);
    this.report(stepped);
    if (stepped.said) this.options.said?.();
  }

  private report({ parked }: Stepped<S>): void {
    const { logger, consumer } = this.options;
    for (const { item, reason } of parked) {
      const { partition, offset, subject } = item;
      logger.error({ consumer, partition, offset, subject, reason }, 'a fact was parked');
    }
  }

  /** Says it once, not with every attempt. */
  private trouble(error: unknown, partition: number): void {
    if (this.troubled) return;
    this.troubled = true;
    const { logger, consumer } = this.options;
    const about = { consumer, partition, reason: reasonOf(error) };
    if (isOutage(error)) logger.warn(about, 'the loop pauses and tries again');
    else logger.error(about, 'the loop is held up');
  }

  private calm(): void {
    if (!this.troubled) return;
    this.troubled = false;
    this.options.logger.info({ consumer: this.options.consumer }, 'the loop goes on');
  }
}
