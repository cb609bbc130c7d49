import { callsOf } from '../calls/found';
import { openApiOf } from '../calls/openapi';
import { loadConfig } from '../config/load';
import { type Config } from '../config/config';
import { makeLogger } from '../http/logger';
import { assemble } from './assemble';
import { type ServiceDefinition } from './definition';
import { operationsOf } from './operations';
import { startService } from './start';

/**
 * The main program of a service: `serve` (default), or an operator's command beside the running service: `rebuild
 * [--view NAME]`, `verify`, `parked list|show|retry|drop`; `openapi` prints what it answers and needs nothing.
 */
export async function runService(
  definition: ServiceDefinition,
  argv: readonly string[] = process.argv.slice(2),
): Promise<void> {
  const [command = 'serve', ...args] = argv;
  if (command === 'openapi') {
    print(openApiOf(callsOf(definition.controllers, definition.fastCalls)));
    return;
  }
  try {
    const config = loadConfig();
    if (command === 'serve') await serve(definition, config);
    else process.exitCode = (await operate(definition, config, command, args)) ? 0 : 1;
  } catch (error) {
    makeLogger(definition.name, 'info').fatal(
      { err: error },
      error instanceof Error ? error.message : 'cannot start',
    );
    process.exitCode = 1;
    // A half-built service may hold timers and connections that would keep the process alive.
    setTimeout(() => process.exit(), 1_000).unref();
  }
}

async function serve(definition: ServiceDefinition, config: Config): Promise<void> {
  // A supervisor that goes while the service is being built leaves nobody who would stop it.
  const abandoned = (): never => process.exit(1);
  process.once('disconnect', abandoned);
  const service = await startService(definition, config, { supervisor: process });
  const { logger } = service.deps;
  logger.info({ address: service.address }, `${definition.name} listens`);
  let stopping = false;
  const stop = (why: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ why }, `${definition.name} stops`);
    // What cannot be finished in time is done again after the next start.
    setTimeout(() => process.exit(), 15_000).unref();
    void service
      .close()
      .catch((error: unknown) => logger.error({ err: error }, 'did not stop cleanly'))
      .finally(() => process.exit());
  };
  service.ready.then(
    () => logger.info(`${definition.name} is ready`),
    () => {
      process.exitCode = 1;
      stop('could not begin');
    },
  );
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(signal));
  process.off('disconnect', abandoned);
  process.once('disconnect', () => stop('no supervisor'));
}

/** A report is alone on stdout. */
const stderr = { write: (line: string) => void process.stderr.write(line) };

/** @returns whether all is well */
async function operate(
  definition: ServiceDefinition,
  config: Config,
  command: string,
  args: readonly string[],
): Promise<boolean> {
  const operations = operationsOf(definition);
  const run = Object.hasOwn(operations, command) ? operations[command] : undefined;
  if (!run)
    throw new Error(`unknown command ${command}: serve | ${Object.keys(operations).join(' | ')} | openapi`);
  const assembled = await assemble(definition, config, {
    logger: makeLogger(definition.name, 'warn', stderr),
    patient: true,
  });
  const { reference, log, pool } = assembled.deps;
  try {
    await reference.start();
    const { report, well } = await run({ definition, assembled, args });
    print(report);
    return well;
  } finally {
    await reference.stop();
    await log.close();
    await pool.end();
  }
}

const print = (report: unknown): void =>
  void process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
