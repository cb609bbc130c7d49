import { generateMasterKey } from '@satupintu/vault';
import { Writable } from 'node:stream';
import { type DevelopmentIssuer } from '../access/development-issuer';
import { Config } from '../config/config';
import { checkConfig } from '../config/load';
import { makeLogger } from '../http/logger';
import { migrate } from '../migrations/lazy';
import { roleOf } from '../names';
import { type ServiceDefinition } from '../running/definition';
import { type Running, startService, type StartOptions } from '../running/start';
import { serveIssuer } from './issuer.fixture';
import { fastNote, NotesController } from './notes.fixture';

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

/** Migrates the empty database at `databaseUrl` and starts the small service on it, with its own role. */
export async function startSmall(
  databaseUrl: string,
  settings: Partial<Config> = {},
  options: StartOptions = {},
): Promise<Small> {
  await migrate({ databaseUrl, environment: { SERVICE_DB_PASSWORD: 'secret-of-tests' } });
  const tokens = await serveIssuer();
  const url = new URL(databaseUrl);
  url.username = roleOf('casework');
  url.password = 'secret-of-tests';
  const config = checkConfig(
    Object.assign(new Config(), {
      port: 0,
      host: '127.0.0.1',
      databaseUrl: url.href,
      ...tokens.settings,
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
    await tokens.close();
  };
  return { service, issuer: tokens.issuer, config, lines: () => written.join(''), close };
}
