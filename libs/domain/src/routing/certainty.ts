import {
  type ComplaintClass,
  type DecisionRules,
  type RoutingPolicy,
  type Suggestion,
} from '@satupintu/events';

/** Nothing is certain before a person has looked. */
export const mostProbability = 0.99;

/** The rules of a policy that says nothing about them: evidence is taken as it is, the model counts half. */
const unmeasured: DecisionRules = {
  source: 'not measured',
  calibration: [
    [0, 0],
    [1, 1],
  ],
  modelWeight: 0.5,
  risks: {},
  leastWords: 0,
  contributors: { leastScore: 2, leastKeyword: 1.5, leastShare: 0.5, most: 3 },
};

export const decisionRules = ({ decision }: RoutingPolicy): DecisionRules => decision ?? unmeasured;

/** The share that was right where the evidence was as certain as this; straight lines between measured points. */
export function measured(certainty: number, calibration: DecisionRules['calibration']): number {
  const next = calibration.findIndex(([from]) => from >= certainty);
  const [to, from] = [calibration[next], calibration[next - 1]];
  if (!to) return calibration.at(-1)?.[1] ?? certainty;
  if (!from || to[0] === from[0]) return to[1];
  return from[1] + ((certainty - from[0]) / (to[0] - from[0])) * (to[1] - from[1]);
}

/** The first one’s probability as measured; the others share what is left, in the same order. */
export function calibrated(ranked: readonly Suggestion[], { calibration }: DecisionRules): Suggestion[] {
  const [first, ...others] = ranked;
  if (!first) return [];
  const sure = Math.min(mostProbability, measured(first.probability, calibration));
  const left = first.probability < 1 ? (1 - sure) / (1 - first.probability) : 0;
  const rest = others.map((each) => ({ ...each, probability: Math.min(sure, each.probability * left) }));
  return [{ ...first, probability: sure }, ...rest];
}

/** What makes a mistake, or waiting, cost more than usual. */
export interface Risk {
  readonly emergency: boolean;
  readonly confidential: boolean;
  /** somebody has refused it already */
  readonly declined: boolean;
}

/** From which probability on a complaint goes without a person. Accusations never wait less than their class does. */
export function thresholdFor(complaintClass: ComplaintClass, risk: Risk, policy: RoutingPolicy): number {
  const { risks } = decisionRules(policy);
  const usual = policy.thresholds[complaintClass] ?? 1;
  const careful = Math.max(
    usual,
    risk.confidential ? (risks.confidential ?? 0) : 0,
    risk.declined ? (risks.declined ?? 0) : 0,
  );
  const hurried = risk.emergency && complaintClass !== 'oversight_complaint' && !risk.confidential;
  return hurried ? Math.min(careful, risks.emergency ?? 1) : careful;
}
