import { affinity, type LabelProfile } from '../learning/label';
import { type Guess } from '../learning/model';
import { type Findings } from '../learning/rows';
import { type Decision, type RoutingKit } from './decision';

/** By hand, as nothing was learnt: weights of the decision’s suggestions, then of the members of `affinities`. */
const suggestionWeight = 5;
const weights = [2.5, 1, 1, 2, 1.5, -1, 0.5, 0];

/** Scores labels that nobody has given examples of, by what the shipped directory and rules make of the text. */
export function labelScores(
  decision: Decision,
  findings: Findings,
  labels: readonly { readonly label: string; readonly profile: LabelProfile }[],
  kit: RoutingKit,
): Guess[] {
  const scores = labels.map(({ profile }) => {
    const suggested = decision.suggestions.reduce(
      (sum, { organisation, unit, probability }) => sum + probability * fit(organisation, unit, profile, kit),
      0,
    );
    return affinity(findings, profile).reduce(
      (sum, value, at) => sum + value * (weights[at] ?? 0),
      suggestionWeight * suggested,
    );
  });
  const shares = scores.map((score) => Math.exp(score - Math.max(...scores)));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return labels
    .map(({ label }, at) => ({ label, probability: (shares[at] ?? 0) / total }))
    .sort((a, b) => b.probability - a.probability || (a.label < b.label ? -1 : 1));
}

/** How well a suggested body, or its unit, is what a label means. */
function fit(
  organisation: string,
  unit: string | undefined,
  profile: LabelProfile,
  { directory }: RoutingKit,
): number {
  if (profile.organisations.length > 0) return profile.organisations.includes(organisation) ? 1 : 0;
  const region = directory.organisation(organisation)?.region;
  if (region === undefined) return 0;
  const placed =
    profile.regions.length === 0 ||
    profile.regions.some((own) => own.startsWith(region) || region.startsWith(own));
  if (!placed) return 0;
  if (profile.affairs.length === 0) return unit === undefined ? 1 : 0.5;
  const affairs = unit === undefined ? [] : (directory.unit(unit)?.affairs ?? []);
  return affairs.some((affair) => profile.affairs.includes(affair)) ? 1 : 0;
}
