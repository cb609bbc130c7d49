import { type Blend, fitBlend, type Judged } from './blend';
import { evidenceOf, firstBlend } from './evidence';
import { foldsOf } from './folds';
import { type Bag, bagOf } from './grams';
import { type LabelProfile, plainProfile } from './label';
import { type Lesson, trainLinear } from './linear';
import { type Model } from './model';
import { type TrainingRow } from './rows';
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
  const whole = fit(rows, bags, labels, settings);
  const blend = labels.names.length < 2 ? firstBlend() : crossFitted(rows, bags, labels, settings);
  return {
    version: options.version,
    labels: labels.names,
    profiles: labels.profiles,
    priors: labels.priors,
    kindColumns: labels.kindColumns,
    meanings,
    blockWeights: settings.blockWeights,
    vocabulary: whole.vocabulary,
    linear: whole.linear,
    blend,
    floor: settings.floor,
  };
}

interface Labelling {
  readonly names: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly profiles: readonly LabelProfile[];
  readonly priors: readonly number[];
  readonly kindColumns: readonly number[];
  readonly columns: number;
}

/** Labels in alphabetical order, and a further column for each kind that several labels share. */
function labelling(rows: readonly TrainingRow[], describe: (label: string) => LabelProfile): Labelling {
  const named = rows.flatMap(({ label, against }) => [label, ...(against ?? [])]);
  const names = [...new Set(named)].filter((name) => name !== '').sort();
  const numbers = new Map(names.map((name, number) => [name, number]));
  const profiles = names.map(describe);
  const counts = names.map(() => 0.5);
  for (const { label } of rows) {
    const number = numbers.get(label);
    if (number !== undefined) counts[number] = (counts[number] ?? 0) + 1;
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  const shared = [...new Set(profiles.map(({ kind }) => kind))]
    .filter((kind) => profiles.filter((each) => each.kind === kind).length > 1)
    .sort();
  return {
    names,
    numbers,
    profiles,
    priors: counts.map((count) => count / total),
    kindColumns: profiles.map(({ kind }, label) =>
      shared.includes(kind) ? names.length + shared.indexOf(kind) : label,
    ),
    columns: names.length + shared.length,
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

function fit(rows: readonly TrainingRow[], bags: readonly Bag[], labels: Labelling, settings: Settings) {
  const vocabulary = vocabularyOf(bags, rows.length < 50 ? 1 : settings.least);
  const vectorOf = vectoriser(vocabulary, settings.blockWeights);
  const lessons = rows.flatMap((row, at) => {
    const bag = bags[at];
    return bag ? [lessonOf(row, vectorOf(bag), labels)] : [];
  });
  const linear = trainLinear(lessons, labels.columns, vocabulary.hashes.length, settings);
  return { vocabulary, linear, vectorOf };
}

/** Every row is judged by a model that has not seen it, nor one nearly like it. */
function crossFitted(
  rows: readonly TrainingRow[],
  bags: readonly Bag[],
  labels: Labelling,
  settings: Settings,
): Blend {
  const fold = foldsOf(
    rows.map(({ features }) => features),
    settings.folds,
  );
  const judged: Judged[] = [];
  for (let held = 0; held < settings.folds; held += 1) {
    const inside = <T>(list: readonly T[]) => list.filter((_, at) => fold[at] !== held);
    const { linear, vectorOf } = fit(inside(rows), inside(bags), labels, settings);
    rows.forEach(({ label, weight, features }, at) => {
      const number = labels.numbers.get(label);
      const bag = bags[at];
      if (fold[at] !== held || number === undefined || !bag) return;
      const evidence = evidenceOf(vectorOf(bag), features.findings, linear, labels);
      judged.push({ evidence, label: number, weight: weight ?? 1 });
    });
  }
  return fitBlend(judged, firstBlend());
}
