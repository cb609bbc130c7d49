import { encode, type Fact } from '@satupintu/events';
import { type Appender, LogUnavailable } from '@satupintu/log';
import { unavailable } from '../http/problem';

/** Appends facts of one topic, keyed by subject. @throws Problem 503 `log-unavailable` */
export async function appendFacts(appender: Appender, topic: string, facts: readonly Fact[]): Promise<void> {
  try {
    await appender.append(facts.map((fact) => ({ topic, key: fact.subject, value: encode(fact) })));
  } catch (error) {
    if (!(error instanceof LogUnavailable)) throw error;
    throw unavailable(
      'log-unavailable',
      'The event log cannot be reached. Repeat with the same Idempotency-Key.',
    );
  }
}
