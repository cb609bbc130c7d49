import { type Reason, type Suggestion } from '@satupintu/events';
import { mostProbability } from './certainty';
import { type Refused } from './decision';
import { type DirectoryIndex } from './directory';
import * as say from './reasons';

const trustInRefusal = 0.5;
/** A proposal that the words speak for as well, and one that stands alone. */
const trustInProposal = { supported: 0.8, alone: 0.55 };
const leastSupport = 0.1;

/** As people call a body; its code where the directory has it no more. */
export const nameOf = (code: string, directory: DirectoryIndex): string =>
  directory.organisation(code)?.name ?? code;

/** Where a likely body has refused, it was perhaps not so likely: the others gain. */
export function likelier(proper: readonly Suggestion[], refused: readonly Refused[]): Suggestion[] {
  const lost = proper
    .filter(({ organisation }) => hasRefused(organisation, refused))
    .reduce((sum, { probability }) => sum + probability, 0);
  const factor = 1 / (1 - trustInRefusal * Math.min(1, lost));
  return proper.map((each) => ({
    ...each,
    probability: Math.min(mostProbability, each.probability * factor),
  }));
}

export const hasRefused = (organisation: string, refused: readonly Refused[]): boolean =>
  refused.some((each) => each.organisation === organisation);

/** Why the last refusal’s proposal does not count: nobody is sent in circles. */
type Idle = 'itself' | 'unknown' | 'refused';

function idle(last: Refused, refused: readonly Refused[], directory: DirectoryIndex): Idle | undefined {
  if (last.proposed === undefined || !directory.exists(last.proposed)) return 'unknown';
  if (last.proposed === last.organisation) return 'itself';
  return hasRefused(last.proposed, refused) ? 'refused' : undefined;
}

/**
 * Whom a refusing body names is weighed, not obeyed: it goes there alone only where the words speak for it as well.
 * Proposals of earlier refusals had their turn.
 */
export function proposal(
  refused: readonly Refused[],
  proper: readonly Suggestion[],
  directory: DirectoryIndex,
): Suggestion[] {
  const last = refused.at(-1);
  if (last?.proposed === undefined || idle(last, refused, directory) !== undefined) return [];
  const found = proper.find(({ organisation }) => organisation === last.proposed);
  const known = found?.probability ?? 0;
  const trust = known >= leastSupport ? trustInProposal.supported : trustInProposal.alone;
  return [
    {
      organisation: last.proposed,
      ...(found?.unit !== undefined && { unit: found.unit }),
      probability: trust * (1 - known),
      reasons: [say.proposedReason(nameOf(last.organisation, directory))],
    },
  ];
}

/** What people should know about the refusals so far. */
export function refusalReasons(refused: readonly Refused[], directory: DirectoryIndex): Reason[] {
  const last = refused.at(-1);
  if (!last) return [];
  const names = refused.map(({ organisation }) => nameOf(organisation, directory));
  const why = idle(last, refused, directory);
  return [
    say.refusedReason([...new Set(names)]),
    ...(why !== undefined && last.proposed !== undefined
      ? [say.idleProposalReason(nameOf(last.proposed, directory), why)]
      : []),
  ];
}
