import { type Blend } from './blend';
import { type LabelProfile } from './label';
import { type Linear } from './linear';
import { type Reading } from './grams';
import { type BlockWeights, type Vocabulary } from './vocabulary';

/** All that a prediction needs; plain values, so that the same model is always the same bytes. */
export interface Model {
  readonly version: string;
  readonly labels: readonly string[];
  readonly profiles: readonly LabelProfile[];
  /** share of each label among the examples */
  readonly priors: readonly number[];
  /** how texts are read */
  readonly reading: Reading;
  readonly blockWeights: BlockWeights;
  readonly vocabulary: Vocabulary;
  readonly linear: Linear;
  readonly blend: Blend;
  /** the share of examples that are taken to be labelled wrongly */
  readonly floor: number;
}

export interface Guess {
  readonly label: string;
  /** calibrated; all labels together give 1 */
  readonly probability: number;
}
