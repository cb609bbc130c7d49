import { shuffled } from './hash';
import { type Vector } from './vocabulary';

/** One weight per feature and column; the columns of a feature lie side by side, so that a text is read once. */
export interface Linear {
  readonly columns: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** What one example says of each column: +1 yes, −1 no; and what it costs to be wrong there (0: it says nothing). */
export interface Lesson {
  readonly vector: Vector;
  readonly yes: ReadonlySet<number>;
  readonly cost: number;
  /** columns that it is known not to be: they cost more */
  readonly never: ReadonlySet<number>;
  /** only `never` is known */
  readonly onlyNever: boolean;
}

export interface LinearSettings {
  /** how much an error costs against large weights */
  readonly cost: number;
  readonly passes: number;
}

const neverFactor = 3;
/** A row that taught nothing in one pass is left out of the next two. */
const restful = 2;
const biasFeature = 1;

/**
 * One against the rest with squared hinge loss, by dual coordinate descent (Hsieh et al., ICML 2008), all columns in
 * one pass. The columns don’t influence each other, so it finds what separate trainings would find.
 */
export function trainLinear(
  lessons: readonly Lesson[],
  columns: number,
  features: number,
  { cost, passes }: LinearSettings,
): Linear {
  const weights = new Float32Array(features * columns);
  const bias = new Float32Array(columns);
  const alphas = new Float32Array(lessons.length * columns);
  const steps = new Float32Array(columns);
  const scores = new Float32Array(columns);
  const squares = Float32Array.from(lessons, ({ vector }) => biasFeature + squared(vector));
  const resting = new Uint8Array(lessons.length);
  for (let pass = 0; pass < passes; pass += 1) {
    for (const row of shuffled(lessons.length, pass)) {
      const lesson = lessons[row];
      if (!lesson || isResting(resting, row)) continue;
      scoreInto(scores, { columns, weights, bias }, lesson.vector);
      const moved = findSteps(steps, scores, alphas, row * columns, lesson, squares[row] ?? 1, cost);
      if (moved) apply(steps, lesson.vector, weights, bias);
      else resting[row] = restful;
    }
  }
  return { columns, weights, bias };
}

function isResting(resting: Uint8Array, row: number): boolean {
  const left = resting[row] ?? 0;
  if (left > 0) resting[row] = left - 1;
  return left > 0;
}

const squared = ({ weight }: Vector) => weight.reduce((sum, value) => sum + value * value, 0);

/** Scores of all columns. */
export function scoreInto(scores: Float32Array, { columns, weights, bias }: Linear, vector: Vector): void {
  scores.set(bias);
  const { at, weight } = vector;
  for (let index = 0; index < at.length; index += 1) {
    const from = (at[index] ?? 0) * columns;
    const value = weight[index] ?? 0;
    for (let column = 0; column < columns; column += 1)
      scores[column] = (scores[column] ?? 0) + value * (weights[from + column] ?? 0);
  }
}

function findSteps(
  steps: Float32Array,
  scores: Float32Array,
  alphas: Float32Array,
  from: number,
  lesson: Lesson,
  square: number,
  cost: number,
): boolean {
  let moved = false;
  for (let column = 0; column < steps.length; column += 1) {
    const never = lesson.never.has(column);
    steps[column] = 0;
    if (lesson.onlyNever && !never) continue;
    const sign = lesson.yes.has(column) ? 1 : -1;
    const diagonal = 0.5 / (cost * lesson.cost * (never ? neverFactor : 1));
    const alpha = alphas[from + column] ?? 0;
    const gradient = sign * (scores[column] ?? 0) - 1 + alpha * diagonal;
    const next = Math.max(0, alpha - gradient / (square + diagonal));
    if (Math.abs(next - alpha) < smallestStep) continue;
    alphas[from + column] = next;
    steps[column] = (next - alpha) * sign;
    moved = true;
  }
  return moved;
}
/** A smaller step moves no score by what could change an answer. */
const smallestStep = 2e-3;

function apply(steps: Float32Array, { at, weight }: Vector, weights: Float32Array, bias: Float32Array): void {
  const columns = steps.length;
  const moving: number[] = [];
  steps.forEach((step, column) => {
    if (step === 0) return;
    moving.push(column);
    bias[column] = (bias[column] ?? 0) + step * biasFeature;
  });
  for (let index = 0; index < at.length; index += 1) {
    const from = (at[index] ?? 0) * columns;
    const value = weight[index] ?? 0;
    for (const column of moving)
      weights[from + column] = (weights[from + column] ?? 0) + value * (steps[column] ?? 0);
  }
}
