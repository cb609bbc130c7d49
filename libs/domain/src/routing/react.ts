import { type Data, type Fact, type Reason, type Suggestion } from '@satupintu/events';
import { type Case } from '../life/case';
import { arbiterOf } from './arbiter';
import { decide, refusalsOf, type RoutingContext } from './decide-again';
import { type Decision, type RoutingKit } from './decision';
import { arbitration, finalOffer, offer, type RoutingCause, triage } from './decision-facts';
import { noneAccused, waitingOwner } from './inspectorate';
import * as say from './reasons';
import { decisionVersions } from './versions';

/** Facts that need the filing's words to be reacted to. */
export const needsFiling = ({ type }: Fact): boolean =>
  type === 'ComplaintFiled' || type === 'DispositionDeclined';

/**
 * What the router does by rule. At every instant one body is accountable: who refused stays so until one of these
 * facts is applied, and each of them names the next one.
 */
export function reactRouter(cause: RoutingCause, context: RoutingContext): Fact[] {
  const { fact: said, before, after } = cause;
  if (said.type === 'ComplaintFiled')
    return carryOut(decide(after, said.data.class, context), 'unsure', cause, context);
  if (said.type === 'DispositionDeclined' && after.lead === said.data.dispositionId)
    return afterRefusal(cause, context);
  if (said.type === 'ReporterDisputed' && before?.status === 'archived')
    return [triage(appealed(after, context.kit), 'appeal', cause, context.at)];
  if (said.type === 'ArbitrationDecided') return [finalOffer(said, cause, context.kit, context.at)];
  return [];
}

type Why = Data<'TriageRequested'>['why'];

function carryOut(decision: Decision, why: Why, cause: RoutingCause, { at }: RoutingContext): Fact[] {
  const [first] = decision.suggestions;
  return decision.decision === 'route' && first
    ? [offer(first, decision, cause, at)]
    : [triage(decision, why, cause, at)];
}

/** The next body, a person, or after the hop limit the tier above. */
function afterRefusal(cause: RoutingCause, context: RoutingContext): Fact[] {
  const { after } = cause;
  const { directory, prepared } = context.kit;
  const decision = decide(after, after.class, context);
  if (after.hop < prepared.policy.hopLimit) return carryOut(decision, 'declined', cause, context);
  const owner = { organisation: arbiterOf(quarrelling(after), directory) };
  return [arbitration(owner, candidates(after, decision), decision, cause, context.at)];
}

/** Who refused; where one body alone did, again and again, also whom it named: the arbiter stands above both. */
function quarrelling(state: Case): string[] {
  const refused = refusalsOf(state);
  const bodies = new Set(refused.map(({ organisation }) => organisation));
  if (bodies.size > 1) return [...bodies];
  return [...new Set([...bodies, ...refused.flatMap(({ proposed }) => proposed ?? [])])];
}

/** Before the tier above stand those who refused, whom they named, and whom the router would take. */
function candidates(state: Case, decision: Decision): Suggestion[] {
  const known = new Map(decision.suggestions.map((each) => [each.organisation, each]));
  const add = (organisation: string, reason: Reason) => {
    if (!known.has(organisation))
      known.set(organisation, { organisation, probability: 0, reasons: [reason] });
  };
  for (const { organisation, proposed } of refusalsOf(state)) {
    add(organisation, say.refusedReason([organisation]));
    if (proposed !== undefined) add(proposed, say.proposedReason(organisation));
  }
  return [...known.values()];
}

/** An archiving that the reporter appeals is looked at again by a person. */
const appealed = (state: Case, kit: RoutingKit): Decision => ({
  decision: 'triage',
  suggestions: [],
  class: state.class,
  ...(state.category !== undefined && { category: state.category }),
  ...(state.region !== undefined && { region: state.region }),
  emergency: false,
  contributors: [],
  decidedBy: 'rule',
  reasons: [say.appealReason],
  owner: { organisation: kit.directory.holderOf(waitingOwner(state.region, noneAccused, kit.directory)) },
  versions: decisionVersions(kit),
});
