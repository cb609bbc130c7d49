import {
  areRoots,
  type FeatureInput,
  findingsOf,
  homeOf,
  inRoots,
  labelProfiler,
  labelScorer,
  predict,
  type RoutingKit,
  suggest,
  train,
} from '@satupintu/domain';
import { nameMask } from './mask';
import { type LabelledText } from './rows';
import { type Answered, scored, type Scores } from './score';

export interface Experiment {
  readonly train: readonly LabelledText[];
  readonly test: readonly LabelledText[];
  readonly maskNames: boolean;
}

export interface Report extends Scores {
  readonly msPerDecision: number;
  readonly trainSeconds: number;
}

/** Milliseconds from any beginning. */
export type Stopwatch = () => number;

/** Trains the router’s model on one file and tests it on the other. */
export function learned(experiment: Experiment, shipped: RoutingKit, stopwatch: Stopwatch): Report {
  const mask = maskOf(experiment, shipped);
  const begun = stopwatch();
  const rows = experiment.train.map(mask);
  const kit = kitFor(rows, shipped);
  const home = homeFrom(rows, kit);
  const model = train(
    rows.map((row) => ({ features: inputOf(atHome(row, home), kit), label: row.label })),
    {
      version: 'evaluate',
      meanings: { ...kit.prepared.words.placeTerms, ...kit.prepared.words.slang },
      describe: labelProfiler(kit, home),
    },
  );
  const trained = stopwatch();
  const answered = experiment.test
    .map(mask)
    .map((row): Answered => ({ label: row.label, guesses: predict(model, inputOf(atHome(row, home), kit)) }));
  return report(answered, trained - begun, stopwatch() - trained);
}

const inputOf = (row: LabelledText, kit: RoutingKit): FeatureInput => ({
  text: row.text,
  ...(row.title !== undefined && { title: row.title }),
  ...(row.category !== undefined && { category: row.category }),
  findings: findingsOf(row, kit),
});

/** What directory and rules know without an example: they are mapped onto the labels of the test. */
export function unlearned(
  experiment: Omit<Experiment, 'train'>,
  shipped: RoutingKit,
  stopwatch: Stopwatch,
): Report {
  const rows = experiment.test.map(maskOf({ ...experiment, train: [] }, shipped));
  const kit = kitFor(rows, shipped);
  const home = homeFrom(rows, kit);
  const profile = labelProfiler(kit, home);
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const profiled = labels.map((label) => ({ label, profile: profile(label) }));
  const score = labelScorer(profiled, kit);
  const begun = stopwatch();
  const answered = rows.map((row): Answered => {
    const placed = atHome(row, home);
    const decision = suggest(placed, kit);
    return { label: row.label, guesses: score({ decision, input: inputOf(placed, kit) }) };
  });
  return report(answered, 0, stopwatch() - begun);
}

const report = (answered: readonly Answered[], training: number, testing: number): Report => ({
  ...scored(answered),
  msPerDecision: answered.length === 0 ? 0 : testing / answered.length,
  trainSeconds: training / 1000,
});

const kitFor = (rows: readonly LabelledText[], shipped: RoutingKit): RoutingKit =>
  areRoots(rows.map(({ text }) => text)) ? inRoots(shipped) : shipped;

/** Some two thousand complaints, from all parts of a file, say whose they are. */
const enoughForHome = 2000;
function homeFrom(rows: readonly LabelledText[], kit: RoutingKit): string | undefined {
  const step = Math.max(1, Math.floor(rows.length / enoughForHome));
  return homeOf(rows.filter((_, at) => at % step === 0).map((row) => findingsOf(row, kit)));
}

/** Whose village is meant goes without saying among neighbours; a point or a code says more. */
const atHome = (row: LabelledText, home: string | undefined): LabelledText =>
  home === undefined || row.place?.lat !== undefined
    ? row
    : { ...row, place: { regionCode: home, ...row.place } };

function maskOf({ train: seen, test, maskNames }: Experiment, kit: RoutingKit) {
  if (!maskNames) return (row: LabelledText) => row;
  const labels = [...seen, ...test].map(({ label }) => label);
  return nameMask(kit.directory, [...new Set(labels)]);
}
