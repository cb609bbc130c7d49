import { type Suggestion } from '@satupintu/events';
import { calibrated, decisionRules } from './certainty';
import { type Claim, ruleClaims } from './claims';
import { type RoutingInput, type RoutingKit } from './decision';
import { gather } from './gather';
import { held } from './held';
import { headFirst, noneAccused, toInspectorate } from './inspectorate';
import { learnedClaims } from './learned-claims';
import { hasRefused, likelier, proposal } from './refusals';
import { type Understanding } from './understanding';

const leastProbability = 0.03;

export interface Ranked {
  /** best first, each organisation once */
  readonly ranked: readonly Suggestion[];
  /** what the rules would have said without the learned model */
  readonly ruled: readonly Suggestion[];
}

/** Who should handle it: rules and learned model mixed, then accusations, unconnected bodies and refusals seen to. */
export function rank(understood: Understanding, input: RoutingInput, kit: RoutingKit): Ranked {
  const rules = decisionRules(kit.prepared.policy);
  const byRules = calibrated(gather(ruleClaims(understood, input, kit)), rules);
  const learned = gather(learnedClaims(understood, input, kit));
  const ruled = proper(byRules, understood, input, kit);
  if (learned.length === 0) return { ranked: ruled, ruled };
  const mixed = mix(byRules, learned, rules.modelWeight);
  return { ranked: proper(mixed, understood, input, kit), ruled };
}

/** Each has its weight; what the rules do not know at all is the model’s to say. */
function mix(byRules: readonly Suggestion[], learned: readonly Suggestion[], weight: number): Suggestion[] {
  const known = byRules.reduce((sum, { probability }) => sum + probability, 0);
  const rest = (1 - weight) * Math.max(0, 1 - known);
  return gather([...weighted(byRules, 1 - weight), ...weighted(learned, weight + rest)]);
}

const weighted = (claims: readonly Claim[], weight: number): Claim[] =>
  claims.map((each) => ({ ...each, probability: each.probability * weight }));

/** Accusations to inspectorates, cases of unconnected bodies to their holders, nothing to who has refused. */
function proper(
  found: readonly Suggestion[],
  understood: Understanding,
  { refused = [] }: RoutingInput,
  kit: RoutingKit,
): Suggestion[] {
  const { directory } = kit;
  const { accused } = understood;
  const isAccusation = understood.class === 'oversight_complaint';
  const redirect = (each: Suggestion) => {
    const holder = held(isAccusation ? toInspectorate(each, accused, kit) : each, directory);
    return isAccusation && holder.organisation !== each.organisation
      ? toInspectorate(holder, noneAccused, kit)
      : holder;
  };
  const redirected = gather((isAccusation ? headFirst(found, understood, kit) : found).map(redirect));
  const proposed = proposal(refused, redirected, directory).map(redirect);
  return gather([...likelier(redirected, refused), ...proposed]).filter(
    ({ organisation, probability }) => probability >= leastProbability && !hasRefused(organisation, refused),
  );
}
