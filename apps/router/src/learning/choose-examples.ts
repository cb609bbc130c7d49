import { type DirectoryIndex, labelOf, settingsFor, thinned } from '@satupintu/domain';
import { type Outline } from './read-examples';

/** The latest cases are kept back to measure with: a tenth, and never more than gives a sure figure. */
const heldShare = 0.1;
const mostHeld = 2000;

/** Ids of the cases to learn from and of those to measure with, oldest first. */
export interface Chosen {
  readonly learn: readonly string[];
  readonly hold: readonly string[];
}

/**
 * Holds back the latest cases, and of the others takes as many as the learner makes use of, the latest of each label.
 * Chosen before any word is opened: of a million cases most stay closed.
 */
export async function chooseExamples(
  outlines: AsyncIterable<readonly Outline[]>,
  directory: DirectoryIndex,
): Promise<Chosen> {
  const all: { complaintId: string; label: string }[] = [];
  for await (const batch of outlines) {
    for (const outline of batch)
      all.push({ complaintId: outline.complaint_id, label: labelIn(outline, directory) });
  }
  const first = all.length - Math.min(mostHeld, Math.floor(all.length * heldShare));
  const earlier = all.slice(0, first);
  return {
    learn: thinned(earlier, settingsFor(earlier.length).mostRows).map(({ complaintId }) => complaintId),
    hold: all.slice(first).map(({ complaintId }) => complaintId),
  };
}

/** Empty where only refusals are known. */
export const labelIn = ({ organisation, unit }: Outline, directory: DirectoryIndex): string =>
  organisation === null ? '' : labelOf(organisation, unit ?? undefined, directory);
