import { randomUUID } from 'node:crypto';
import { type Actor, COMPLAINTS, encode, type Fact, fact, PARKED } from '@satupintu/events';
import { Pool, type PoolClient } from 'pg';
import { type Fold, type Handle, type RowChange, type View } from './applied';
import { keptTablesSql } from './kept-tables';
import { Loop } from './loop';
import { listParked } from './loop-parking';
import { Outbox } from './outbox';
import { OutboxRelay } from './outbox-relay';
import { type Log, type Outgoing } from './port';
import { openViews, type RebuildOptions } from './rebuild';

/** A small case of our own: the messages posted, one unit at most. `by.subject` says what goes wrong with a fact. */
export interface Thread {
  readonly messages: readonly string[];
  readonly unit?: string;
}

export const threads: Fold<Thread> = {
  version: 1,
  evolve(state, fact) {
    if (fact.by.subject === 'sour' && !remedy.taken) throw new Error('a fact that cannot be folded');
    const { messages, ...rest } = state ?? { messages: [] };
    if (fact.type === 'ThreadMessagePosted') {
      return {
        state: { ...rest, messages: [...messages, fact.data.messageId] },
        verdict: { kind: 'applied' },
      };
    }
    if (fact.type !== 'UnitAssigned' || rest.unit !== undefined)
      return { state, verdict: { kind: 'void', code: 'already-assigned' } };
    return { state: { messages, unit: fact.data.unit }, verdict: { kind: 'applied' } };
  },
};

/** What an operator does about a poison fact: afterwards it can be handled. */
export const remedy = { taken: false };

export const threadViews: readonly View[] = [
  {
    name: 'thread',
    columns: { complaint_id: 'uuid', unit: 'text', messages: 'integer', changed_at: 'timestamptz' },
    key: ['complaint_id'],
    indexes: ['(unit)'],
  },
  {
    name: 'history',
    columns: {
      complaint_id: 'uuid',
      offset_: 'bigint',
      fact_id: 'uuid',
      verdict: 'text',
      data: 'jsonb',
      words: 'tsvector',
      tags: 'text[]',
    },
    key: ['complaint_id', 'offset_'],
    indexes: ['using gin (words)'],
  },
];

/** Projects each fact; a message from the Ombudsman is followed by rule by an echo, on the complaints topic, and by an errand. */
export const projectThreads: Handle<Thread> = async (batch) => {
  const rows: RowChange[] = [];
  const facts: Fact[] = [];
  for (const { fact: one, verdict, after, position } of batch) {
    if (one.by.subject === 'bitter' && !remedy.taken) throw new Error('a fact that cannot be projected');
    const offset_ = one.by.subject === 'crooked' && !remedy.taken ? 'no number' : position.offset;
    rows.push({
      view: 'history',
      set: {
        complaint_id: one.subject,
        offset_,
        fact_id: one.id,
        verdict: verdict.kind,
        data: one.data,
        words: 'jalan rusak',
        tags: ['a', 'b "c"'],
      },
    });
    if (verdict.kind !== 'applied') continue;
    rows.push({
      view: 'thread',
      set: {
        complaint_id: one.subject,
        unit: after?.unit ?? null,
        messages: after?.messages.length ?? 0,
        changed_at: one.at,
      },
    });
    if (one.by.organisation === 'ombudsman') facts.push(echoOf(one));
  }
  return {
    rows,
    facts,
    outgoing: facts.map((one) => ({ topic: 'feed', key: one.subject, value: one.id })),
    kept: facts.map((one) => ({ table: 'errand', row: { errand_id: one.id, complaint_id: one.subject } })),
  };
};

const at = '2026-03-02T01:00:00.000Z';
const words = 's1.narrative.1.text.AAAAAAAAAAAAAAAA.QUJDREVGRw';
const echoOf = (cause: Fact): Fact =>
  fact(
    'ThreadMessagePosted',
    `echo:${cause.id}`,
    { subject: cause.subject, at: cause.at, by: { role: 'rule' }, cause: cause.id },
    { messageId: cause.id, words },
  );

export const message = (subject: string, about: Partial<Actor> = {}, key = randomUUID()): Fact =>
  fact(
    'ThreadMessagePosted',
    key,
    { subject, at, by: { role: 'liaison', ...about } },
    { messageId: randomUUID(), words },
  );
export const assignment = (subject: string, unit: string): Fact =>
  fact(
    'UnitAssigned',
    randomUUID(),
    { subject, at, by: { role: 'liaison' } },
    { dispositionId: randomUUID(), unit },
  );
export const say = (topic: string, one: Fact): Outgoing => ({ topic, key: one.subject, value: encode(one) });
export const messageIdOf = (one: Fact): string =>
  one.type === 'ThreadMessagePosted' ? one.data.messageId : '';

/** Waits for a condition, looking often. */
export async function until(
  condition: () => Promise<boolean> | boolean,
  what: string,
  seconds = 40,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Stands between a loop and its database. `before` and `after` see each statement and may throw, or wait for ever. */
export interface Meddler {
  before?(text: string): Promise<void> | void;
  after?(text: string): Promise<void> | void;
}

function meddled(client: PoolClient, meddler: Meddler): PoolClient {
  return new Proxy(client, {
    get(target, name) {
      if (name !== 'query') {
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return async (config: string | { text: string }, values?: unknown[]) => {
        const text = typeof config === 'string' ? config : config.text;
        await meddler.before?.(text);
        const result = await target.query(config as string, values);
        await meddler.after?.(text);
        return result;
      };
    },
  });
}

export interface ProcessOptions {
  readonly handle?: Handle<Thread>;
  readonly meddler?: Meddler;
  /** another one than the service's makes a zombie: it holds all partitions as well */
  readonly consumer?: string;
}

/** One process of a service: its own pool, loop and relay. */
export class ServiceProcess {
  readonly loop: Loop<Thread>;
  readonly relay: OutboxRelay;
  readonly complaints: string[] = [];

  constructor(
    readonly service: TestService,
    readonly log: Log,
    readonly pool: Pool,
    { handle = projectThreads, meddler, consumer = service.name }: ProcessOptions,
  ) {
    const note = (_about: object, text: string): number => this.complaints.push(text);
    const logger = { info: note, warn: note, error: note };
    const { topic } = service;
    const connect = async (): Promise<PoolClient> => meddled(await pool.connect(), meddler ?? {});
    const given = meddler
      ? new Proxy(pool, { get: (target, key) => (key === 'connect' ? connect : boundTo(target, key)) })
      : pool;
    this.relay = new OutboxRelay({ pool, appender: log, logger });
    this.loop = new Loop({
      consumer,
      topic,
      log,
      pool: given,
      fold: threads,
      views: threadViews,
      handle,
      logger,
      batchSize: 50,
      said: () => this.relay.kick(),
    });
  }

  async start(): Promise<this> {
    this.relay.start();
    await this.loop.start();
    return this;
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    await this.relay.stop();
    await this.pool.end();
  }
}

const boundTo = (target: Pool, key: string | symbol): unknown => {
  const value: unknown = Reflect.get(target, key);
  return typeof value === 'function' ? value.bind(target) : value;
};

/** A service of one test: its own schemas and topic, any number of processes. */
export class TestService {
  readonly name = `t${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  readonly topic = `topic.${this.name}`;
  readonly processes: ServiceProcess[] = [];
  readonly pool: Pool;

  constructor(
    private readonly url: string,
    readonly log: Log,
  ) {
    this.pool = this.newPool();
  }

  async open(): Promise<this> {
    await this.log.ensure([
      { topic: this.topic, partitions: 4 },
      ...[COMPLAINTS, PARKED, 'feed'].map((topic) => ({ topic, partitions: 4 })),
    ]);
    await this.pool.query(keptTablesSql(this.name));
    await this.pool.query(`create table ${this.name}.errand (
      errand_id uuid primary key, complaint_id uuid not null, done boolean not null default false)`);
    await openViews(this.options());
    return this;
  }

  options(over: Partial<RebuildOptions<Thread>> = {}): RebuildOptions<Thread> {
    const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const { log, pool, name, topic } = this;
    return {
      log,
      pool,
      service: name,
      topic,
      fold: threads,
      views: threadViews,
      handle: projectThreads,
      logger,
      ...over,
    };
  }

  /** Another process of the service; `log` is its own connection to the log. */
  async process(given: ProcessOptions & { log?: Log } = {}): Promise<ServiceProcess> {
    const started = new ServiceProcess(this, given.log ?? this.log, this.newPool(), given);
    this.processes.push(started);
    return started.start();
  }

  async end(process: ServiceProcess): Promise<void> {
    this.processes.splice(this.processes.indexOf(process), 1);
    await process.stop();
  }

  append(facts: readonly Fact[]): Promise<void> {
    return this.log.append(facts.map((one) => say(this.topic, one)));
  }

  /** Everything on the topic is applied and everything decided is said. */
  async settled(): Promise<void> {
    const [first] = this.processes;
    if (!first) throw new Error('no process was started');
    const loop = new Loop({ ...this.options(), consumer: this.name });
    await until(
      async () =>
        (await loop.caughtUp().catch(() => false)) && (await Outbox.pending(this.pool).catch(() => 1)) === 0,
      'it had settled',
    );
  }

  parked() {
    return listParked(this.pool);
  }

  async rows<T extends object>(sql: string): Promise<T[]> {
    return (await this.pool.query<T>(sql)).rows;
  }

  /** Ids of the facts of a topic about some subjects, in the log's order. */
  async said(topic: string, subjects: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for await (const { records } of this.log.read(topic)) {
      for (const { key, value } of records)
        if (subjects.includes(key)) found.push(topic === COMPLAINTS ? (JSON.parse(value) as Fact).id : value);
    }
    return found;
  }

  async close(): Promise<void> {
    remedy.taken = false;
    await Promise.all(this.processes.map((one) => one.stop()));
    await this.pool.end();
  }

  private newPool(): Pool {
    const pool = new Pool({
      connectionString: this.url,
      max: 8,
      options: `-c search_path=${this.name}_view,${this.name}`,
    });
    pool.on('error', () => undefined);
    return pool;
  }
}

export const subjects = (count: number): string[] => Array.from({ length: count }, () => randomUUID());
