import { type Pool, type PoolClient } from 'pg';
import { readCheckpoint } from './loop-checkpoint';
import { type LoopLogger } from './loop-logger';
import { Replay, type ReplayOptions } from './replay';
import { agree, exclusively, readLeftOut } from './replay-scope';
import { transaction } from './transaction';
import { type View } from './applied';
import { createIndexes, createViews, declareViews, ensureViews } from './view';

export interface RebuildOptions<S> extends ReplayOptions<S> {
  readonly logger: LoopLogger;
  /** Only this view; the others and the states stay as they are. */
  readonly only?: string;
}

export interface Rebuilt {
  readonly facts: number;
  readonly seconds: number;
}

/** So few offsets are left that the live loops may be held off while they are replayed. */
const NEAR = 500;
const MOST_ROUNDS = 20;
const ATTEMPTS = 3;

/** Facts were parked, or taken up again, after the replay had treated them otherwise. */
class Overtaken extends Error {}

/**
 * Fills the views anew from the log, beside the live ones, and swaps when both stand at the same position. Live loops
 * go on in whatever process they run, except for the last few hundred facts: a lock on the checkpoint table, which
 * each of their transactions asks for first, holds them off until the schemas have been renamed in the same
 * transaction. Their statements then find the new tables by name, and the states they hold in memory stay right,
 * because the same facts in the same order fold to the same state.
 *
 * Decides nothing, says nothing, leaves kept tables alone. Stands as far on the log as the live loops, not further,
 * because what lies behind has not been reacted to yet.
 */
export function rebuild<S>(options: RebuildOptions<S>): Promise<Rebuilt> {
  return exclusively(options.pool, options.service, () => rebuildNow(options));
}

/**
 * Makes the views ready for the loop: made where the service is new, rebuilt where their declarations have changed,
 * they are gone, or the states behind them are of another version. Processes that start together wait for the one that does it.
 */
export async function openViews<S>(options: RebuildOptions<S>): Promise<void> {
  const { pool, service, logger } = options;
  if ((await ensureViews(pool, service, options)) === 'ready') return;
  await exclusively(pool, service, async () => {
    if ((await ensureViews(pool, service, options)) === 'ready') return;
    logger.info({ service }, 'views are new or declared otherwise, or states of another version: rebuilding');
    await rebuildNow(options);
  });
}

async function rebuildNow<S>(options: RebuildOptions<S>): Promise<Rebuilt> {
  const begun = performance.now();
  await beginPartitions(options);
  for (let attempt = 1; ; attempt++) {
    try {
      const facts = await attemptRebuild(options);
      return { facts, seconds: (performance.now() - begun) / 1000 };
    } catch (error) {
      if (!(error instanceof Overtaken) || attempt === ATTEMPTS) throw error;
      options.logger.warn(
        { service: options.service, attempt },
        'facts were parked meanwhile: rebuilding again',
      );
    }
  }
}

/** A loop that begins with a partition during the swap would go unnoticed if its row were not there to be locked. */
async function beginPartitions({
  log,
  pool,
  service,
  topic,
}: Pick<ReplayOptions<unknown>, 'log' | 'pool' | 'service' | 'topic'>): Promise<void> {
  const partitions = [...(await log.end(topic)).keys()];
  await pool.query(
    `insert into ${service}.checkpoint select $1, unnest($2::integer[]), 0 on conflict do nothing`,
    [topic, partitions],
  );
}

async function attemptRebuild<S>(options: RebuildOptions<S>): Promise<number> {
  const { pool, service, topic, only } = options;
  const views = only === undefined ? options.views : options.views.filter(({ name }) => name === only);
  if (views.length === 0 && only !== undefined) throw new Error(`${service} has no view named ${only}`);
  const next = `${service}_view_next`;
  await transaction(pool, async (client) => {
    await client.query(`drop schema if exists ${next} cascade`);
    await createViews(client, next, options);
  });
  const replay = new Replay(options, next);
  await catchUp(options, replay);
  await transaction(pool, (client) => createIndexes(client, next, views));
  await catchUp(options, replay);
  await transaction(pool, async (client) => {
    await client.query(`lock table ${service}.checkpoint in exclusive mode`);
    await follow(client, options, replay);
    if (!agree(await readLeftOut(client, service, topic), replay.parked)) throw new Overtaken('overtaken');
    await swap(client, service, only === undefined ? undefined : views);
  });
  await pool.query(
    `drop schema if exists ${service}_view_old cascade; drop schema if exists ${next} cascade`,
  );
  return replay.facts;
}

/** Replays in rounds until the live loops are only a few facts ahead. */
async function catchUp<S>(options: RebuildOptions<S>, replay: Replay<S>): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if ((await follow(options.pool, options, replay)) < NEAR) return;
  }
}

/** Replays to where the checkpoint stands. @returns how many facts that were */
async function follow<S>(
  client: Pool | PoolClient,
  options: ReplayOptions<S>,
  replay: Replay<S>,
): Promise<number> {
  const { service, topic } = options;
  const before = replay.facts;
  const leftOut = await readLeftOut(client, service, topic);
  await replay.to(await readCheckpoint(client, topic, `${service}.checkpoint`), leftOut);
  return replay.facts - before;
}

/** Within the transaction that holds the checkpoint. */
async function swap(client: PoolClient, service: string, only: readonly View[] | undefined): Promise<void> {
  const [live, next, old] = [`${service}_view`, `${service}_view_next`, `${service}_view_old`];
  if (only) {
    for (const { name } of only) {
      await client.query(
        `drop table if exists ${live}.${name}; alter table ${next}.${name} set schema ${live}`,
      );
    }
    return declareViews(client, live, only);
  }
  await client.query(`drop schema if exists ${old} cascade`);
  const { rowCount: there } = await client.query('select from pg_namespace where nspname = $1', [live]);
  if (there) await client.query(`alter schema ${live} rename to ${old}`);
  await client.query(`alter schema ${next} rename to ${live}`);
}
