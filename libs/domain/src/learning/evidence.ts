import { type Evidence } from './blend';
import { headCount } from './heads';
import { affinities, affinity, type LabelProfile } from './label';
import { type Linear, scoreInto } from './linear';
import { type Findings } from './rows';
import { type Vector } from './vocabulary';

/** Before anything is learnt of the blend: heads, prior, affinities. */
export const firstBlend = (): Float64Array =>
  Float64Array.of(4, 1, 1, 1, 0.2, 1, 0.5, 0.3, 1, 1, -0.5, 0.3, 0);
export const besidesHeads = 1 + affinities.length;

/** What speaks for each label in one complaint: the heads’ scores, how usual the label is, what was found. */
export function evidenceOf(
  vector: Vector,
  findings: Findings,
  heads: readonly Linear[],
  labels: { readonly profiles: readonly LabelProfile[]; readonly priors: readonly number[] },
): Evidence {
  const width = heads.length + besidesHeads;
  const values = new Float32Array(labels.profiles.length * width);
  const scores = new Float32Array(labels.profiles.length);
  heads.forEach((head, at) => {
    scoreInto(scores, head, vector);
    scores.forEach((score, label) => (values[label * width + at] = score));
  });
  labels.profiles.forEach((profile, label) => {
    const rest = [Math.log(labels.priors[label] ?? 1e-6), ...affinity(findings, profile)];
    values.set(rest, label * width + heads.length);
  });
  return { values, width };
}

/** The blend of a model whose heads are merged into one. */
export const mergedBlend = (blend: Float64Array): Float64Array =>
  Float64Array.of(1, ...blend.slice(headCount));
