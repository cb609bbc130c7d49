import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMPLAINTS, encode, type Fact, type Role } from '@satupintu/events';
import { type Log, LogUnavailable, MemoryLog } from '@satupintu/log';
import { Config, generateReceiptKey, migrate, type Running, startService } from '@satupintu/service';
import { type ServedIssuer, serveIssuer } from '@satupintu/service/testing';
import { generateMasterKey } from '@satupintu/vault';
import { intake } from './definition';

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: any;
  readonly headers: Headers;
}

export interface Call {
  readonly body?: unknown;
  readonly raw?: FormData | URLSearchParams;
  /** as a gateway sends them, of no type that is ours */
  readonly bytes?: Buffer;
  readonly receipt?: string;
  readonly token?: string;
  readonly headers?: Record<string, string>;
}

/** A log that can be taken away and given back. */
export class FragileLog implements Log {
  away = false;
  private readonly log = new MemoryLog();

  private there(): Log {
    if (this.away) throw new LogUnavailable('taken away');
    return this.log;
  }
  append: Log['append'] = async (records) => this.there().append(records);
  subscribe: Log['subscribe'] = async (subscription) => this.there().subscribe(subscription);
  read: Log['read'] = (topic, from) => this.there().read(topic, from);
  end: Log['end'] = async (topic) => this.there().end(topic);
  ensure: Log['ensure'] = async (topics) => this.there().ensure(topics);
  close: Log['close'] = async () => this.log.close();
}

/** Intake on a real Postgres, a log that can go away, and an issuer of tokens. */
export class Stand {
  private constructor(
    readonly running: Running,
    readonly log: FragileLog,
    private readonly tokens: ServedIssuer,
    private readonly folder: string,
  ) {}

  static async start(
    databaseUrl: string,
    settings: Partial<Config> = {},
    log = new FragileLog(),
  ): Promise<Stand> {
    await migrate({ databaseUrl, environment: {} });
    const tokens = await serveIssuer();
    const folder = mkdtempSync(join(tmpdir(), 'satupintu-intake-'));
    const receiptKeyFile = join(folder, 'receipt.json');
    writeFileSync(receiptKeyFile, generateReceiptKey(), { mode: 0o600 });
    const config = Object.assign(new Config(), {
      port: 0,
      host: '127.0.0.1',
      databaseUrl,
      receiptKeyFile,
      masterKey: generateMasterKey(),
      ...tokens.settings,
      clock: '2026-03-17T03:00:00.000Z',
      logLevel: 'silent',
      rateLimit: 0,
      ...settings,
    });
    const running = await startService(intake, config, { log });
    await running.ready;
    return new Stand(running, log, tokens, folder);
  }

  /** `end`: also of the log, which another stand may go on with */
  async stop(end: 'with-log' | 'without-log' = 'with-log'): Promise<void> {
    await this.running.close();
    if (end === 'with-log') await this.log.close();
    await this.tokens.close();
    rmSync(this.folder, { recursive: true });
  }

  token(role: Role, organisation: string): Promise<string> {
    return this.tokens.issuer.token({ role, organisation, subject: `${role}-${organisation}` });
  }

  async call(
    method: string,
    path: string,
    { body, raw, bytes, receipt, token, headers: more }: Call = {},
  ): Promise<Answer> {
    const headers: Record<string, string> = { ...more };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (receipt !== undefined) headers['receipt-code'] = receipt;
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    const sent = raw ?? bytes ?? (body === undefined ? null : JSON.stringify(body));
    const answer = await fetch(this.running.address + path, {
      method,
      headers,
      body: sent,
      redirect: 'manual',
    });
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: isJson ? (JSON.parse(text) as unknown) : undefined,
    };
  }

  /** Files and expects that it was taken. */
  async file(body: object, call: Call = {}): Promise<any> {
    const answer = await this.call('POST', '/v1/complaints', { ...call, body: { channel: 'web', ...body } });
    expect([answer.status, answer.text]).toEqual([202, expect.any(String)]);
    return answer.body;
  }

  track(filed: { trackingId: string; receiptCode: string }, after = ''): Promise<Answer> {
    return this.call('GET', `/v1/complaints/${filed.trackingId}${after && `?after=${after}`}`, {
      receipt: filed.receiptCode,
    });
  }

  /** Facts of other services, applied here when it resolves. */
  async say(...facts: readonly Fact[]): Promise<void> {
    await this.log.append(facts.map((one) => ({ topic: COMPLAINTS, key: one.subject, value: encode(one) })));
    for (const { subject, id } of facts) {
      const verdicts = await this.running.deps.loop.verdicts(subject, [id], 10_000);
      expect(verdicts?.get(id)?.kind).toBe('applied');
    }
  }

  /** Facts of one complaint as they stand on the log. */
  async facts(complaintId: string): Promise<any[]> {
    const found: any[] = [];
    for await (const { records } of this.log.read(COMPLAINTS)) {
      found.push(
        ...records.filter(({ key }) => key === complaintId).map(({ value }) => JSON.parse(value) as unknown),
      );
    }
    return found;
  }
}
