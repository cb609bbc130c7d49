import { type Case, hopsOf, quarrelReason } from '@satupintu/domain';
import { type Owner, type Reason, type Suggestion } from '@satupintu/events';
import { rounded, shownProbability } from '../suggestions/shown';
import { type DecisionRow } from './read-decisions';

/** A decision in the form that all kinds share: to whom it went, why, and who came second. */
interface Common {
  /** who is accountable after it; absent where it moves nothing */
  readonly to?: Owner;
  readonly reasons: readonly Reason[];
  readonly runnerUp: Suggestion | null;
  /** what a refusal cost */
  readonly secondsLost?: number;
  readonly hoursLost?: number;
}

const ownerIn = ({ organisation, unit }: Owner): Owner => ({
  organisation,
  ...(unit !== undefined && { unit }),
});

function toOf({ said }: DecisionRow): Owner | undefined {
  if (said.owner !== undefined) return ownerIn(said.owner);
  return said.organisation === undefined
    ? undefined
    : ownerIn({ organisation: said.organisation, ...(said.unit !== undefined && { unit: said.unit }) });
}

/** Where several are shown to people, the second of them is who came second. */
const runnerUpOf = ({ said }: DecisionRow): Suggestion | undefined =>
  said.runnerUp ?? (said.suggestions ?? said.candidates)?.[1];

function lostIn({ kind, said }: DecisionRow, state: Case): Pick<Common, 'secondsLost' | 'hoursLost'> {
  if (kind !== 'declined') return {};
  const hop = state.dispositions[said.dispositionId ?? '']?.hop;
  const found = hopsOf(state).find((each) => each.hop === hop);
  return found ? { secondsLost: found.secondsLost, hoursLost: found.hoursLost } : {};
}

/** The fact names who may be meant, each with reasons; why it went up at all is the rule’s to say. */
const reasonsOf = ({ kind, said }: DecisionRow): readonly Reason[] =>
  said.reasons ?? (kind === 'arbitration' ? [quarrelReason] : []);

/** Its probabilities as people can tell them apart. */
const readable = ({ said: { probability, suggestions, candidates, ...said } }: DecisionRow) => ({
  ...said,
  ...(typeof probability === 'number' && { probability: rounded(probability) }),
  ...(suggestions && { suggestions: suggestions.map(shownProbability) }),
  ...(candidates && { candidates: candidates.map(shownProbability) }),
});

/** A row as people read it: the members of its fact, and what all decisions have in common. */
export function explained(row: DecisionRow, state: Case): object {
  const { at, kind, by } = row;
  const to = toOf(row);
  const runnerUp = runnerUpOf(row);
  return {
    ...readable(row),
    at: at.toISOString(),
    kind,
    by,
    ...(to && { to }),
    reasons: reasonsOf(row),
    runnerUp: runnerUp ? shownProbability(runnerUp) : null,
    ...lostIn(row, state),
  } satisfies Common & Record<string, unknown>;
}
