/** Evidence on one complaint: per label a row of `width` numbers. */
export interface Evidence {
  readonly values: Float32Array;
  readonly width: number;
}

/** Weights of the kinds of evidence, the same for all labels: a conditional logit (McFadden 1974). */
export type Blend = Float64Array;

/** A complaint whose label is known. */
export interface Judged {
  readonly evidence: Evidence;
  readonly label: number;
  readonly weight: number;
}

/** Probabilities of the labels. */
export function blended({ values, width }: Evidence, blend: Blend): Float64Array {
  const labels = values.length / width;
  const scores = new Float64Array(labels);
  let best = -Infinity;
  for (let label = 0; label < labels; label += 1) {
    let score = 0;
    for (let at = 0; at < width; at += 1) score += (values[label * width + at] ?? 0) * (blend[at] ?? 0);
    scores[label] = score;
    best = Math.max(best, score);
  }
  let sum = 0;
  for (let label = 0; label < labels; label += 1) {
    const share = Math.exp((scores[label] ?? 0) - best);
    scores[label] = share;
    sum += share;
  }
  return scores.map((share) => share / sum);
}

const rounds = 25;
const ridge = 0.5;
const enough = 1e-6;

/** Fits the weights by Newton’s method with a ridge; a handful of weights, so the Hessian is small. */
export function fitBlend(judged: readonly Judged[], start: Blend): Blend {
  let blend = start;
  let loss = lossOf(judged, blend, start);
  for (let round = 0; round < rounds; round += 1) {
    const step = newtonStep(judged, blend, start);
    let factor = 1;
    let next = moved(blend, step, factor);
    let after = lossOf(judged, next, start);
    while (after > loss && factor > 1e-3) {
      factor /= 2;
      next = moved(blend, step, factor);
      after = lossOf(judged, next, start);
    }
    if (after > loss) break;
    const gained = loss - after;
    blend = next;
    loss = after;
    if (gained < enough * Math.abs(loss)) break;
  }
  return blend;
}

const moved = (blend: Blend, step: Float64Array, factor: number): Blend =>
  blend.map((value, at) => value - factor * (step[at] ?? 0));

function lossOf(judged: readonly Judged[], blend: Blend, start: Blend): number {
  const drawn = blend.reduce((sum, value, at) => sum + (value - (start[at] ?? 0)) ** 2, 0);
  return judged.reduce(
    (sum, { evidence, label, weight }) =>
      sum - weight * Math.log(Math.max(1e-9, blended(evidence, blend)[label] ?? 0)),
    (ridge / 2) * drawn,
  );
}

function newtonStep(judged: readonly Judged[], blend: Blend, start: Blend): Float64Array {
  const width = blend.length;
  const gradient = blend.map((value, at) => ridge * (value - (start[at] ?? 0)));
  const hessian = Array.from({ length: width }, (_, row) =>
    Float64Array.from({ length: width }, (__, column) => (row === column ? ridge : 0)),
  );
  for (const each of judged) addCurvature(each, blended(each.evidence, blend), gradient, hessian);
  return solve(hessian, gradient);
}

function addCurvature(
  { evidence: { values, width }, label: right, weight }: Judged,
  shares: Float64Array,
  gradient: Float64Array,
  hessian: readonly Float64Array[],
): void {
  const mean = new Float64Array(width);
  shares.forEach((share, label) => {
    for (let at = 0; at < width; at += 1)
      mean[at] = (mean[at] ?? 0) + share * (values[label * width + at] ?? 0);
  });
  for (let at = 0; at < width; at += 1)
    gradient[at] = (gradient[at] ?? 0) + weight * ((mean[at] ?? 0) - (values[right * width + at] ?? 0));
  shares.forEach((share, label) => {
    if (share < 1e-4) return;
    for (let row = 0; row < width; row += 1) {
      const line = hessian[row];
      const far = weight * share * ((values[label * width + row] ?? 0) - (mean[row] ?? 0));
      if (!line || far === 0) continue;
      for (let column = 0; column < width; column += 1)
        line[column] =
          (line[column] ?? 0) + far * ((values[label * width + column] ?? 0) - (mean[column] ?? 0));
    }
  });
}

/** Gauss–Jordan elimination; the ridge keeps the matrix positive definite. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const answer = right.slice();
  matrix.forEach((pivotLine, pivot) => {
    const by = pivotLine[pivot] ?? 1;
    for (let column = 0; column < pivotLine.length; column += 1)
      pivotLine[column] = (pivotLine[column] ?? 0) / by;
    answer[pivot] = (answer[pivot] ?? 0) / by;
    matrix.forEach((line, row) => {
      const factor = line[pivot] ?? 0;
      if (row === pivot || factor === 0) return;
      for (let column = 0; column < line.length; column += 1)
        line[column] = (line[column] ?? 0) - factor * (pivotLine[column] ?? 0);
      answer[row] = (answer[row] ?? 0) - factor * (answer[pivot] ?? 0);
    });
  });
  return answer;
}

/** The share of wrong labels, of these, that makes what was seen likeliest: no guess is surer than that. */
export function fitFloor(judged: readonly Judged[], blend: Blend, floors: readonly number[]): number {
  const shares = judged.map(({ evidence, label }) => ({
    own: blended(evidence, blend)[label] ?? 0,
    chance: 1 / Math.max(1, evidence.values.length / evidence.width),
  }));
  const lossAt = (floor: number) =>
    shares.reduce((sum, { own, chance }) => sum - Math.log((1 - floor) * own + floor * chance), 0);
  const losses = floors.map(lossAt);
  return floors[losses.indexOf(Math.min(...losses))] ?? 0;
}
