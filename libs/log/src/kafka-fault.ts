import { KafkaJSError } from 'kafkajs';
import { messageOf } from './log-fault';
import { LogUnavailable } from './port';

/** What Kafka refuses because of the call itself; the same call would be refused again. */
const REFUSED = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TOPIC_EXCEPTION',
  'INVALID_PARTITIONS',
  'INVALID_REPLICATION_FACTOR',
  'INVALID_CONFIG',
  'POLICY_VIOLATION',
  'TOPIC_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
]);

function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('type' in error && typeof error.type === 'string' && REFUSED.has(error.type)) return true;
  return isRefused(error.cause);
}

/** Puts a failure of kafkajs into the words of the port. Unless the call itself is refused, time helps. */
export function asLogFault(error: unknown): unknown {
  if (!(error instanceof KafkaJSError) || isRefused(error)) return error;
  return new LogUnavailable(messageOf(error), { cause: error });
}
