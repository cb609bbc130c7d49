import { type Pool, type PoolClient } from 'pg';
import { isOutage, reasonOf } from './fault';
import { Positions } from './loop-checkpoint';
import { type Item, readFact } from './loop-decode';
import { firstParked, type Parked, showParked } from './loop-parking';
import { StateCache } from './loop-state';
import { Step, type StepOptions } from './loop-step';
import { transaction } from './transaction';

/** What became of a subject's parked facts. `stuck`: the reason why the first of those left cannot be handled. */
export interface Unparked {
  readonly subject: string;
  readonly handled: number;
  readonly stuck?: string;
}

const itemOf = ({ partition, offset, subject, record }: Parked): Item => ({
  partition,
  offset,
  subject,
  text: record,
  read: readFact(subject, record),
});

/** Thrown to undo an attempt. */
class StillStuck extends Error {
  readonly retryable = false;
}

/**
 * Handles the parked facts of a subject again, in order, until one fails once more: after a repair, or a new version
 * of the service. Safe beside running loops: each holds off the other by the checkpoint of the partition.
 *
 * @param id of any parked fact of the subject; undefined is returned where there is none
 */
export async function retryParked<S>(options: StepOptions<S>, id: string): Promise<Unparked | undefined> {
  const parked = await showParked(options.pool, id);
  return parked && takeUp(options, parked.subject);
}

/** Gives a parked fact up for good, here and in every rebuild, and takes up those that waited behind it. */
export async function dropParked<S>(options: StepOptions<S>, id: string): Promise<Unparked | undefined> {
  const parked = await showParked(options.pool, id);
  if (!parked) return undefined;
  await transaction(options.pool, async (client) => {
    await holdPartition(client, parked);
    await client.query('update parked set dropped_at = now() where id = $1', [id]);
  });
  return takeUp(options, parked.subject);
}

async function takeUp<S>(options: StepOptions<S>, subject: string): Promise<Unparked> {
  const step = new Step(options, new Positions(options.topic), new StateCache<S>());
  for (let handled = 0; ; handled++) {
    try {
      const more = await transaction(options.pool, (client) => takeUpFirst(client, step, subject));
      if (!more) return { subject, handled };
    } catch (error) {
      if (isOutage(error)) throw error;
      const stuck = error instanceof StillStuck ? error.message : reasonOf(error);
      await noteReason(options.pool, subject, stuck);
      return { subject, handled, stuck };
    }
  }
}

/** @returns whether there was one */
async function takeUpFirst<S>(client: PoolClient, step: Step<S>, subject: string): Promise<boolean> {
  const candidate = await firstParked(client, subject);
  if (!candidate) return false;
  await holdPartition(client, candidate);
  // Another operator may have been faster.
  const first = await firstParked(client, subject);
  if (!first) return false;
  const { parked } = await step.again(client, [itemOf(first)]);
  const [failed] = parked;
  if (failed) throw new StillStuck(failed.reason);
  await client.query('delete from parked where id = $1', [first.id]);
  return true;
}

/** Until the transaction ends, no loop parks or handles anything in the partition. */
async function holdPartition(client: PoolClient, { topic, partition }: Parked): Promise<void> {
  await client.query('select from checkpoint where topic = $1 and partition = $2 for update', [
    topic,
    partition,
  ]);
}

async function noteReason(pool: Pool, subject: string, reason: string): Promise<void> {
  await pool.query(
    `update parked set reason = $2
     where id = (select id from parked where dropped_at is null and subject = $1 order by offset_ limit 1)`,
    [subject, reason],
  );
}
