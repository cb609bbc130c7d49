import { fitBlend, fitFloor, type Judged } from './blend';
import { evidenceOf, firstBlend, mergedBlend } from './evidence';
import { foldsOf } from './folds';
import { type Bag, bagOf } from './grams';
import { merged, trainHeads } from './heads';
import { type LabelProfile, plainProfile } from './label';
import { type Labelling, labelling } from './labelling';
import { type Lesson } from './linear';
import { type Model } from './model';
import { noFindings, type TrainingRow } from './rows';
import { type Settings, settingsFor } from './settings';
import { type Meanings } from './spelling';
import { thinned } from './thin';
import { type Vector, vectoriser, vocabularyOf } from './vocabulary';

export interface TrainingOptions {
  readonly version: string;
  /** slang and short forms, from the word list */
  readonly meanings?: Meanings;
  /** what directory and gazetteer know of a label */
  readonly describe?: (label: string) => LabelProfile;
  /** instead of those for the number of rows */
  readonly settings?: Partial<Settings>;
}

/**
 * Trains a model. Pure: the same rows in the same order give the same model. Of very many rows the latest of each
 * label are enough; rows are in the order of time.
 */
export function train(all: readonly TrainingRow[], options: TrainingOptions): Model {
  const settings = { ...settingsFor(all.length), ...options.settings };
  const rows = thinned(all, settings.mostRows);
  const labels = labelling(rows, options.describe ?? plainProfile);
  const reading = { meanings: options.meanings ?? {}, withLetters: settings.withLetters };
  const bags = rows.map(({ features }) => bagOf(features, reading));
  const known = labels.profiles.map(({ about }) =>
    bagOf({ text: about ?? '', findings: noFindings }, reading),
  );
  const set = { rows, bags, known, labels };
  const judged = labels.names.length < 2 ? [] : crossFitted(set, settings);
  const blend = fitBlend(judged, firstBlend());
  const { vocabulary, heads } = fit(set, settings);
  return {
    version: options.version,
    labels: labels.names,
    profiles: labels.profiles.map(({ about: _, ...profile }) => profile),
    priors: labels.priors,
    reading,
    blockWeights: settings.blockWeights,
    vocabulary,
    linear: merged(heads, blend),
    blend: mergedBlend(blend),
    floor: fitFloor(judged, blend, settings.floors),
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
  const vocabulary = vocabularyOf([...bags, ...known], settings.least, settings.mostFeatures);
  const vectorOf = vectoriser(vocabulary, settings.blockWeights);
  const lessons = rows.flatMap((row, at) => {
    const bag = bags[at];
    return bag ? [lessonOf(row, vectorOf(bag), labels)] : [];
  });
  const heads = trainHeads(lessons, known.map(vectorOf), labels, vocabulary.hashes.length, settings);
  return { vocabulary, heads, vectorOf };
}

/** Every row is judged by a model that has not seen it, nor one nearly like it. */
function crossFitted(set: TrainingSet, settings: Settings): Judged[] {
  const { rows, bags, labels } = set;
  const fold = foldsOf(
    rows.map(({ features }) => features),
    settings.folds,
  );
  const judged: Judged[] = [];
  for (let held = 0; held < settings.judgedFolds; held += 1) {
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
  return judged;
}
