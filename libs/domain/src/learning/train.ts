import { type Blend, fitBlend, type Judged } from './blend';
import { evidenceOf, firstBlend, mergedBlend } from './evidence';
import { foldsOf } from './folds';
import { type Bag, bagOf } from './grams';
import { merged, trainHeads } from './heads';
import { type LabelProfile, plainProfile } from './label';
import { type Labelling, labelling } from './labelling';
import { type Lesson } from './linear';
import { type Model } from './model';
import { noFindings, type TrainingRow } from './rows';
import { type Meanings } from './spelling';
import { type BlockWeights, type Vector, vectoriser, vocabularyOf } from './vocabulary';

export interface TrainingOptions {
  readonly version: string;
  /** slang and short forms, from the word list */
  readonly meanings?: Meanings;
  /** what directory and gazetteer know of a label */
  readonly describe?: (label: string) => LabelProfile;
  readonly settings?: Partial<Settings>;
}

/** Chosen by cross-validation (see docs); the numbers are those of the literature for short noisy texts. */
export interface Settings {
  readonly cost: number;
  readonly passes: number;
  readonly folds: number;
  readonly least: number;
  readonly floor: number;
  readonly blockWeights: BlockWeights;
}

const usual: Settings = {
  cost: 1,
  passes: 12,
  folds: 5,
  least: 2,
  floor: 0.01,
  blockWeights: { words: 1, letters: 1, stems: 0.7, title: 0.5, findings: 0.5 },
};

/** Trains a model. Pure: the same rows in the same order give the same model. */
export function train(rows: readonly TrainingRow[], options: TrainingOptions): Model {
  const settings = { ...usual, ...options.settings };
  const labels = labelling(rows, options.describe ?? plainProfile);
  const meanings = options.meanings ?? {};
  const bags = rows.map(({ features }) => bagOf(features, meanings));
  const known = labels.profiles.map(({ about }) =>
    bagOf({ text: about ?? '', findings: noFindings }, meanings),
  );
  const set = { rows, bags, known, labels };
  const whole = fit(set, settings);
  const blend = labels.names.length < 2 ? firstBlend() : crossFitted(set, settings);
  return {
    version: options.version,
    labels: labels.names,
    profiles: labels.profiles.map(({ about: _, ...profile }) => profile),
    priors: labels.priors,
    meanings,
    blockWeights: settings.blockWeights,
    vocabulary: whole.vocabulary,
    linear: merged(whole.heads, blend),
    blend: mergedBlend(blend),
    floor: settings.floor,
  };
}

const lessonOf = ({ label, weight, against }: TrainingRow, vector: Vector, labels: Labelling): Lesson => {
  const own = labels.numbers.get(label);
  const refused = (against ?? []).flatMap((each) => labels.numbers.get(each) ?? []);
  return {
    vector,
    yes: new Set(own === undefined ? [] : [own, labels.kindColumns[own] ?? own]),
    cost: weight ?? 1,
    never: new Set(refused.filter((each) => each !== own)),
    onlyNever: own === undefined,
  };
};

interface TrainingSet {
  readonly rows: readonly TrainingRow[];
  readonly bags: readonly Bag[];
  /** what is known of each label without examples */
  readonly known: readonly Bag[];
  readonly labels: Labelling;
}

function fit({ rows, bags, known, labels }: TrainingSet, settings: Settings) {
  const vocabulary = vocabularyOf([...bags, ...known], rows.length < 2000 ? 1 : settings.least);
  const vectorOf = vectoriser(vocabulary, settings.blockWeights);
  const lessons = rows.flatMap((row, at) => {
    const bag = bags[at];
    return bag ? [lessonOf(row, vectorOf(bag), labels)] : [];
  });
  const heads = trainHeads(lessons, known.map(vectorOf), labels, vocabulary.hashes.length, settings);
  return { vocabulary, heads, vectorOf };
}

/** Every row is judged by a model that has not seen it, nor one nearly like it. */
function crossFitted(set: TrainingSet, settings: Settings): Blend {
  const { rows, bags, labels } = set;
  const fold = foldsOf(
    rows.map(({ features }) => features),
    settings.folds,
  );
  const judged: Judged[] = [];
  for (let held = 0; held < settings.folds; held += 1) {
    const inside = <T>(list: readonly T[]) => list.filter((_, at) => fold[at] !== held);
    const { heads, vectorOf } = fit({ ...set, rows: inside(rows), bags: inside(bags) }, settings);
    rows.forEach(({ label, weight, features }, at) => {
      const number = labels.numbers.get(label);
      const bag = bags[at];
      if (fold[at] !== held || number === undefined || !bag) return;
      const evidence = evidenceOf(vectorOf(bag), features.findings, heads, labels);
      judged.push({ evidence, label: number, weight: weight ?? 1 });
    });
  }
  return fitBlend(judged, firstBlend());
}
