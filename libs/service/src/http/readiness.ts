import { setTimeout as delay } from 'node:timers/promises';
import { REFERENCE } from '@satupintu/events';
import { type Deps } from '../running/deps';

/** Injection token of `Readiness`. */
export const READINESS = Symbol('satupintu:readiness');

type Check = 'ok' | 'failed' | 'waiting';
const patience = 2_000;

/** Ready: database and log answer, reference facts are read, and the loop has caught up once. */
export class Readiness {
  private caughtUp = false;

  constructor(
    private readonly deps: Pick<Deps, 'pool' | 'log' | 'reference' | 'loop'>,
    private readonly withoutLog: boolean,
  ) {}

  async check(): Promise<Record<string, Check>> {
    const { pool, log, reference } = this.deps;
    const [database, logCheck] = await Promise.all([
      attempt(() => pool.query('select')),
      attempt(() => log.end(REFERENCE)),
    ]);
    if (!this.caughtUp) await attempt(() => this.look());
    return {
      database,
      ...(this.withoutLog ? {} : { log: logCheck }),
      reference: reference.problem === undefined ? (reference.ready() ? 'ok' : 'waiting') : 'failed',
      facts: this.caughtUp ? 'ok' : 'waiting',
    };
  }

  private async look(): Promise<void> {
    if (await this.deps.loop.caughtUp()) this.caughtUp = true;
  }
}

async function attempt(work: () => Promise<unknown>): Promise<Check> {
  const late = new AbortController();
  try {
    await Promise.race([
      work(),
      delay(patience, undefined, { signal: late.signal }).then(() =>
        Promise.reject(new Error('no answer in time')),
      ),
    ]);
    return 'ok';
  } catch {
    return 'failed';
  } finally {
    late.abort();
  }
}
