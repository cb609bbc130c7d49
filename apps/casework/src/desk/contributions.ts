import { type Case, type Disposition, isActive, refusedContributions } from '@satupintu/domain';
import { dueAtOf } from './due';

/** A contribution as the lead sees it. The words of its answer are read in the thread. */
export interface ContributionShown {
  readonly dispositionId: string;
  readonly organisation: string;
  readonly unit?: string;
  readonly status: Disposition['status'];
  readonly required: boolean;
  readonly dueAt?: string;
  readonly answerId?: string;
}

/** A task that a body declined, for which nobody was asked instead. */
export interface RefusalShown {
  readonly dispositionId: string;
  readonly organisation: string;
  readonly unit?: string;
  readonly required: boolean;
  readonly ground?: string;
  readonly proposed?: string;
}

const bodyOf = ({ dispositionId, organisation, unit, required }: Disposition) => ({
  dispositionId,
  organisation,
  ...(unit !== undefined && { unit }),
  required: required === true,
});

function shown(state: Case, part: Disposition): ContributionShown {
  const dueAt = dueAtOf(state, part.dispositionId);
  const answerId = part.rounds[part.round]?.answerId;
  return {
    ...bodyOf(part),
    status: part.status,
    ...(dueAt !== null && { dueAt }),
    ...(answerId !== undefined && { answerId }),
  };
}

const refusal = (part: Disposition): RefusalShown => ({
  ...bodyOf(part),
  ...(part.ground !== undefined && { ground: part.ground }),
  ...(part.proposed !== undefined && { proposed: part.proposed }),
});

/** What the lead sees of the others; nothing where it asked nobody. */
export function contributionsOf(state: Case): {
  contributions?: readonly ContributionShown[];
  refusedContributions?: readonly RefusalShown[];
} {
  const asked = Object.values(state.dispositions).filter(
    (part) => part.part === 'contributor' && isActive(part),
  );
  const refused = refusedContributions(state);
  return {
    ...(asked.length > 0 && { contributions: asked.map((part) => shown(state, part)) }),
    ...(refused.length > 0 && { refusedContributions: refused.map(refusal) }),
  };
}
