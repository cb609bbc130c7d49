import { plain } from './text';

/** How people write, and what they mean. Comes from `data/routing/words.json`. */
export interface WordList {
  /** short forms that stand before names of places: `jl` → `jalan`, `kab` → `kabupaten` */
  readonly placeTerms: Readonly<Record<string, string>>;
  /** other slang and short forms → the usual word or words */
  readonly slang: Readonly<Record<string, string>>;
  /** words before something that only says where: "near the police station" is not about the police */
  readonly landmark: readonly string[];
  /** usual words that look like names of places: not taken for misspelt or bare ones */
  readonly ordinary: readonly string[];
}

type Meanings = Readonly<Record<string, string>>;

/** `jalan2` → `jalan`, `bangeeet` → `banget`, `gak` → `tidak`; the order of words and negation are kept. */
export const tokens = (text: string, { placeTerms, slang }: WordList): string[] =>
  split(text, [placeTerms, slang]);

/** The same without slang: a district is called Kulo, which in Javanese is “I”. */
export const placeTokens = (text: string, { placeTerms }: WordList): string[] => split(text, [placeTerms]);

function split(text: string, meanings: readonly Meanings[]): string[] {
  const folded = plain(text)
    .replace(/&[a-z]+;/g, ' ')
    .replace(/(?<=[a-z])['’`](?=[a-z])/g, '')
    .replace(/(.)\1{2,}/g, '$1');
  const found = folded.match(/[a-z]+\d(?![a-z0-9])|[a-z0-9]+/g) ?? [];
  return found.flatMap((raw) => {
    const token = /^[a-z]{3,}2$/.test(raw) ? raw.slice(0, -1) : raw;
    const meant = meanings.find((each) => Object.hasOwn(each, token))?.[token];
    return meant === undefined ? [token] : meant.split(' ');
  });
}

const suffixes = [/(?:lah|kah|pun)$/, /(?:nya|ku|mu)$/, /kan$/, /an$/, /i$/];
/** What a prefix may hide: `memukul` comes from `pukul`, `membuat` from `buat`. */
const prefixes: readonly (readonly [RegExp, string])[] = [
  [/^(?:di|ter|ber|be|ke|se|per|pe|me)/, ''],
  [/^(?:mem|pem)/, ''],
  [/^(?:mem|pem)(?=[aeiou])/, 'p'],
  [/^(?:men|pen)/, ''],
  [/^(?:men|pen)(?=[aeiou])/, 't'],
  [/^(?:meng|peng)/, ''],
  [/^(?:meng|peng)(?=[aeiou])/, 'k'],
  [/^(?:meny|peny)/, 's'],
];
const shortest = 4;

/**
 * The word and what is left of it without affixes: `kerusakan` → `kerusakan`, `kerusak`, `rusakan`, `rusak`… It may
 * make words that are none; they meet no keyword, as keywords are written without affixes.
 */
export function forms(word: string): ReadonlySet<string> {
  const found = new Set([word]);
  if (word.length <= shortest) return found;
  for (const suffix of suffixes) {
    for (const each of [...found]) keep(found, each.replace(suffix, ''));
  }
  for (const each of [...found]) {
    for (const [prefix, instead] of prefixes) keep(found, each.replace(prefix, instead));
  }
  return found;
}

const keep = (found: Set<string>, form: string) => {
  if (form.length >= shortest) found.add(form);
};
