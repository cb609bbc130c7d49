import { type Lesson, type Linear } from './linear';

const smoothing = 0.1;
/** Brings the scores to the order of the other learners’. */
const scale = 0.1;

/** Complement naive Bayes over weighted features (Rennie et al., ICML 2003): labels with few examples suffer less. */
export function complementBayes(lessons: readonly Lesson[], columns: number, features: number): Linear {
  const sums = new Float32Array(features * columns);
  const all = new Float64Array(features);
  const totals = new Float64Array(columns);
  for (const { vector, yes, cost, onlyNever } of lessons) {
    if (onlyNever) continue;
    const [label] = yes;
    if (label === undefined) continue;
    vector.at.forEach((feature, index) => {
      const value = cost * (vector.weight[index] ?? 0);
      sums[feature * columns + label] = (sums[feature * columns + label] ?? 0) + value;
      all[feature] = (all[feature] ?? 0) + value;
      totals[label] = (totals[label] ?? 0) + value;
    });
  }
  const whole = all.reduce((sum, value) => sum + value, 0) + smoothing * features;
  for (let feature = 0; feature < features; feature += 1) {
    for (let label = 0; label < columns; label += 1) {
      const others = (all[feature] ?? 0) - (sums[feature * columns + label] ?? 0);
      const share = (others + smoothing) / (whole - (totals[label] ?? 0));
      const usual = ((all[feature] ?? 0) + smoothing) / whole;
      sums[feature * columns + label] = scale * Math.log(usual / share);
    }
  }
  return { columns, weights: sums, bias: new Float32Array(columns) };
}
