import { type Contribution, type Reason, type Suggestion } from '@satupintu/events';
import { decisionRules, thresholdFor } from './certainty';
import { type RoutingInput, type RoutingKit } from './decision';
import * as say from './reasons';
import { type Understanding } from './understanding';

/** Two bodies about as likely as each other are a person’s choice. */
const mostRivalry = 0.75;
/** With several bodies concerned, the lead itself needs this much. */
const leastForLead = 0.4;

/** Why a person must decide; undefined: it goes to the first one without. */
export function whyNotAlone(
  ranked: readonly Suggestion[],
  contributors: readonly Contribution[],
  understood: Understanding,
  input: RoutingInput,
  kit: RoutingKit,
): Reason | undefined {
  const [first] = ranked;
  const { policy } = kit.prepared;
  const threshold = thresholdFor(understood.class, riskOf(understood, input), policy);
  if (understood.length < decisionRules(policy).leastWords) return say.shortReason;
  if (understood.accuses) return say.accusesReason;
  if (understood.topics[0]?.topic.refer === true) return say.referReason;
  if (!first || certaintyOf(ranked, contributors) < threshold) return say.unsureReason(threshold);
  const rival = ranked.slice(1).find(({ organisation }) => !takesPart(organisation, contributors));
  if (rival && rival.probability > first.probability * mostRivalry) return say.rivalReason;
  if (understood.class !== 'oversight_complaint') return undefined;
  return isInspectorate(first, kit) ? undefined : say.noInspectorateReason;
}

const riskOf = (understood: Understanding, { confidential, refused }: RoutingInput) => ({
  emergency: understood.dangers.length > 0,
  confidential: confidential === true,
  declined: (refused ?? []).length > 0,
});

/** Where several bodies have a part each, none of them is a wrong first address. */
function certaintyOf(
  [first, ...others]: readonly Suggestion[],
  contributors: readonly Contribution[],
): number {
  if (!first || first.probability < leastForLead) return first?.probability ?? 0;
  return others
    .filter(({ organisation }) => takesPart(organisation, contributors))
    .reduce((sum, { probability }) => sum + probability, first.probability);
}

const takesPart = (organisation: string, contributors: readonly Contribution[]) =>
  contributors.some((each) => each.organisation === organisation);

/** An accusation goes alone to an inspectorate and to nobody else. */
const isInspectorate = ({ organisation, unit }: Suggestion, { directory }: RoutingKit) =>
  unit !== undefined && unit === directory.inspectorateOf(organisation);
