import { complementBayes } from './bayes';
import { type Labelling } from './labelling';
import { type Lesson, type Linear, type LinearSettings, trainLinear } from './linear';
import { type Vector } from './vocabulary';

/** Linear learners beside one another, each with a column per label; the blend decides how much each counts. */
export type Heads = readonly Linear[];
export const headCount = 4;

/** One against the rest for labels, the same for kinds of labels, naive Bayes, and likeness to what is known of a label. */
export function trainHeads(
  lessons: readonly Lesson[],
  known: readonly Vector[],
  labels: Labelling,
  features: number,
  settings: LinearSettings,
): Heads {
  const hinge = trainLinear(lessons, labels.columns, features, settings);
  return [
    columnsOf(
      hinge,
      labels.names.map((_, label) => label),
    ),
    columnsOf(hinge, labels.kindColumns),
    complementBayes(lessons, labels.names.length, features),
    likeness(known, features),
  ];
}

/** The same learner with its columns in another order, or some of them twice. */
function columnsOf({ columns, weights, bias }: Linear, wanted: readonly number[]): Linear {
  const width = wanted.length;
  const features = columns === 0 ? 0 : weights.length / columns;
  const picked = new Float32Array(features * width);
  for (let feature = 0; feature < features; feature += 1)
    for (let at = 0; at < width; at += 1)
      picked[feature * width + at] = weights[feature * columns + (wanted[at] ?? 0)] ?? 0;
  return { columns: width, weights: picked, bias: Float32Array.from(wanted, (column) => bias[column] ?? 0) };
}

/** Scores a text by its likeness (cosine) to what directory and policy say of each label. */
function likeness(known: readonly Vector[], features: number): Linear {
  const columns = known.length;
  const weights = new Float32Array(features * columns);
  known.forEach(({ at, weight }, label) => {
    at.forEach((feature, index) => {
      weights[feature * columns + label] = weight[index] ?? 0;
    });
  });
  return { columns, weights, bias: new Float32Array(columns) };
}

/** All heads in one, as sums of linear functions are linear: a prediction costs no more than one of them. */
export function merged(heads: Heads, shares: Float64Array): Linear {
  const [first] = heads;
  const sum = (part: 'weights' | 'bias') => {
    const total = new Float32Array(first?.[part].length ?? 0);
    heads.forEach((head, at) => {
      const share = shares[at] ?? 0;
      head[part].forEach((value, index) => {
        total[index] = (total[index] ?? 0) + share * value;
      });
    });
    return total;
  };
  return { columns: first?.columns ?? 0, weights: sum('weights'), bias: sum('bias') };
}
