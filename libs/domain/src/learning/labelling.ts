import { type LabelProfile } from './label';
import { type TrainingRow } from './rows';

/** The labels of a set of examples, in alphabetical order. */
export interface Labelling {
  readonly names: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly profiles: readonly LabelProfile[];
  /** share of each label among the examples */
  readonly priors: readonly number[];
  /** column of each label’s kind; its own column where it is the only one of its kind */
  readonly kindColumns: readonly number[];
  /** labels, then kinds that several labels share */
  readonly columns: number;
}

export function labelling(
  rows: readonly TrainingRow[],
  describe: (label: string) => LabelProfile,
): Labelling {
  const named = rows.flatMap(({ label, against }) => [label, ...(against ?? [])]);
  const names = [...new Set(named)].filter((name) => name !== '').sort();
  const numbers = new Map(names.map((name, number) => [name, number]));
  const profiles = names.map(describe);
  const shared = [...new Set(profiles.map(({ kind }) => kind))]
    .filter((kind) => profiles.filter((each) => each.kind === kind).length > 1)
    .sort();
  return {
    names,
    numbers,
    profiles,
    priors: priorsOf(rows, numbers),
    kindColumns: profiles.map(({ kind }, label) =>
      shared.includes(kind) ? names.length + shared.indexOf(kind) : label,
    ),
    columns: names.length + shared.length,
  };
}

/** Half an example more for each: what was seen once is not much likelier than what was not. */
function priorsOf(rows: readonly TrainingRow[], numbers: ReadonlyMap<string, number>): number[] {
  const counts = Array.from(numbers, () => 0.5);
  for (const { label } of rows) {
    const number = numbers.get(label);
    if (number !== undefined) counts[number] = (counts[number] ?? 0) + 1;
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}
