import { type Guess } from '@satupintu/domain';

/** What a complaint’s label was, and what was guessed, best first. */
export interface Answered {
  readonly label: string;
  readonly guesses: readonly Guess[];
}

export interface Threshold {
  readonly threshold: number;
  /** share of complaints whose best guess is at least as sure */
  readonly coverage: number;
  /** share of those that are right */
  readonly accuracy: number;
}

export interface Scores {
  readonly n: number;
  readonly classes: number;
  readonly top1: number;
  readonly top3: number;
  readonly macroF1: number;
  readonly ece: number;
  readonly thresholds: readonly Threshold[];
}

const bins = 10;
const steps = 20;

const sureness = ({ guesses }: Answered) => guesses[0]?.probability ?? 0;
const right = ({ label, guesses }: Answered) => guesses[0]?.label === label;
const within =
  (most: number) =>
  ({ label, guesses }: Answered) =>
    guesses.slice(0, most).some((guess) => guess.label === label);
const shareOf = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
const count = <T>(list: readonly T[], test: (each: T) => boolean) => list.filter(test).length;

export function scored(answered: readonly Answered[]): Scores {
  const n = answered.length;
  return {
    n,
    classes: new Set(answered.map(({ label }) => label)).size,
    top1: shareOf(count(answered, right), n),
    top3: shareOf(count(answered, within(3)), n),
    macroF1: macroF1(answered),
    ece: calibrationError(answered),
    thresholds: thresholds(answered),
  };
}

/** Mean over the labels that occur; a label that is only guessed costs the others precision. */
function macroF1(answered: readonly Answered[]): number {
  const labels = [...new Set(answered.map(({ label }) => label))];
  const all = labels.map((label) => {
    const hits = count(answered, (each) => each.label === label && right(each));
    const guessed = count(answered, ({ guesses }) => guesses[0]?.label === label);
    const real = count(answered, (each) => each.label === label);
    return shareOf(2 * hits, guessed + real);
  });
  return shareOf(
    all.reduce((sum, each) => sum + each, 0),
    labels.length,
  );
}

/** Expected calibration error over ten equal bins of the top probability. */
function calibrationError(answered: readonly Answered[]): number {
  let error = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    const inside = answered.filter((each) => Math.min(bins - 1, Math.floor(sureness(each) * bins)) === bin);
    const sure = inside.reduce((sum, each) => sum + sureness(each), 0);
    error += Math.abs(sure - count(inside, right));
  }
  return shareOf(error, answered.length);
}

/** For each twentieth the highest threshold that covers it: equal probabilities come in together. */
function thresholds(answered: readonly Answered[]): Threshold[] {
  const sure = answered.map(sureness).sort((a, b) => b - a);
  return Array.from({ length: steps }, (_, step) => {
    const needed = Math.ceil(((step + 1) / steps) * answered.length - 1e-9);
    const threshold = sure[Math.max(0, needed - 1)] ?? 0;
    const covered = answered.filter((each) => sureness(each) >= threshold);
    return {
      threshold,
      coverage: shareOf(covered.length, answered.length),
      accuracy: shareOf(count(covered, right), covered.length),
    };
  });
}
