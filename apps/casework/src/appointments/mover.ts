import { setTimeout as delay } from 'node:timers/promises';
import { COMPLAINTS, type FactOf } from '@satupintu/events';
import { alone, appendFacts, type Deps, type Handover } from '@satupintu/service';
import { moveWith } from './move';
import { partsLeft } from './open-parts';

/** One process at a time carries out hand-overs. */
const lock = [0xde5c, 1] as const;
const pageSize = 200;
const firstId = '00000000-0000-0000-0000-000000000000';
/** Machine time, milliseconds. */
const patience = 30_000;
const pause = 1_000;

/**
 * Lets the open cases of a place follow its hand-over. What is to be done follows from the fact and from where the
 * cases are, so whoever is killed in the middle is followed by somebody who goes on with what is left.
 */
export class Mover {
  private readonly stopping = new AbortController();
  private readonly begun = new Set<string>();
  private running: Promise<void> = Promise.resolve();
  private open = 0;

  constructor(private readonly deps: Deps) {}

  /** Takes up what was begun and not ended, then whatever is said. */
  start(): void {
    const { reference } = this.deps;
    reference.onFact((said) => {
      if (said.type === 'UnitHandedOver') this.take(said);
    });
    for (const handover of reference.handovers.all()) this.take(handover);
  }

  /** Whether cases are still to follow; settling waits for that. */
  busy(): boolean {
    return this.open > 0;
  }

  /** Resolves when nothing is under way; the rest is taken up after the next start. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private take(handover: Handover): void {
    const { handoverId, toUnit } = handover.data;
    if (toUnit === undefined || this.begun.has(handoverId)) return;
    this.begun.add(handoverId);
    this.open += 1;
    this.running = this.running.then(() => this.carryOut(handover)).finally(() => (this.open -= 1));
  }

  private async carryOut(handover: Handover): Promise<void> {
    const { pool, logger } = this.deps;
    for (let attempt = 0; !this.stopping.signal.aborted; attempt += 1) {
      try {
        if (await this.isDone(handover)) return;
        await alone(pool, lock, () => this.moveAll(handover));
        return;
      } catch (error) {
        if (attempt === 0) logger.warn({ err: error }, 'a hand-over cannot be carried out yet');
        await delay(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  private async moveAll(handover: Handover): Promise<void> {
    if (await this.isDone(handover)) return;
    const { pool } = this.deps;
    for (let after = firstId; !this.stopping.signal.aborted;) {
      const parts = await partsLeft(pool, handover, after, pageSize);
      const last = parts.at(-1);
      if (!last) {
        await pool.query(`insert into handover_done (handover_id) values ($1) on conflict do nothing`, [
          handover.data.handoverId,
        ]);
        return;
      }
      await this.move(handover, parts);
      after = last.disposition_id;
    }
  }

  private async move(handover: Handover, parts: Awaited<ReturnType<typeof partsLeft>>): Promise<void> {
    const { appender, clock, loop } = this.deps;
    const states = await loop.states([...new Set(parts.map(({ complaint_id }) => complaint_id))]);
    const moves = parts.flatMap(({ complaint_id, disposition_id }): FactOf<'UnitAssigned'>[] => {
      const state = states.get(complaint_id);
      const moved = state && moveWith(handover, state, disposition_id, clock.now());
      return moved ? [moved] : [];
    });
    await appendFacts(appender, COMPLAINTS, moves);
    // Progress is read from what was applied, and must not run ahead of it.
    await Promise.all(moves.map(({ subject, id }) => loop.verdicts(subject, [id], patience)));
  }

  private async isDone({ data }: Handover): Promise<boolean> {
    const { rows } = await this.deps.pool.query(`select from handover_done where handover_id = $1`, [
      data.handoverId,
    ]);
    return rows.length > 0;
  }
}

const movers = new WeakMap<Deps, Mover>();

/** The one of a running service. */
export function moverOf(deps: Deps): Mover {
  const mover = movers.get(deps) ?? new Mover(deps);
  movers.set(deps, mover);
  return mover;
}
