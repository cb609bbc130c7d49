import { plain } from '../routing/text';

/** Short forms and slang → what is meant. */
export type Meanings = Readonly<Record<string, string>>;

/** A word as it was written and as it is meant. */
export interface Word {
  readonly raw: string;
  readonly meant: string;
  readonly stem: string;
}

/** Masked digits, entities, stretched letters: `bangeeet&nbsp;123` → `banget` `0`. */
export const cleaned = (text: string): string =>
  plain(text)
    .replace(/&[a-z]+;?|\[n\]/g, ' ')
    .replace(/(.)\1{2,}/g, '$1')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\d+/g, '0')
    .trim();

/** Words of a cleaned text. A short form that means two words becomes two. */
export function wordsOf(clean: string, meanings: Meanings): Word[] {
  if (clean === '') return [];
  return clean.split(' ').flatMap((raw) => {
    const meant = Object.hasOwn(meanings, raw) ? (meanings[raw] ?? raw) : raw;
    return meant.split(' ').map((each) => ({ raw, meant: each, stem: stemOf(each) }));
  });
}

const particle = /(?:lah|kah|pun|nya|ku|mu)$/;
const suffix = /(?:kan|an|i)$/;
const prefix = /^(?:memper|diper|meng|meny|mem|men|peng|peny|pem|pen|ber|ter|per|me|pe|di|ke|se)/;
const shortest = 4;

/**
 * A rough root: what is left when affixes are cut while four letters remain. It need not be a word: `pelayanan` and
 * `melayani` only have to meet.
 */
export function stemOf(word: string): string {
  const without = (from: string, part: RegExp) => {
    const rest = from.replace(part, '');
    return rest.length >= shortest ? rest : from;
  };
  return without(without(without(word, particle), suffix), prefix);
}
