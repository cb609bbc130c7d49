import { type LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';

/** Members that may carry words or persons, wherever an object is logged. */
const secret = [
  'authorization',
  'receiptCode',
  'token',
  'password',
  'name',
  'phone',
  'email',
  'nationalId',
  'account',
  'text',
  'title',
  'question',
  'reporter',
  'words',
  'person',
  'body',
  'headers',
  'parameters',
];
const paths = secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** What of an error may be told: never its `detail`, which in Postgres quotes the row. */
function errorOf(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'not an error object' };
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return {
    type: error.constructor.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    stack: error.stack,
    ...(cause instanceof Error && { cause: errorOf(cause) }),
  };
}

/** JSON lines on stdout, without words or persons. `destination` is for tests. */
export function makeLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service },
    redact: { paths, censor: '[redacted]' },
    serializers: { err: errorOf, error: errorOf },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Nest's own messages: its faults only, its chatter at start is not ours. */
export const nestLogger = (logger: Logger): LoggerService => ({
  log: () => undefined,
  debug: () => undefined,
  verbose: () => undefined,
  warn: (message: unknown) => logger.warn(String(message)),
  error: (message: unknown) => logger.error(String(message)),
  fatal: (message: unknown) => logger.fatal(String(message)),
});
