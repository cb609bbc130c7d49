import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { generateMasterKey } from '@satupintu/vault';
import { Writable } from 'node:stream';
import { DevelopmentIssuer } from '../access/development-issuer';
import { Config } from '../config/config';
import { checkConfig } from '../config/load';
import { makeLogger } from '../http/logger';
import { migrate } from '../migrations/lazy';
import { roleOf } from '../names';
import { type ServiceDefinition } from '../running/definition';
import { type Running, startService, type StartOptions } from '../running/start';
import { fastNote, NotesController } from './small-service.controller';

export const smallService: ServiceDefinition = {
  name: 'casework',
  views: [{ name: 'filing', columns: { complaint_id: 'uuid', channel: 'text' }, key: ['complaint_id'] }],
  handle: () => (batch) =>
    Promise.resolve({
      rows: batch.flatMap(({ fact, verdict }) =>
        fact.type === 'ComplaintFiled' && verdict.kind === 'applied'
          ? [{ view: 'filing', set: { complaint_id: fact.subject, channel: fact.data.channel } }]
          : [],
      ),
      facts: [],
      outgoing: [],
    }),
  controllers: [NotesController],
  fastCalls: [fastNote],
};

/** A service on a database of its own, with an issuer that it believes. */
export interface Small {
  readonly service: Running;
  readonly issuer: DevelopmentIssuer;
  readonly config: Config;
  /** everything that the service has logged */
  readonly lines: () => string;
  close(): Promise<void>;
}

const issuerName = 'https://issuer.example';

async function serveKeys(issuer: DevelopmentIssuer): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((_, response) => response.end(JSON.stringify(issuer.jwks)));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((done) => {
      server.closeAllConnections();
      server.close(() => done());
    });
  return { url: `http://127.0.0.1:${port}/jwks`, close };
}

/** Migrates the empty database at `databaseUrl` and starts the small service on it, with its own role. */
export async function startSmall(
  databaseUrl: string,
  settings: Partial<Config> = {},
  options: StartOptions = {},
): Promise<Small> {
  await migrate({ databaseUrl, environment: { SERVICE_DB_PASSWORD: 'secret-of-tests' } });
  const issuer = await DevelopmentIssuer.create(issuerName);
  const keys = await serveKeys(issuer);
  const url = new URL(databaseUrl);
  url.username = roleOf('casework');
  url.password = 'secret-of-tests';
  const config = checkConfig(
    Object.assign(new Config(), {
      port: 0,
      host: '127.0.0.1',
      databaseUrl: url.href,
      jwtIssuer: issuerName,
      jwksUrl: keys.url,
      masterKey: generateMasterKey(),
      rateLimit: 0,
      nodeEnv: 'test',
      ...settings,
    }),
  );
  const written: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString());
      done();
    },
  });
  const service = await startService(smallService, config, {
    logger: makeLogger('casework', 'debug', destination),
    ...options,
  });
  await service.ready;
  const close = async () => {
    await service.close();
    await keys.close();
  };
  return { service, issuer, config, lines: () => written.join(''), close };
}
