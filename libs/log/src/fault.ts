import { LogUnavailable } from './port';
import { isAway } from './postgres-fault';

/** SQLSTATE classes that a fact can be the cause of: cardinality, data, constraints, raised by a function, too large. */
const CAUSED_BY_DATA = new Set(['21', '22', '23', 'P0', '54']);
function codeOf(error: Error): string {
  const { code } = error as Error & { code?: unknown };
  return typeof code === 'string' ? code : '';
}

const isSqlState = (code: string): boolean => /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('E');

/**
 * Is the cause around us, so that trying again later helps? Then the consumer pauses. Otherwise the fact itself is
 * the cause, and it is parked.
 *
 * Of what Postgres says, only what a fact's data can bring about is the fact's fault. Everything else (no space,
 * read-only, shutting down, deadlock, a table that a migration or rebuild has not made yet, a missing grant) would
 * hit the next fact as well, and parking them one by one would empty the log into the parking place.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof LogUnavailable) return true;
  if (!(error instanceof Error)) return false;
  if ('retryable' in error) return error.retryable === true;
  const code = codeOf(error);
  if (isSqlState(code)) return !CAUSED_BY_DATA.has(code.slice(0, 2));
  return isAway(error);
}

/**
 * Why a fact could not be handled, in one line. The database's own words can quote the data, which may be a
 * person's; of them only the code and the place are kept.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'threw something that is not an error';
  const code = codeOf(error);
  if (!isSqlState(code)) return `${error.name}: ${error.message}`.slice(0, 300);
  const { table, column, constraint } = error as { table?: string; column?: string; constraint?: string };
  const place = Object.entries({ table, column, constraint }).flatMap(([what, name]) =>
    name ? [`${what} ${name}`] : [],
  );
  return ['database', code, ...place].join(' ');
}
