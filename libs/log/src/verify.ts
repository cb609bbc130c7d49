import { type PoolClient } from 'pg';
import { readCheckpoint } from './loop-checkpoint';
import { type LeftOut, Replay, type ReplayOptions } from './replay';
import { agree, exclusively, readLeftOut } from './replay-scope';
import { transaction } from './transaction';
import { type View } from './applied';
import { caseState, createViews } from './view';
import { type Checksum, checksums, rowSums } from './view-checksum';

/** A view whose rows are not what the log gives. `keys`: some of the rows that differ, as JSON. */
export interface Difference {
  readonly view: string;
  readonly live: Checksum;
  readonly replayed: Checksum;
  readonly keys: readonly string[];
}

export interface Verified {
  readonly facts: number;
  readonly checksums: readonly Checksum[];
  readonly differences: readonly Difference[];
  /** facts that the live loops handled and the replay could not, or the other way round */
  readonly parkedDiffers: boolean;
}

const MOST_KEYS = 20;

/**
 * Replays the log aside and compares every view, and the states, with the live ones.
 *
 * Right under load without holding anybody up: the loops move rows, states and the checkpoint in one transaction, so
 * one snapshot of the database shows all of them at one position, and the replay goes exactly there.
 *
 * A difference counts only if it is found twice, because of the one thing that is not in the snapshot: a key that was
 * destroyed in the vault while we were on our way takes its plain text from the replay a little before the fact of
 * the erasure takes it from the view.
 */
export async function verify<S>(options: ReplayOptions<S>): Promise<Verified> {
  return exclusively(options.pool, options.service, async () => {
    const first = await verifyOnce(options);
    return first.differences.length === 0 && !first.parkedDiffers ? first : verifyOnce(options);
  });
}

async function verifyOnce<S>(options: ReplayOptions<S>): Promise<Verified> {
  const { pool, service } = options;
  const check = `${service}_view_check`;
  await transaction(pool, async (client) => {
    await client.query(`drop schema if exists ${check} cascade`);
    await createViews(client, check, options);
  });
  try {
    return await transaction(
      pool,
      (live) => compare(options, live, check),
      'begin isolation level repeatable read read only',
    );
  } finally {
    await pool.query(`drop schema if exists ${check} cascade`);
  }
}

async function compare<S>(options: ReplayOptions<S>, live: PoolClient, check: string): Promise<Verified> {
  const { pool, service, topic, views } = options;
  const target = await readCheckpoint(live, topic, `${service}.checkpoint`);
  const leftOut: LeftOut = await readLeftOut(live, service, topic);
  const expected = await checksums(live, `${service}_view`, views);
  const replay = new Replay(options, check);
  await replay.to(target, leftOut);
  const differences = await transaction(pool, async (client) => {
    const found = await checksums(client, check, views);
    const pairs = expected.map((sum, n) => ({ live: sum, replayed: found[n] ?? sum }));
    const differing = pairs.filter((pair) => pair.live.md5 !== pair.replayed.md5);
    return Promise.all(
      differing.map(async (pair) => ({
        view: pair.live.view,
        ...pair,
        keys: await differingKeys(live, client, options, pair.live.view),
      })),
    );
  });
  return {
    facts: replay.facts,
    checksums: expected,
    differences,
    parkedDiffers: !agree(leftOut, replay.parked),
  };
}

async function differingKeys(
  live: PoolClient,
  client: PoolClient,
  { service, views }: { readonly service: string; readonly views: readonly View[] },
  name: string,
): Promise<string[]> {
  const view = [caseState, ...views].find((one) => one.name === name);
  if (!view) return [];
  const expected = await rowSums(live, `${service}_view`, view);
  const found = await rowSums(client, `${service}_view_check`, view);
  const keys = new Set([...expected.keys(), ...found.keys()]);
  return [...keys].filter((key) => expected.get(key) !== found.get(key)).slice(0, MOST_KEYS);
}
