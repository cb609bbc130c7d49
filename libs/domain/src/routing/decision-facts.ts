import {
  type Actor,
  type Data,
  type Fact,
  fact,
  type Owner,
  type Reason,
  type Suggestion,
} from '@satupintu/events';
import { type Case } from '../life/case';
import { nextDispositionId } from '../life/decide-router';
import { type Decision, type RoutingKit } from './decision';
import * as say from './reasons';
import { decisionVersions } from './versions';

/** A fact that was applied, and what the complaint came to. */
export interface RoutingCause {
  readonly fact: Fact;
  readonly before: Case | undefined;
  readonly after: Case;
}

/** When the router decides: never before its cause. */
export const about = ({ fact: cause, after }: RoutingCause, at: string, by: Actor = { role: 'rule' }) => ({
  subject: after.complaintId,
  at: at > cause.at ? at : cause.at,
  by,
  cause: cause.id,
});

/**
 * Key of a request to people. It names its cause: one that came too late for its own round must not pass for the one
 * that a later refusal needs. Of two for one round the first in the log counts.
 */
const requestKey = (kind: 'triage' | 'arbitration', round: number, { fact: cause, after }: RoutingCause) =>
  `${kind}:${after.complaintId}:${round}:${cause.id}`;

/** Key of an offer: of two for one hop the first in the log counts. A case that was merged meanwhile is offered anew. */
const offerKey = ({ fact: cause, before, after }: RoutingCause) => {
  const key = `offer:${after.complaintId}:${after.hop + 1}:lead`;
  return before?.status === 'merged' ? `${key}:${cause.id}` : key;
};

/** What the decision understood, as facts carry it. */
const understood = (decision: Decision) => ({
  class: decision.class,
  ...(decision.category !== undefined && { category: decision.category }),
  ...(decision.region !== undefined && { region: decision.region }),
  ...(decision.emergency && { emergency: true }),
  ...(decision.contributors.length > 0 && { contributors: [...decision.contributors] }),
});

/** A place or an unconnected body speaks for the owner and for the case: a clerk reads it once. */
const saidOnce = (reasons: readonly Reason[]): Reason[] => [
  ...new Map(reasons.map((each) => [each.text, each])).values(),
];

/** The first suggestion is asked to handle it; the second one is named as runner-up. */
export function offer(first: Suggestion, decision: Decision, cause: RoutingCause, at: string): Fact {
  const { after } = cause;
  const hop = after.hop + 1;
  const { organisation, unit, probability, reasons } = first;
  const [, runnerUp] = decision.suggestions;
  const by: Actor = { role: decision.decidedBy };
  return fact('DispositionOffered', offerKey(cause), about(cause, at, by), {
    dispositionId: nextDispositionId(after),
    hop,
    organisation,
    ...(unit !== undefined && { unit }),
    decidedBy: decision.decidedBy,
    final: false,
    ...understood(decision),
    probability,
    reasons: saidOnce([...reasons, ...decision.reasons]),
    ...(runnerUp && { runnerUp }),
    versions: decision.versions,
  });
}

/** A person is asked, with what the router would suggest. */
export function triage(
  decision: Decision,
  why: Data<'TriageRequested'>['why'],
  cause: RoutingCause,
  at: string,
): Fact {
  const { after } = cause;
  const round = after.triageRound;
  return fact('TriageRequested', requestKey('triage', round, cause), about(cause, at), {
    round,
    owner: decision.owner,
    why,
    ...understood(decision),
    reasons: [...decision.reasons],
    suggestions: [...decision.suggestions],
    versions: decision.versions,
  });
}

/** The tier above is asked, and has the case until it has decided. */
export function arbitration(
  owner: Owner,
  candidates: readonly Suggestion[],
  decision: Decision,
  cause: RoutingCause,
  at: string,
): Fact {
  const { after } = cause;
  const round = after.arbitrations.length;
  return fact('ArbitrationRequested', requestKey('arbitration', round, cause), about(cause, at), {
    round,
    owner,
    candidates: [...candidates],
    versions: decision.versions,
  });
}

/** Carries an arbitration’s decision out: whom it names cannot decline. */
export function finalOffer(decided: Owner, cause: RoutingCause, kit: RoutingKit, at: string): Fact {
  const { after } = cause;
  const hop = after.hop + 1;
  return fact('DispositionOffered', offerKey(cause), about(cause, at), {
    dispositionId: nextDispositionId(after),
    hop,
    ...decided,
    decidedBy: 'person',
    final: true,
    class: after.class,
    ...(after.category !== undefined && { category: after.category }),
    ...(after.region !== undefined && { region: after.region }),
    reasons: [say.arbitrationReason],
    versions: decisionVersions(kit),
  });
}
