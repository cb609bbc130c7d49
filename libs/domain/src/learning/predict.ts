import { blended } from './blend';
import { evidenceOf } from './evidence';
import { bagOf } from './grams';
import { type Guess, type Model } from './model';
import { type FeatureInput } from './rows';
import { vectoriser } from './vocabulary';

/** Predicts again and again with one model: its index is made once. */
export function predictor(model: Model): (input: FeatureInput) => readonly Guess[] {
  const vectorOf = vectoriser(model.vocabulary, model.blockWeights);
  return (input) => {
    const vector = vectorOf(bagOf(input, model.reading));
    const shares = blended(evidenceOf(vector, input.findings, [model.linear], model), model.blend);
    return model.labels
      .map((label, at) => ({
        label,
        probability: (1 - model.floor) * (shares[at] ?? 0) + model.floor / model.labels.length,
      }))
      .sort((a, b) => b.probability - a.probability || (a.label < b.label ? -1 : 1));
  };
}

const predictors = new WeakMap<Model, (input: FeatureInput) => readonly Guess[]>();

/** Labels with calibrated probabilities, best first; empty where the model knows no label. */
export function predict(model: Model, input: FeatureInput): readonly Guess[] {
  const known = predictors.get(model) ?? predictor(model);
  predictors.set(model, known);
  return known(input);
}
