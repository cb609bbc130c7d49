import { randomUUID } from 'node:crypto';
import {
  COMPLAINTS,
  type Data,
  decode,
  encode,
  type Fact,
  fact,
  type FactType,
  idOf,
  REFERENCE,
} from '@satupintu/events';
import { type MemoryLog } from '@satupintu/log';
import {
  checkConfig,
  type Clock,
  Config,
  migrate,
  RealClock,
  roleOf,
  type Running,
  startService,
  type TokenWish,
  VirtualClock,
} from '@satupintu/service';
import { type ServedIssuer, serveIssuer } from '@satupintu/service/testing';
import { generateMasterKey } from '@satupintu/vault';
import { slaMonitor } from './definition';
import { monitorOf } from './firing/monitor';

export const now = '2026-03-17T02:00:00.000Z';
export const health = 'gov.32.04/dinas-kesehatan';
const sealed = 's1.narrative.1.text.aaaa.bbbb';

const body = (code: string, over: object) => ({
  code,
  name: code,
  kind: 'regency',
  aliases: [],
  timeZone: 'Asia/Jakarta',
  connection: 'connected',
  units: [],
  ...over,
});
const directory = {
  version: 'directory-test',
  effectiveFrom: '2018-01-01T00:00:00.000Z',
  source: 'test',
  affairs: [],
  organisations: [
    body('gov.32', { kind: 'province', region: '32', parent: 'nat.panrb' }),
    body('gov.32.04', {
      region: '32.04',
      parent: 'gov.32',
      units: [{ code: health, name: 'Dinas Kesehatan', affairs: [] }],
    }),
    body('gov.94', { kind: 'province', region: '94', parent: 'nat.panrb', timeZone: 'Asia/Jayapura' }),
    body('nat.panrb', { kind: 'ministry' }),
    body('ombudsman', {
      kind: 'oversight',
      units: [{ code: 'ombudsman/32', name: 'Jawa Barat', affairs: [] }],
    }),
  ],
  unitRules: [],
} as unknown as Data<'DirectoryPublished'>;

/** One or more processes' worth of the clocks' service on one log and one database, on the virtual clock. */
export class Watching {
  readonly clock = new VirtualClock(now);
  readonly services: Running[] = [];
  private constructor(
    private readonly config: Config,
    private readonly tokens: ServedIssuer,
    readonly log: MemoryLog,
    private readonly wall: Clock,
  ) {}

  static async start(
    databaseUrl: string,
    log: MemoryLog,
    settings: Partial<Config> = {},
    wall: Clock = new RealClock(),
  ): Promise<Watching> {
    await migrate({ databaseUrl, environment: { SERVICE_DB_PASSWORD: 'secret-of-tests' } });
    const tokens = await serveIssuer();
    const url = Object.assign(new URL(databaseUrl), {
      username: roleOf('sla-monitor'),
      password: 'secret-of-tests',
    });
    const given = {
      port: 0,
      host: '127.0.0.1',
      databaseUrl: url.href,
      ...tokens.settings,
      masterKey: generateMasterKey(),
      clock: now,
      clockSkewMs: 0,
      rateLimit: 0,
      nodeEnv: 'test' as const,
      logLevel: 'error',
      ...settings,
    };
    const watching = new Watching(checkConfig(Object.assign(new Config(), given)), tokens, log, wall);
    await watching.join();
    return watching;
  }

  /** What the router does when it starts. */
  async publishDirectory(): Promise<void> {
    const published = fact(
      'DirectoryPublished',
      'directory-test',
      { subject: 'directory', at: now, by: { role: 'rule' } },
      directory,
    );
    await this.log.append([{ topic: REFERENCE, key: 'directory', value: encode(published) }]);
    await this.deps.reference.wait(published.id);
  }

  /** Starts another process. */
  async join(): Promise<Running> {
    const clock = this.config.virtual ? this.clock : this.wall;
    const service = await startService(slaMonitor, this.config, { log: this.log, clock });
    await service.deps.reference.wait(idOf('SlaPolicyPublished:sla-policy:sla-2026.4'));
    this.services.push(service);
    return service;
  }

  async leave(service: Running): Promise<void> {
    this.services.splice(this.services.indexOf(service), 1);
    await service.close();
  }

  get deps() {
    return this.services[0]!.deps;
  }

  async say(...facts: readonly Fact[]): Promise<void> {
    await this.log.append(
      facts.map((each) => ({ topic: COMPLAINTS, key: each.subject, value: encode(each) })),
    );
  }

  /** Until nothing is under way any more. */
  async settle(): Promise<void> {
    const { relay, loop, reference } = this.deps;
    const isBusy = async () =>
      (await relay.pending()) > 0 ||
      !(await loop.caughtUp()) ||
      !(await reference.caughtUp()) ||
      this.services.some(({ deps }) => monitorOf(deps).busy());
    while (await isBusy()) await new Promise((done) => setImmediate(done));
    if (await isBusy()) await this.settle();
  }

  /** Moves the clock as the supervisor does: from due instant to due instant. @returns how many facts were said */
  async moveTo(to: string): Promise<number> {
    let said = 0;
    await this.settle();
    for (;;) {
      const next = await monitorOf(this.deps).nextDue(to);
      this.clock.set(next ?? to);
      await this.settle();
      if (next === null) return said;
      said += (await Promise.all(this.services.map(({ deps }) => monitorOf(deps).fire()))).reduce(
        (sum, count) => sum + count,
        0,
      );
      await this.settle();
    }
  }

  /** Everything on the log about a complaint, repeats included. */
  async factsOf<T extends FactType>(subject: string, type: T): Promise<Fact<T>[]> {
    const found: Fact[] = [];
    for await (const { records } of this.log.read(COMPLAINTS)) {
      const own = records.filter(({ key, value }) => key === subject && value.startsWith('{'));
      found.push(...own.map(({ value }) => decode(value)));
    }
    return found.filter((each) => each.type === type) as unknown as Fact<T>[];
  }

  async call(
    who: TokenWish | undefined,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    method = body === undefined ? 'GET' : 'POST',
  ) {
    const token = who && (await this.tokens.issuer.token(who));
    const response = await fetch(`${this.services[0]!.address}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
    });
    return { status: response.status, json: (await response.json()) as any };
  }

  async close(): Promise<void> {
    for (const service of this.services) await service.close();
    await this.tokens.close();
  }
}

const about = (subject: string, at: string) => ({ subject, at, by: { role: 'rule' as const } });

export const filing = (
  at = now,
  over: Partial<Data<'ComplaintFiled'>> = {},
  subject: string = randomUUID(),
) =>
  fact('ComplaintFiled', `filed:${subject}`, about(subject, at), {
    trackingId: `LP-${subject.slice(0, 8)}`,
    channel: 'web',
    region: '32.04.12',
    anonymous: false,
    confidential: false,
    attachments: [],
    words: sealed,
    person: sealed,
    ...over,
  });

export const dispositionOf = (subject: string) => idOf(`offer:${subject}:0:lead`);
export const offer = (subject: string, at = now) =>
  fact('DispositionOffered', `offer:${subject}:0:lead`, about(subject, at), {
    dispositionId: dispositionOf(subject),
    hop: 0,
    organisation: 'gov.32.04',
    unit: health,
    decidedBy: 'rule',
    final: false,
    class: 'complaint',
    reasons: [],
    versions: {},
  });
export const accept = (subject: string, at: string) =>
  fact('DispositionAccepted', `accept:${subject}`, about(subject, at), {
    dispositionId: dispositionOf(subject),
  });
export const answer = (subject: string, at: string) =>
  fact('SubstantiveAnswerGiven', `answer:${subject}`, about(subject, at), {
    dispositionId: dispositionOf(subject),
    answerId: idOf(subject),
    words: sealed,
    attachments: [],
  });
