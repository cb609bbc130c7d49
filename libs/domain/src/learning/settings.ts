import { type BlockWeights } from './vocabulary';

/** How a model is trained. */
export interface Settings {
  /** what an error costs against large weights */
  readonly cost: number;
  readonly passes: number;
  readonly folds: number;
  /** folds that are held out in turn to learn the blend; where there is plenty, one will do */
  readonly judgedFolds: number;
  /** complaints that must share a feature */
  readonly least: number;
  readonly mostFeatures: number;
  readonly mostRows: number;
  readonly withLetters: boolean;
  /** shares of wrong labels to choose from */
  readonly floors: readonly number[];
  readonly blockWeights: BlockWeights;
}

const small: Settings = {
  cost: 1,
  passes: 12,
  folds: 5,
  judgedFolds: 5,
  least: 1,
  mostFeatures: Infinity,
  mostRows: Infinity,
  withLetters: true,
  floors: [0.005, 0.01, 0.02, 0.03, 0.05, 0.08],
  blockWeights: { words: 1, letters: 1, stems: 0.7, title: 0.5, findings: 0.5 },
};

/**
 * Settings by the number of examples. The small ones were chosen by cross-validation; they are flat about the optimum.
 * The others buy time where there are examples enough: a nightly training on two cores must not last until morning.
 */
export function settingsFor(rows: number): Settings {
  if (rows < 800) return { ...small, folds: 10, judgedFolds: 10 };
  if (rows < 2500) return small;
  if (rows < 20_000) return { ...small, passes: 8, judgedFolds: 3, least: 2 };
  return {
    ...small,
    passes: 5,
    folds: 6,
    judgedFolds: 1,
    least: 4,
    mostFeatures: 60_000,
    mostRows: 60_000,
    withLetters: false,
  };
}
