import { type Service } from '@satupintu/events';
import { Pool } from 'pg';
import { type Logger } from 'pino';
import { type Config } from '../config/config';
import { searchPathOf } from '../names';

/**
 * How long a statement of a running service may take before the database counts as away, milliseconds. Without a
 * limit a database that hangs, instead of being gone, would hold every caller and every loop for ever.
 */
const patience = 10_000;
/** How long a connection is waited for, milliseconds. Who rebuilds five services at once has nobody waiting. */
const callersWait = 5_000;
const rebuildsWait = 60_000;

/** Connections of a service, with its role and schemas. `patient`: for a rebuild, whose statements take long. */
export function poolOf(config: Config, service: Service, logger: Logger, patient = false): Pool {
  const pool = new Pool({
    connectionString: config.databaseUrl,
    max: config.databasePool,
    options: searchPathOf(service),
    application_name: service,
    connectionTimeoutMillis: patient ? rebuildsWait : callersWait,
    ...(!patient && { query_timeout: patience }),
  });
  // An idle connection that is lost says so here; the next query opens another one.
  pool.on('error', (error) => logger.warn({ err: error }, 'a database connection was lost'));
  return pool;
}
