import { type Case, caseFold } from '@satupintu/domain';
import { COMPLAINTS, type Service } from '@satupintu/events';
import {
  Appender,
  type Handle,
  listParked,
  type Log,
  LogStrategy,
  Loop,
  openLog,
  OutboxRelay,
} from '@satupintu/log';
import { envMasterKey, fileMasterKey, type MasterKey, PgVault } from '@satupintu/vault';
import { type Pool } from 'pg';
import { type Logger } from 'pino';
import { type Clock, RealClock, VirtualClock } from '../clock';
import { Commands } from '../commands/commands';
import { Idempotency } from '../commands/idempotency';
import { type Config } from '../config/config';
import { makeLogger } from '../http/logger';
import { makeMetrics } from '../http/metrics';
import { schemaOf } from '../names';
import { Reference } from '../reference/reference';
import { type ServiceDefinition } from './definition';
import { type Deps } from './deps';
import { forgetting } from './forgetting';
import { poolOf } from './pool';

/** Parts that a test, or a command beside the running service, brings along. */
export interface Given {
  readonly log?: Log;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** for commands whose statements may take long; a running service gives up on a database that hangs */
  readonly patient?: boolean;
}

async function masterKeyOf({ masterKey, masterKeyFile }: Config): Promise<MasterKey> {
  if (masterKey !== undefined) return envMasterKey(masterKey);
  if (masterKeyFile === undefined) throw new Error('MASTER_KEY_FILE is needed');
  return fileMasterKey(masterKeyFile);
}

const logOf = (config: Config, service: Service, pool: Pool): Log => {
  switch (config.log) {
    case 'postgres':
      return openLog({ kind: 'postgres', pool });
    case 'kafka':
      return openLog({
        kind: 'kafka',
        brokers: config.kafkaBrokers,
        clientId: service,
        replication: config.kafkaReplication,
      });
    case 'memory':
      return openLog({ kind: 'memory' });
  }
};

/** A service put together: its parts, what it does with facts, and the way on which facts come to it. */
export interface Assembled {
  readonly deps: Deps;
  readonly handle: Handle<Case>;
  readonly strategy: LogStrategy;
}

/** Puts a service together, without starting anything. */
export async function assemble(
  definition: ServiceDefinition,
  config: Config,
  given: Given = {},
): Promise<Assembled> {
  const { name, views } = definition;
  const logger = given.logger ?? makeLogger(name, config.logLevel);
  const clock = given.clock ?? (config.virtual ? new VirtualClock(config.clock) : new RealClock());
  const master = await masterKeyOf(config);
  const pool = poolOf(config, name, logger, given.patient);
  const log = given.log ?? logOf(config, name, pool);
  const appender = new Appender(log);
  const relay = new OutboxRelay({ pool, appender, logger });
  const strategy = new LogStrategy();
  const loop = new Loop<Case>({
    consumer: schemaOf(name),
    topic: COMPLAINTS,
    fold: caseFold,
    handle: strategy.handle<Case>(COMPLAINTS),
    said: () => relay.kick(),
    log,
    pool,
    logger,
    views,
  });
  const vault = new PgVault({ pool, master });
  const reference = new Reference({ log, appender, clock, logger });
  const idempotency = new Idempotency(pool);
  const isParked = async (subject: string) => (await listParked(pool, { subject, limit: 1 })).length > 0;
  const commands = new Commands({ clock, appender, loop, reference, idempotency, isParked });
  const metrics = makeMetrics(name);
  const deps = {
    config,
    clock,
    pool,
    log,
    appender,
    loop,
    relay,
    vault,
    master,
    reference,
    commands,
    idempotency,
    logger,
    metrics,
  };
  return { deps, strategy, handle: forgetting(vault, definition.handle(deps)) };
}
