import { type Case } from '@satupintu/domain';
import { dueAtOf } from '../desk/due';
import { takesPart } from '../parties';
import { concerns, knows, partMeant } from './partner-part';

/** A case as the partner has it. */
export interface Claimed {
  readonly complaintId?: string;
  /** the partner's own id; comes back with the line, and is not kept */
  readonly externalId: string;
  readonly state: string;
}

export type Outcome = 'same' | 'different' | 'unknown_here' | 'missing_there';

/** How both sides have one case. */
export interface Line {
  readonly outcome: Outcome;
  readonly externalId?: string;
  readonly complaintId?: string;
  readonly here?: Here;
}

/** How a case stands here, in codes: enough to put the other side right. */
export interface Here {
  readonly trackingId: string;
  readonly status: string;
  readonly closedReason?: string;
  readonly filed: boolean;
  readonly takesPart: boolean;
  readonly dispositionId?: string;
  readonly dispositionStatus?: string;
  readonly unit?: string;
  readonly dueAt?: string;
}

export function hereOf(state: Case, organisation: string): Here {
  const { trackingId, status, closedReason } = state;
  const part = partMeant(state, organisation);
  const takes = part !== undefined && takesPart(state, part);
  const dueAt = takes ? dueAtOf(state, part.dispositionId) : null;
  return {
    trackingId,
    status,
    ...(closedReason !== undefined && { closedReason }),
    filed: state.filedBy === organisation,
    takesPart: takes,
    ...(part && { dispositionId: part.dispositionId, dispositionStatus: part.status }),
    ...(part?.unit !== undefined && { unit: part.unit }),
    ...(dueAt !== null && { dueAt }),
  };
}

/**
 * Compares a partner's cases with those here, both of one stretch of complaint ids: first what the partner named, in its
 * order, then what is here and was not named. No clock is compared, only ids and states.
 */
export function reconcile(
  organisation: string,
  claimed: readonly Claimed[],
  states: ReadonlyMap<string, Case>,
): Line[] {
  const named = new Set(claimed.flatMap(({ complaintId }) => complaintId ?? []));
  const missing = [...states.values()]
    .filter((state) => !named.has(state.complaintId) && concerns(organisation, state))
    .sort((a, b) => (a.complaintId < b.complaintId ? -1 : 1))
    .map((state): Line => ({
      outcome: 'missing_there',
      complaintId: state.complaintId,
      here: hereOf(state, organisation),
    }));
  return [...claimed.map((each) => compared(organisation, each, states)), ...missing];
}

function compared(organisation: string, claim: Claimed, states: ReadonlyMap<string, Case>): Line {
  const { complaintId, externalId } = claim;
  const state = complaintId === undefined ? undefined : states.get(complaintId);
  const ids = { externalId, ...(complaintId !== undefined && { complaintId }) };
  if (!state || !knows(organisation, state)) return { outcome: 'unknown_here', ...ids };
  const here = hereOf(state, organisation);
  return { outcome: here.status === claim.state ? 'same' : 'different', ...ids, here };
}
