import { remembering } from './remember';
import { plain } from './text';

/** How people write, and what they mean. Comes from `data/routing/words.json`. */
export interface WordList {
  /** short forms that stand before names of places: `jl` → `jalan`, `kab` → `kabupaten` */
  readonly placeTerms: Readonly<Record<string, string>>;
  /** other slang and short forms → the usual word or words */
  readonly slang: Readonly<Record<string, string>>;
  /** words before something that only says where: "near the police station" is not about the police */
  readonly landmark: readonly string[];
  /** kinds of buildings, between such a word and whose they are: “next to the office of PLN” is not about PLN */
  readonly building?: readonly string[];
  /** usual words that look like names of places: not taken for misspelt or bare ones */
  readonly ordinary: readonly string[];
}

type Meanings = Readonly<Record<string, string>>;

/**
 * The words as they are meant: `jalan2` → `jalan`, `anak-anak` → `anak`, `bangeeet` → `banget`, `gak` → `tidak`,
 * `P.L.N.` → `pln`, `sman3` → `sman 3`, `500rb` → `500 ribu`. The order of words and negation are kept.
 */
export function tokens(text: string, list: WordList): string[] {
  const found = words(text.replace(spelledOut, joined)).flatMap(partsIn(list));
  return found.filter((word, at) => word !== found[at - 1] || word.length < shortestTwin);
}

/** The words without slang: a district is called Kulo, which in Javanese is “I”. Doublings are part of names: Toli-Toli. */
export const placeTokens = (text: string, { placeTerms }: WordList): string[] =>
  words(text).flatMap((raw) => {
    const token = /^[a-z]{3,}2$/.test(raw) ? raw.slice(0, -1) : raw;
    return meantBy(token, [placeTerms]) ?? [token];
  });

function words(text: string): string[] {
  const folded = plain(text)
    .replace(/&[a-z]+;/g, ' ')
    .replace(/(?<=[a-z])['’`](?=[a-z])/g, '')
    .replace(/(?<=[a-z])([a-z])\1{2,}/g, '$1');
  return folded.match(/[a-z]+\d(?![a-z0-9])|[a-z0-9]+/g) ?? [];
}

/** `P.L.N.`, `b p j s`: three letters or more, each on its own. */
const spelledOut = /(?<![A-Za-z0-9])(?:[A-Za-z][. ]){2,}[A-Za-z](?![A-Za-z0-9])/g;
const joined = (letters: string) => letters.replace(/[. ]/g, '');
/** Twins are one word: `gorong-gorong`, `gorong gorong`, `gorong2`; shorter ones are letters or numbers. */
const shortestTwin = 3;

const meantBy = (token: string, meanings: readonly Meanings[]): string[] | undefined =>
  meanings.find((each) => Object.hasOwn(each, token))?.[token]?.split(' ');

const remembered = new WeakMap<WordList, (raw: string) => string[]>();
/** People use the same words over and again: each is looked at once. */
function partsIn(list: WordList): (raw: string) => string[] {
  const known = remembered.get(list);
  if (known) return known;
  const meanings = [list.placeTerms, list.slang];
  const made = remembering((raw) => parts(raw, meanings), 50_000);
  remembered.set(list, made);
  return made;
}

/** What one written word means, as one word or several. */
function parts(raw: string, meanings: readonly Meanings[]): string[] {
  const known = meantBy(raw, meanings);
  if (known) return known;
  const single = /^([a-z]{3,})2(an|nya|ku|mu)?$/.exec(raw);
  const token = single
    ? `${single[1] ?? ''}${single[2] ?? ''}`
    : raw.replace(/(?<=^[a-z]{2,}([a-z]))\1$/, '');
  const split = single ? null : glued.exec(token);
  const pieces = split ? split.slice(1).filter(Boolean) : [token];
  return pieces.flatMap((piece) => meantBy(piece, meanings) ?? [piece]);
}

/** Words and numbers written as one: `sman3`, `rt05`, `3kg`, `500rb`. Names such as `bp2mi` and `p3k` stay whole. */
const glued = /^(?:([a-z]{3,}|rt|rw|sd|km|no)(\d{1,4})|(\d{1,4})([a-z]{1,5}))$/;

const suffixes = [
  /(?:lah|kah|pun)$/,
  /(?:nya|nye|nyo|ku|mu)$/,
  /kan$/,
  /an$/,
  /i$/,
  // colloquial (Betawi, Jawa, Sunda): benerin, lampune, jalanna
  /(?:in|ne|na)$/,
];
/** What a prefix may hide: `memukul` comes from `pukul`, `membuat` from `buat`. */
const prefixes: readonly (readonly [RegExp, string])[] = [
  [/^(?:di|ter|ber|be|ke|se|per|pe|me)/, ''],
  [/^(?:diper|memper|diber|keber)/, ''],
  [/^(?:mem|pem)/, ''],
  [/^(?:mem|pem)(?=[aeiou])/, 'p'],
  [/^(?:men|pen)/, ''],
  [/^(?:men|pen)(?=[aeiou])/, 't'],
  [/^(?:meng|peng)/, ''],
  [/^(?:meng|peng)(?=[aeiou])/, 'k'],
  [/^(?:meny|peny)/, 's'],
  // colloquial: ngurus, ngecor, nyuap
  [/^(?:nge|ng)/, ''],
  [/^ny(?=[aeiou])/, 's'],
];
const shortest = 4;
/** They stand in every address: “Kecamatan Sukasari” says nothing of its camat. */
const whole = new Set(['kecamatan', 'kelurahan']);
/** Stands for any number, in texts and in the phrases of a policy: `minta 0 juta`. */
const anyNumber = '0';

/**
 * The word and what is left of it without affixes: `kerusakan` → `kerusakan`, `kerusak`, `rusakan`, `rusak`… It may
 * make words that are none; they meet no keyword, as keywords are written without affixes.
 */
export function forms(word: string): ReadonlySet<string> {
  const found = new Set([word]);
  if (/^\d+$/.test(word)) return found.add(anyNumber);
  if (word.length <= shortest || whole.has(word)) return found;
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
