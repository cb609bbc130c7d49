import { type ComplaintClass, type Data, type Fact, type Reason, type Suggestion } from '@satupintu/events';
import { type Case, leadOf } from '../life/case';
import { ownerOf } from '../life/rule';
import { arbiterOf } from './arbiter';
import { decide, refusalsOf, type RoutingContext } from './decide-again';
import { type Decision, type RoutingKit } from './decision';
import { arbitration, finalOffer, offer, type RoutingCause, triage } from './decision-facts';
import { noneAccused, waitingOwner } from './inspectorate';
import * as say from './reasons';
import { nameOf } from './refusals';
import { decisionVersions } from './versions';

/** Facts that the router may have to follow up. */
export const routingCauses: ReadonlySet<Fact['type']> = new Set<Fact['type']>([
  'ComplaintFiled',
  'DispositionDeclined',
  'ReporterDisputed',
  'ArbitrationDecided',
  'MergeUndone',
]);

/** Facts that need the filing's words to be reacted to. */
export const needsFiling = (fact: Fact): boolean =>
  fact.type === 'ComplaintFiled' || fact.type === 'DispositionDeclined' || isParting(fact);

/** A case that followed another one goes on by itself: let go, or because its reporter says that it is another matter. */
const isParting = ({ type, data }: Fact): boolean =>
  type === 'MergeUndone' || (type === 'ReporterDisputed' && data.leaves !== undefined);

/**
 * What the router does by rule. At every instant one body is accountable: who refused stays so until one of these
 * facts is applied, and each of them names the next one.
 */
export function reactRouter(cause: RoutingCause, context: RoutingContext): Fact[] {
  const { fact: said, before, after } = cause;
  if (said.type === 'ComplaintFiled') return firstDecision(said.data.class, cause, context);
  if (said.type === 'DispositionDeclined' && after.lead === said.data.dispositionId)
    return afterRefusal(cause, context);
  if (said.type === 'ReporterDisputed' && before?.status === 'archived')
    return [triage(appealed(after, context.kit), 'appeal', cause, context.at)];
  if (said.type === 'ArbitrationDecided')
    return [finalOffer(ownerOf(said.data), cause, context.kit, context.at)];
  return isParting(said) && before?.status === 'merged' ? takenUpAgain(cause, context) : [];
}

const firstDecision = (given: ComplaintClass | undefined, cause: RoutingCause, context: RoutingContext) =>
  carryOut(decide(cause.after, given, context), 'unsure', cause, context);

/** A case that followed another one stands where it stood; what the router was about to do then came too late. */
function takenUpAgain(cause: RoutingCause, context: RoutingContext): Fact[] {
  const { after } = cause;
  const decided = after.arbitrations.at(-1)?.decided;
  if (after.status === 'filed')
    return firstDecision(after.class === 'complaint' ? undefined : after.class, cause, context);
  if (after.status === 'arbitration' && decided) return [finalOffer(decided, cause, context.kit, context.at)];
  return after.status === 'dispositioned' && leadOf(after)?.status === 'declined'
    ? afterRefusal(cause, context)
    : [];
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
  return [arbitration(owner, candidates(after, decision, context.kit), decision, cause, context.at)];
}

/** Who refused; where one body alone did, again and again, also whom it named: the arbiter stands above both. */
function quarrelling(state: Case): string[] {
  const refused = refusalsOf(state);
  const bodies = new Set(refused.map(({ organisation }) => organisation));
  if (bodies.size > 1) return [...bodies];
  return [...new Set([...bodies, ...refused.flatMap(({ proposed }) => proposed ?? [])])];
}

/** Before the tier above stand those who refused, whom they named, and whom the router would take. */
function candidates(state: Case, decision: Decision, { directory }: RoutingKit): Suggestion[] {
  const known = new Map(decision.suggestions.map((each) => [each.organisation, each]));
  const add = (organisation: string, reason: Reason) => {
    if (!known.has(organisation))
      known.set(organisation, { organisation, probability: 0, reasons: [reason] });
  };
  for (const { organisation, proposed } of refusalsOf(state)) {
    const name = nameOf(organisation, directory);
    add(organisation, say.refusedReason([name]));
    if (proposed !== undefined) add(proposed, say.proposedReason(name));
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
  owner: { organisation: kit.directory.holderOf(appealOwner(state, kit)) },
  versions: decisionVersions(kit),
});

/** Whose head an accusation names is not read again here: it stays with who was found to be above that. */
const appealOwner = ({ class: complaintClass, owner, region }: Case, { directory }: RoutingKit): string =>
  complaintClass === 'oversight_complaint' && directory.exists(owner.organisation)
    ? owner.organisation
    : waitingOwner(region, noneAccused, directory);
