import { type QueryConfig } from 'pg';
import { PATIENCE } from './log-fault';

/** A query that fails when Postgres does not answer in time. (`query_timeout` is missing from the types of pg.) */
export function timed(
  text: string,
  values: unknown[],
  name?: string,
): QueryConfig & { query_timeout: number } {
  return { text, values, query_timeout: PATIENCE, ...(name === undefined ? {} : { name }) };
}
