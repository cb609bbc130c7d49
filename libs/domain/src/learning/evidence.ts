import { type Evidence } from './blend';
import { affinities, affinity, type LabelProfile } from './label';
import { type Linear, scoreInto } from './linear';
import { type Findings } from './rows';
import { type Vector } from './vocabulary';

export const evidenceWidth = 3 + affinities.length;

/** Before anything is learnt of the blend: the linear scores count, and a little of what was found. */
export const firstBlend = (): Float64Array => Float64Array.of(5, 1, 0.2, 1, 0.5, 0.3, 1, 1, -0.5, 0);

/** What speaks for each label in one complaint. */
export function evidenceOf(
  vector: Vector,
  findings: Findings,
  linear: Linear,
  labels: {
    readonly profiles: readonly LabelProfile[];
    readonly kindColumns: readonly number[];
    readonly priors: readonly number[];
  },
): Evidence {
  const scores = new Float32Array(linear.columns);
  scoreInto(scores, linear, vector);
  const values = new Float32Array(labels.profiles.length * evidenceWidth);
  labels.profiles.forEach((profile, label) => {
    const row = [
      scores[label] ?? 0,
      scores[labels.kindColumns[label] ?? label] ?? 0,
      Math.log(labels.priors[label] ?? 1e-6),
      ...affinity(findings, profile),
    ];
    values.set(row, label * evidenceWidth);
  });
  return { values, width: evidenceWidth };
}
