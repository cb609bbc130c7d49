import { type TrainingRow } from './rows';

/**
 * The latest rows of each label, no label having more than what makes `most` in all; rows stay in order. Rare labels
 * keep all they have: they need it most.
 */
export function thinned<R extends Pick<TrainingRow, 'label'>>(
  rows: readonly R[],
  most: number,
): readonly R[] {
  if (rows.length <= most) return rows;
  const counts = new Map<string, number>();
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
  const quota = quotaOf([...counts.values()], most);
  const left = new Map<string, number>();
  const kept: R[] = [];
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const row = rows[at];
    const taken = left.get(row?.label ?? '') ?? 0;
    if (!row || taken >= quota) continue;
    left.set(row.label, taken + 1);
    kept.push(row);
  }
  return kept.reverse();
}

/** The largest number that each label may have. */
function quotaOf(counts: readonly number[], most: number): number {
  const ascending = [...counts].sort((a, b) => a - b);
  let rest = most;
  for (const [at, count] of ascending.entries()) {
    const share = Math.floor(rest / (ascending.length - at));
    if (count > share) return share;
    rest -= count;
  }
  return most;
}
