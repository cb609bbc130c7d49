import { UnknownTopic, messageOf } from './log-fault';
import { LogUnavailable } from './port';

/** SQL states of a server that is away, going, coming, full or read-only: time helps. */
const OUTAGE = /^(08|57P|53|25006|58030)/;
const SOCKET = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;
const CONNECTION =
  /connection (terminated|error|timeout)|timeout exceeded|read timeout|not queryable|pool after calling end/i;
const UNKNOWN_TOPIC = 'SP001';

/** Errors of sockets may come from another realm (a test's sandbox), so nothing is asked of their class. */
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';

/** Whether Postgres itself cannot be had now, so that the same call may succeed later. */
export function isAway(error: unknown): boolean {
  const code = codeOf(error);
  return OUTAGE.test(code) || SOCKET.test(code) || (code === '' && CONNECTION.test(messageOf(error)));
}

/** Puts a failure of Postgres into the words of the port. */
export function asLogFault(error: unknown): unknown {
  if (codeOf(error) === UNKNOWN_TOPIC) return new UnknownTopic(messageOf(error));
  return isAway(error) ? new LogUnavailable(messageOf(error), { cause: error }) : error;
}
