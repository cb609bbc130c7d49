import { COMPLAINTS, encode, type Fact, idOf, REFERENCE, type Role } from '@satupintu/events';
import { envMasterKey, generateMasterKey, keyringOf, KeyWriter, sealWith } from '@satupintu/vault';
import { Client } from 'pg';
import { Config } from '../config/config';
import { migrate } from '../migrations/lazy';
import { type ServiceDefinition } from '../running/definition';
import { type Running, startService } from '../running/start';
import { type ServedIssuer, serveIssuer } from './issuer.fixture';

export interface Answer {
  readonly status: number;
  readonly body: any;
}

/** A machine that is slow today fails nothing; what hangs does. Milliseconds. */
const patience = 45_000;

/** One service on a real Postgres, a token issuer beside it, and the hands of the other services. */
export class Stand {
  private constructor(
    readonly running: Running,
    private readonly administrator: Client,
    private readonly tokens: ServedIssuer,
    private readonly masterKey: string,
    private readonly again: () => Promise<Running>,
  ) {}

  /** `settings`: configuration that is not the usual one; with the same `masterKey` it is the same installation. */
  static async start(
    definition: ServiceDefinition,
    databaseUrl: string,
    clock: string,
    settings: Partial<Config> = {},
  ): Promise<Stand> {
    await migrate({ databaseUrl, environment: {} });
    const tokens = await serveIssuer();
    const masterKey = settings.masterKey ?? generateMasterKey();
    const config = Object.assign(new Config(), {
      port: 0,
      host: '127.0.0.1',
      databaseUrl,
      masterKey,
      clock,
      ...tokens.settings,
      logLevel: 'silent',
      rateLimit: 0,
      ...settings,
    });
    const begin = async () => {
      const started = await startService(definition, config);
      await started.ready;
      return started;
    };
    const running = await begin();
    const administrator = new Client(databaseUrl);
    await administrator.connect();
    return new Stand(running, administrator, tokens, masterKey, begin);
  }

  /** A second process of the service beside this one, on the same database and log. */
  async beside(work: (other: Stand) => Promise<void>): Promise<void> {
    const running = await this.again();
    try {
      await work(new Stand(running, this.administrator, this.tokens, this.masterKey, this.again));
    } finally {
      await running.close();
    }
  }

  async stop(): Promise<void> {
    await this.running.close();
    await this.administrator.end();
    await this.tokens.close();
  }

  /** As intake does: keys first, then the sealed words. */
  async sealFiling(complaintId: string, filing: object): Promise<{ words: string; person: string }> {
    const writer = new KeyWriter(envMasterKey(this.masterKey));
    const [keys] = await writer.newKeys(1);
    if (!keys) throw new Error('no keys');
    await writer.insertKeys(this.administrator, [{ complaintId, keys }]);
    const ring = keyringOf(keys);
    return {
      words: sealWith(ring, complaintId, 'narrative', 'filing', filing),
      person: sealWith(ring, complaintId, 'identity', 'person', { name: 'Nama Rahasia' }),
    };
  }

  async destroyKeys(complaintId: string): Promise<void> {
    await new KeyWriter(envMasterKey(this.masterKey)).destroyKeys(this.administrator, complaintId, 'all');
  }

  /** Puts facts of other services on the log and waits until this one has applied them. */
  async say(...facts: readonly Fact[]): Promise<void> {
    const { log, loop } = this.running.deps;
    await log.append(facts.map((one) => ({ topic: COMPLAINTS, key: one.subject, value: encode(one) })));
    for (const { subject, id } of facts) {
      if (!(await loop.verdicts(subject, [id], patience))) throw new Error(`not applied: ${id}`);
    }
  }

  async publish(...facts: readonly Fact[]): Promise<void> {
    const { log, reference } = this.running.deps;
    await log.append(facts.map((one) => ({ topic: REFERENCE, key: one.subject, value: encode(one) })));
    for (const { id } of facts) if (!(await reference.wait(id, patience))) throw new Error(`not read: ${id}`);
  }

  /** Calls the service as somebody. */
  as(role: Role, organisation: string, unit?: string): Caller {
    const subject = idOf(`${role}:${organisation}:${unit ?? ''}`);
    const authorization = async () =>
      `Bearer ${await this.tokens.issuer.token({ name: 'Uji', role, organisation, unit, subject })}`;
    const call = async (
      method: string,
      path: string,
      body?: object,
      headers: Record<string, string> = {},
    ) => {
      const response = await fetch(this.running.address + path, {
        method,
        headers: {
          authorization: await authorization(),
          ...(body && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    };
    return {
      get: (path, headers) => call('GET', path, undefined, headers),
      post: (path, body, headers) => call('POST', path, body, headers),
      remove: (path) => call('DELETE', path),
      text: async (path, accept) => {
        const headers = { accept, authorization: await authorization() };
        return (await fetch(this.running.address + path, { headers })).text();
      },
      stream: async (path, signal) => {
        const headers = { authorization: await authorization() };
        const response = await fetch(this.running.address + path, { headers, signal });
        if (!response.body) throw new Error('no stream');
        return response.body.pipeThrough(new TextDecoderStream());
      },
    };
  }
}

export interface Caller {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: object, headers?: Record<string, string>): Promise<Answer>;
  remove(path: string): Promise<Answer>;
  text(path: string, accept: string): Promise<string>;
  stream(path: string, signal: AbortSignal): Promise<AsyncIterable<string>>;
}
