import { affinity, type LabelProfile } from '../learning/label';
import { likenessTo } from '../learning/likeness';
import { type Guess } from '../learning/model';
import { type FeatureInput } from '../learning/rows';
import { type Decision, type RoutingKit } from './decision';

/** By hand, as nothing was learnt: weights of the decision’s suggestions, of like words, of the members of `affinities`. */
const suggestionWeight = 5;
const likenessWeight = 16;
const weights = [2.5, 1, 1, 2, 1.5, -1, 0.5, 0];
/** Less sure than the weights say: rules know what a complaint is about better than whose it became. */
const caution = 0.8;

interface Asked {
  readonly decision: Decision;
  readonly input: FeatureInput;
}

/** Scores labels that nobody has given examples of, by what the shipped directory and rules make of the text. */
export function labelScorer(
  labels: readonly { readonly label: string; readonly profile: LabelProfile }[],
  kit: RoutingKit,
): (asked: Asked) => Guess[] {
  const { placeTerms, slang } = kit.prepared.words;
  const likeness = likenessTo(
    labels.map(({ profile }) => profile.about ?? ''),
    { meanings: { ...placeTerms, ...slang }, withLetters: true },
  );
  return ({ decision: { suggestions }, input }) => {
    const alike = likeness(input);
    const scores = labels.map(({ profile }, at) => {
      const suggested = suggestions.reduce(
        (sum, { organisation, unit, probability }) =>
          sum + probability * fit(organisation, unit, profile, kit),
        0,
      );
      return affinity(input.findings, profile).reduce(
        (sum, value, member) => sum + value * (weights[member] ?? 0),
        suggestionWeight * suggested + likenessWeight * (alike[at] ?? 0),
      );
    });
    return sharesOf(labels, scores);
  };
}

function sharesOf(labels: readonly { readonly label: string }[], scores: readonly number[]): Guess[] {
  const best = Math.max(...scores);
  const shares = scores.map((score) => Math.exp(caution * (score - best)));
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
