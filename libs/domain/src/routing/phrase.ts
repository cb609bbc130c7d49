import { tokens, type WordList } from './words';

/** Stands for a few words in between: “jalan … rusak” meets “jalan Ngasem ke Ngambon rusak”. */
export const gap = '…';
/** A name of a place fits in. */
const widestGap = 5;

/** The words of a phrase as they are met in texts, with gaps where it has some. */
export const phraseWords = (text: string, words: WordList): string[] =>
  text.split(gap).flatMap((part, index) => [...(index === 0 ? [] : [gap]), ...tokens(part, words)]);

/**
 * Whether the words after the first of a phrase stand behind this spot, affixes aside.
 * `forms` has each word of the text with its forms; `rest` is what `phraseWords` gives behind its first.
 */
export function standsBehind(
  forms: readonly ReadonlySet<string>[],
  at: number,
  rest: readonly string[],
): boolean {
  let spot = at + 1;
  let reach = 0;
  for (const word of rest) {
    if (word === gap) {
      reach = widestGap;
      continue;
    }
    while (reach > 0 && forms[spot]?.has(word) !== true) {
      spot += 1;
      reach -= 1;
    }
    if (forms[spot]?.has(word) !== true) return false;
    spot += 1;
    reach = 0;
  }
  return true;
}
