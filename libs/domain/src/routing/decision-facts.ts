import {
  type Actor,
  type Data,
  type Fact,
  fact,
  type FactOf,
  idOf,
  type Owner,
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

/** What the decision understood, as facts carry it. */
const understood = (decision: Decision) => ({
  class: decision.class,
  ...(decision.category !== undefined && { category: decision.category }),
  ...(decision.region !== undefined && { region: decision.region }),
  ...(decision.emergency && { emergency: true }),
  ...(decision.contributors.length > 0 && { contributors: [...decision.contributors] }),
});

/** The first suggestion is asked to handle it; the second one is named as runner-up. */
export function offer(first: Suggestion, decision: Decision, cause: RoutingCause, at: string): Fact {
  const { after } = cause;
  const hop = after.hop + 1;
  const { organisation, unit, probability, reasons } = first;
  const [, runnerUp] = decision.suggestions;
  const by: Actor = { role: decision.decidedBy };
  return fact('DispositionOffered', `offer:${after.complaintId}:${hop}:lead`, about(cause, at, by), {
    dispositionId: nextDispositionId(after),
    hop,
    organisation,
    ...(unit !== undefined && { unit }),
    decidedBy: decision.decidedBy,
    final: false,
    ...understood(decision),
    probability,
    reasons: [...reasons, ...decision.reasons],
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
  return fact('TriageRequested', `triage:${after.complaintId}:${round}`, about(cause, at), {
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
  return fact('ArbitrationRequested', `arbitration:${after.complaintId}:${round}`, about(cause, at), {
    round,
    owner,
    candidates: [...candidates],
    versions: decision.versions,
  });
}

/** Carries an arbitration’s decision out: whom it names cannot decline. */
export function finalOffer(
  { data }: FactOf<'ArbitrationDecided'>,
  cause: RoutingCause,
  kit: RoutingKit,
  at: string,
): Fact {
  const { after } = cause;
  const hop = after.hop + 1;
  const key = `offer:${after.complaintId}:${hop}:lead`;
  return fact('DispositionOffered', key, about(cause, at), {
    dispositionId: idOf(key),
    hop,
    organisation: data.organisation,
    ...(data.unit !== undefined && { unit: data.unit }),
    decidedBy: 'person',
    final: true,
    class: after.class,
    ...(after.category !== undefined && { category: after.category }),
    ...(after.region !== undefined && { region: after.region }),
    reasons: [say.arbitrationReason],
    versions: decisionVersions(kit),
  });
}
