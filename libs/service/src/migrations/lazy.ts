import { type migrate as Migrate, type MigrateOptions } from './run';

/** `migrate` without loading TypeORM before it is needed: a running service never does. */
export function migrate(options: MigrateOptions): Promise<string[]> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded late on purpose, see above
  const run = require('./run') as { migrate: typeof Migrate };
  return run.migrate(options);
}
