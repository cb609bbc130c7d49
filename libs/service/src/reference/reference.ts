import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type DirectoryIndex, indexDirectory } from '@satupintu/domain';
import {
  type Calendar,
  decode,
  type Directory,
  encode,
  type Fact,
  REFERENCE,
  type ReferenceFact,
  type RoutingPolicy,
  type SlaPolicy,
} from '@satupintu/events';
import { type Appender, type Batch, type Log, type Running } from '@satupintu/log';
import { LRUCache } from 'lru-cache';
import { type Logger } from 'pino';
import { type Clock } from '../clock';
import { unavailable } from '../http/problem';
import { type Appointments } from './appointments';
import { ReferenceBook } from './book';
import { type Handovers } from './handovers';
import { type Partners } from './partners';
import { Waiters } from './waiters';

export interface ReferenceParts {
  readonly log: Log;
  readonly appender: Appender;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A version that nobody has published, or that has not been read in time. Reading on may help. */
export class UnknownVersion extends Error {
  readonly code = 'unknown-version';
  readonly retryable = true;
}

const patience = 5000;

/**
 * Everything that all must know (directory, policies, calendars, appointments), held in memory: the topic read from
 * the beginning by each process, then live. A fact that cannot be read makes the service not ready.
 */
export class Reference {
  private readonly book = new ReferenceBook();
  private readonly next = new Map<number, number>();
  private readonly arrivals = new Waiters();
  private readonly indexes = new LRUCache<string, DirectoryIndex>({ max: 3 });
  private readonly listeners: ((fact: Fact) => void)[] = [];
  private readonly stopping = new AbortController();
  private running: Running | undefined;
  private complete = false;
  private fault: string | undefined;

  constructor(private readonly parts: ReferenceParts) {}

  /** Reads to the end, then follows. Resolves once read; waits for the log as long as it takes. */
  async start(): Promise<void> {
    while (!this.isStopped()) {
      try {
        for await (const batch of this.parts.log.read(REFERENCE, this.next)) this.take(batch);
        this.complete = true;
        this.running = await this.follow();
        if (this.isStopped()) await this.running.stop();
        return;
      } catch (error) {
        this.parts.logger.warn({ err: error }, 'reference facts cannot be read yet');
        await delay(500, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.arrivals.giveUp();
    await this.running?.stop();
  }

  /** Read to the end once, and nothing undecodable among it. */
  ready(): boolean {
    return this.complete && this.fault === undefined;
  }

  /** Why it is not ready though everything was read. */
  get problem(): string | undefined {
    return this.fault;
  }

  async caughtUp(): Promise<boolean> {
    const end = await this.parts.log.end(REFERENCE);
    return [...end].every(([partition, offset]) => (this.next.get(partition) ?? 0) >= offset);
  }

  /** Resolves true when everything was read that is on the log, false after the patience (milliseconds of machine time). */
  async catchUp(timeoutMs = patience): Promise<boolean> {
    const end = await this.parts.log.end(REFERENCE);
    const isThere = () => [...end].every(([partition, offset]) => (this.next.get(partition) ?? 0) >= offset);
    return this.arrivals.until(isThere, timeoutMs);
  }

  /** Resolves true when the fact has been read here, false after the patience (milliseconds of machine time). */
  async wait(factId: string, timeoutMs = patience): Promise<boolean> {
    return this.arrivals.until(() => this.book.has(factId), timeoutMs);
  }

  /** Whether the fact has been read here. */
  has(factId: string): boolean {
    return this.book.has(factId);
  }

  /** Called for each new fact, in order, from now on. */
  onFact(listener: (fact: Fact) => void): void {
    this.listeners.push(listener);
  }

  /** In effect now, or at an instant. @throws Problem 503 `not-ready` while none is published */
  directory(at = this.now()): DirectoryIndex {
    return this.index(present(this.book.directories.at(at)));
  }

  routingPolicy(at = this.now()): RoutingPolicy {
    return present(this.book.routingPolicies.at(at));
  }

  slaPolicy(at = this.now()): SlaPolicy {
    return present(this.book.slaPolicies.at(at));
  }

  calendar(at = this.now()): Calendar {
    return present(this.book.calendars.at(at));
  }

  /** A version that a fact was stamped with; reads on until it is there. @throws UnknownVersion */
  async directoryVersion(version: string): Promise<DirectoryIndex> {
    return this.index(await this.version(version, (wanted) => this.book.directories.version(wanted)));
  }

  async routingPolicyVersion(version: string): Promise<RoutingPolicy> {
    return this.version(version, (wanted) => this.book.routingPolicies.version(wanted));
  }

  async slaPolicyVersion(version: string): Promise<SlaPolicy> {
    return this.version(version, (wanted) => this.book.slaPolicies.version(wanted));
  }

  async calendarVersion(version: string): Promise<Calendar> {
    return this.version(version, (wanted) => this.book.calendars.version(wanted));
  }

  /** All versions, in the order of publication. */
  directories(): readonly Directory[] {
    return this.book.directories.all();
  }

  routingPolicies(): readonly RoutingPolicy[] {
    return this.book.routingPolicies.all();
  }

  calendars(): readonly Calendar[] {
    return this.book.calendars.all();
  }

  slaPolicies(): readonly SlaPolicy[] {
    return this.book.slaPolicies.all();
  }

  get models(): readonly Fact<'ModelPublished'>[] {
    return this.book.models;
  }

  get appointments(): Appointments {
    return this.book.appointments;
  }

  get handovers(): Handovers {
    return this.book.handovers;
  }

  get partners(): Partners {
    return this.book.partners;
  }

  /** Appends a version that ships with the program, unless it is on the log already. Safe to repeat. */
  async publishShipped(fact: ReferenceFact): Promise<void> {
    if (this.book.has(fact.id)) return;
    await this.parts.appender.append([{ topic: REFERENCE, key: fact.subject, value: encode(fact) }]);
    if (!(await this.wait(fact.id)))
      throw new UnknownVersion(`${fact.type} was appended, but not read back in time`);
  }

  private isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private now(): string {
    return this.parts.clock.now();
  }

  private index(directory: Parameters<typeof indexDirectory>[0]): DirectoryIndex {
    const known = this.indexes.get(directory.version);
    if (known) return known;
    const index = indexDirectory(directory);
    this.indexes.set(directory.version, index);
    return index;
  }

  private async version<T>(version: string, find: (version: string) => T | undefined): Promise<T> {
    await this.arrivals.until(() => find(version) !== undefined, patience);
    const found = find(version);
    if (found === undefined) throw new UnknownVersion(`version ${version} is not on the log`);
    return found;
  }

  private follow(): Promise<Running> {
    return this.parts.log.subscribe({
      consumer: `reference-${randomUUID()}`,
      topic: REFERENCE,
      start: (partition) => Promise.resolve(this.next.get(partition) ?? 0),
      take: (batch) => {
        this.take(batch);
        return Promise.resolve();
      },
    });
  }

  private take({ partition, records }: Batch): void {
    for (const { offset, value } of records) {
      if (offset < (this.next.get(partition) ?? 0)) continue;
      this.read(value, `${partition}:${offset}`);
      this.next.set(partition, offset + 1);
    }
    this.arrivals.look();
  }

  private read(value: string, where: string): void {
    try {
      const fact = decode(value);
      if (this.book.fold(fact)) for (const listener of this.listeners) listener(fact);
    } catch (error) {
      this.fault = `the reference fact at ${where} cannot be handled`;
      this.parts.logger.error({ err: error }, this.fault);
    }
  }
}

function present<T>(value: T | undefined): T {
  if (value === undefined)
    throw unavailable('not-ready', 'The directory and the policies are not read yet.', 2);
  return value;
}
