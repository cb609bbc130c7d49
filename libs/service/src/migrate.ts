// Entry point: node dist/libs/service/src/migrate.js
import 'reflect-metadata';
import { makeLogger } from './http/logger';
import { migrate } from './migrations/run';

const logger = makeLogger('migrate', process.env['LOG_LEVEL'] ?? 'info');
const databaseUrl = process.env['DATABASE_URL'];

if (databaseUrl === undefined || databaseUrl === '') {
  logger.fatal('DATABASE_URL: needed, with a role that may create schemas and roles');
  process.exitCode = 1;
} else {
  migrate({ databaseUrl, environment: process.env })
    .then((ran) => logger.info({ ran }, 'the database is up to date'))
    .catch((error: unknown) => {
      logger.fatal({ err: error }, 'the database could not be brought up to date');
      process.exitCode = 1;
    });
}
