import { createHash, randomUUID } from 'node:crypto';
import { type Pool } from 'pg';
import { Problem } from '../http/problem';

/** What makes a repeat a repeat. */
export interface RepeatKey {
  /** stable name of the caller, never a person's name */
  readonly who: string;
  readonly call: string;
  readonly key: string | undefined;
  readonly body: unknown;
}

/** One attempt: its key, and what an earlier attempt left behind. */
export interface Attempt {
  /** the same for each repeat; random without a key */
  readonly keyHash: string;
  /** encoded facts that the first attempt decided on, perhaps appended, perhaps not */
  readonly facts?: readonly string[];
  /** JSON text of the first answer */
  readonly answer?: string;
}

interface Row {
  body_hash: string;
  facts: string[] | null;
  answer: string | null;
}

const hash = (...parts: readonly string[]): string => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(`${part.length}:${part}`);
  return digest.digest('hex');
};

/**
 * Remembers commands by (who, call, key) in the table `idempotency` of the service. Keys and bodies are kept as hashes
 * only; the body's is salted with the key, so that a short body cannot be guessed from it.
 */
export class Idempotency {
  constructor(private readonly pool: Pool) {}

  /** @throws Problem 422 `idempotency-key-reused` */
  async begin(repeat: RepeatKey): Promise<Attempt> {
    const { who, call, key, body } = repeat;
    if (key === undefined) return { keyHash: hash(randomUUID()) };
    const keyHash = hash(who, call, key);
    const row = await this.find(keyHash);
    if (!row) return { keyHash };
    if (row.body_hash !== bodyHash(key, body)) throw reused();
    return {
      keyHash,
      ...(row.facts && { facts: row.facts }),
      ...(row.answer !== null && { answer: row.answer }),
    };
  }

  /** Keeps what was decided before it is appended; gives what a faster twin had kept before. */
  async decided(attempt: Attempt, repeat: RepeatKey, facts: readonly string[]): Promise<readonly string[]> {
    const { key, body } = repeat;
    if (key === undefined) return facts;
    const kept = await this.pool.query(
      `insert into idempotency (key_hash, body_hash, facts) values ($1, $2, $3) on conflict do nothing`,
      [attempt.keyHash, bodyHash(key, body), facts],
    );
    if (kept.rowCount === 1) return facts;
    const row = await this.find(attempt.keyHash);
    if (row?.body_hash !== bodyHash(key, body)) throw reused();
    return row.facts ?? facts;
  }

  /** Keeps another decision in place of one that was never appended. Only for who decides alone. */
  async decidedAnew(attempt: Attempt, facts: readonly string[]): Promise<readonly string[]> {
    await this.pool.query('update idempotency set facts = $2 where key_hash = $1', [attempt.keyHash, facts]);
    return facts;
  }

  /** Keeps the answer; gives the one that every repeat is given. */
  async answered(attempt: Attempt, repeat: RepeatKey, answer: string): Promise<string> {
    if (repeat.key === undefined) return answer;
    const { rows } = await this.pool.query<{ answer: string }>(
      `update idempotency set answer = coalesce(answer, $2) where key_hash = $1 returning answer`,
      [attempt.keyHash, answer],
    );
    return rows[0]?.answer ?? answer;
  }

  private async find(keyHash: string): Promise<Row | undefined> {
    const { rows } = await this.pool.query<Row>(
      `select body_hash, facts, answer from idempotency where key_hash = $1`,
      [keyHash],
    );
    return rows[0];
  }
}

const bodyHash = (key: string, body: unknown): string => hash(key, JSON.stringify(body ?? null));
const reused = () =>
  new Problem(422, 'idempotency-key-reused', 'This Idempotency-Key came with another body before.');
