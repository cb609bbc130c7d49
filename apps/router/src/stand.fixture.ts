import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { COMPLAINTS, encode, type Fact, idOf, REFERENCE, type Role } from '@satupintu/events';
import { Config, migrate, type Running, type ServiceDefinition, startService } from '@satupintu/service';
import { envMasterKey, generateMasterKey, keyringOf, KeyWriter, sealWith } from '@satupintu/vault';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Client } from 'pg';

const issuer = 'http://issuer.test';

export interface Answer {
  readonly status: number;
  readonly body: any;
}

/** One service on a real Postgres, a token issuer beside it, and the hands of the other services. */
export class Stand {
  private constructor(
    readonly running: Running,
    private readonly administrator: Client,
    private readonly issuer: Issuer,
    private readonly masterKey: string,
  ) {}

  static async start(definition: ServiceDefinition, databaseUrl: string, clock: string): Promise<Stand> {
    await migrate({ databaseUrl, environment: {} });
    const tokens = await Issuer.start();
    const masterKey = generateMasterKey();
    const config = Object.assign(new Config(), {
      port: 0, host: '127.0.0.1', databaseUrl, masterKey, clock, jwtIssuer: issuer, jwksUrl: tokens.url, logLevel: 'silent', rateLimit: 0,
    }); // prettier-ignore
    const running = await startService(definition, config);
    await running.ready;
    const administrator = new Client(databaseUrl);
    await administrator.connect();
    return new Stand(running, administrator, tokens, masterKey);
  }

  async stop(): Promise<void> {
    await this.running.close();
    await this.administrator.end();
    await this.issuer.stop();
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
      if (!(await loop.verdicts(subject, [id], 10_000))) throw new Error(`not applied: ${id}`);
    }
  }

  async publish(...facts: readonly Fact[]): Promise<void> {
    const { log, reference } = this.running.deps;
    await log.append(facts.map((one) => ({ topic: REFERENCE, key: one.subject, value: encode(one) })));
    for (const { id } of facts) if (!(await reference.wait(id, 10_000))) throw new Error(`not read: ${id}`);
  }

  /** Calls the service as somebody. */
  as(role: Role, organisation: string, unit?: string): Caller {
    const subject = idOf(`${role}:${organisation}:${unit ?? ''}`);
    const claims = { name: 'Uji', role, organisation, ...(unit === undefined ? {} : { unit }) };
    const call = async (
      method: string,
      path: string,
      body?: object,
      headers: Record<string, string> = {},
    ) => {
      const response = await fetch(this.running.address + path, {
        method,
        headers: {
          authorization: `Bearer ${await this.issuer.token(subject, claims)}`,
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
    };
  }
}

export interface Caller {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: object, headers?: Record<string, string>): Promise<Answer>;
}

/** Signs tokens with a key of its own, and shows the public half. */
class Issuer {
  private constructor(
    private readonly server: Server,
    private readonly key: CryptoKey,
    readonly url: string,
  ) {}

  static async start(): Promise<Issuer> {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'EdDSA', kid: 'test' }] });
    const server = createServer((_request, response) =>
      response.setHeader('content-type', 'application/json').end(jwks),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Issuer(server, privateKey, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }

  token(subject: string, claims: Record<string, string>): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', kid: 'test' })
      .setIssuer(issuer)
      .setSubject(subject)
      .setExpirationTime('1h')
      .sign(this.key);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
