import { type RoutingInput } from '@satupintu/domain';
import { transaction } from '@satupintu/log';
import { type Deps } from '@satupintu/service';
import { openInputs } from '../learning/past-case';
import { type Decider } from './decide-again';
import { type DecidedCase, type Period, readDecided } from './read-decisions';
import { type Comparison, type Destination } from './tally';

export interface Asked {
  readonly comparisons: readonly Comparison[];
  /** cases whose words cannot be opened any more */
  readonly erased: number;
}

/** How many batches may wait for their decisions: enough to keep every thread busy. */
const mostUnderWay = 8;

/**
 * Decides past cases again as they were filed. Reads in one snapshot, writes nothing, and so gives the same answer as
 * often as it is asked. No word leaves it.
 */
export function whatIf(
  { pool, vault }: Pick<Deps, 'pool' | 'vault'>,
  period: Period,
  decider: Decider,
): Promise<Asked> {
  return transaction(
    pool,
    async (client) => {
      const underWay: Promise<readonly Comparison[]>[] = [];
      let erased = 0;
      for await (const batch of readDecided(client, period)) {
        const inputs = await openInputs(batch, vault, 'what-if');
        erased += inputs.filter((input) => input === undefined).length;
        underWay.push(compare(batch, inputs, decider));
        if (underWay.length >= mostUnderWay) await underWay.at(-mostUnderWay);
      }
      return { comparisons: (await Promise.all(underWay)).flat(), erased };
    },
    'begin isolation level repeatable read read only',
  );
}

async function compare(
  batch: readonly DecidedCase[],
  inputs: readonly (RoutingInput | undefined)[],
  decider: Decider,
): Promise<Comparison[]> {
  const open = batch.flatMap((past, at) => {
    const input = inputs[at];
    return input ? [{ past, input }] : [];
  });
  const decided = await decider.decide(open.map(({ input }) => input));
  return open.map(({ past }, at) => comparisonOf(past, decided[at] ?? 'triage'));
}

function comparisonOf(past: DecidedCase, after: Destination): Comparison {
  const handler = handlerOf(past.handled_by, past.handled_unit);
  return {
    complaintId: past.complaint_id,
    before: handlerOf(past.organisation, past.unit) ?? 'triage',
    after,
    declined: past.declined,
    ...(handler && { handler }),
  };
}

function handlerOf(organisation: string | null, unit: string | null) {
  if (organisation === null) return undefined;
  return unit === null ? { organisation } : { organisation, unit };
}
