import { plain } from '../text';
import { regionWords } from './region-words';
import { stem } from './stem';
import { conceptOf, ordinary, silent, written } from './vocabulary';

/** What can be named in a complaint: a street, an area (village, estate, RT), a site (market, school, bridge). */
export type NameKind = 'way' | 'area' | 'site';

/** What a text is about, in stems. A name stands under its kind, if the text says one, and among the rare words. */
export interface Terms {
  /** all of the text itself, for copies of it; empty where it is too short to be one */
  readonly whole: string;
  /** what happened, alike for like meanings: `berlubang` and `rusak` are one */
  readonly problem: readonly string[];
  /** words that stand in no list: mostly names */
  readonly rare: readonly string[];
  readonly named: Readonly<Record<NameKind, readonly string[]>>;
}

const kinds: Readonly<Record<NameKind, string>> = {
  way: 'jalan gang',
  area: 'desa kelurahan kecamatan dusun kampung perumahan komplek rt rw blok kavling cluster griya',
  site: `pasar sd mi smp mts sma smk puskesmas rsud rs rsup terminal stasiun masjid mushola kali sungai jembatan taman tol
    bandara pelabuhan spbu waduk bendungan mall hotel polsek polres tps tpa stadion embung alun bundaran pabrik
    km kampus universitas lapas gor halte pantai pos posyandu kua samsat underpass`,
};
const kindOf = new Map(
  (Object.keys(kinds) as NameKind[]).flatMap((kind) =>
    kinds[kind]
      .trim()
      .split(/\s+/)
      .map((marker) => [marker, kind] as const),
  ),
);
/** `jalan raya Cibiru` is the street Cibiru. */
const passed = new Set(['raya', 'poros', 'utama', 'lingkar', 'besar', 'negeri', 'no', 'nomor']);
const mostNames = 3;

const tokensOf = (text: string): string[] =>
  (
    plain(text)
      .replace(/(.)\1{2,}/g, '$1')
      .match(/[a-z]+|\d+/g) ?? []
  ).map((token) => (Object.hasOwn(written, token) ? (written[token] ?? token) : token));

const isNumber = (token: string) => /^\d/.test(token);
/** Numbered parts are named with what they are parts of: `RT 03` is `rt3`. */
const numbered = (marker: string, token: string) => `${marker}${Number(token)}`;

interface Word {
  readonly bare: string;
  readonly says: 'nothing' | 'problem' | 'name';
}

function wordOf(token: string): Word {
  const bare = stem(token);
  if (ordinary.has(bare)) return { bare: conceptOf.get(bare) ?? bare, says: 'problem' };
  const nothing = silent.has(bare) || regionWords.has(token) || token.length < 3 || isNumber(token);
  return { bare, says: nothing ? 'nothing' : 'name' };
}

const common = new Map<string, Word>();
const mostCommon = 20_000;
/** Words that everybody uses are looked up once. Names are not kept: they are the reporter’s. */
function read(token: string): Word {
  const known = common.get(token);
  if (known) return known;
  const word = wordOf(token);
  if (word.says !== 'name' && !isNumber(token) && common.size < mostCommon) common.set(token, word);
  return word;
}

/** What may stand in a name: after a marker also the name of a region. */
function isName(token: string): boolean {
  if (token.length < 3 || kindOf.has(token)) return false;
  const { says, bare } = read(token);
  return says === 'name' || (says === 'nothing' && regionWords.has(token) && !silent.has(bare));
}

function namesAfter(tokens: readonly string[], at: number): string[] {
  const marker = tokens[at] ?? '';
  const names: string[] = [];
  for (const token of tokens.slice(at + 1, at + 2 + mostNames)) {
    if (passed.has(token)) continue;
    if (isNumber(token)) {
      if (token.length <= 3) names.push(numbered(marker, token));
      break;
    }
    if (names.length === mostNames || !isName(token)) break;
    names.push(stem(token));
  }
  return names;
}

interface Gathered {
  readonly problem: Set<string>;
  readonly rare: Set<string>;
  readonly named: Readonly<Record<NameKind, Set<string>>>;
}

function gather(text: string, { problem, rare, named }: Gathered): void {
  const tokens = tokensOf(text);
  tokens.forEach((token, at) => {
    const kind = kindOf.get(token);
    if (kind) {
      for (const name of namesAfter(tokens, at)) {
        named[kind].add(name);
        rare.add(name);
      }
      return;
    }
    const { bare, says } = read(token);
    if (says === 'problem') problem.add(bare);
    else if (says === 'name') rare.add(bare);
  });
}

/**
 * Reads what a complaint is about out of its text, and what stands beside it (title, place), without any knowledge
 * that has versions.
 */
export function termsOf(text: string, beside = ''): Terms {
  const gathered: Gathered = {
    problem: new Set(),
    rare: new Set(),
    named: { way: new Set(), area: new Set(), site: new Set() },
  };
  gather(text, gathered);
  const { problem, rare, named } = gathered;
  const whole = isSomebodys(gathered) ? [...problem, ...rare].join(' ') : '';
  gather(beside, gathered);
  return {
    whole,
    problem: [...problem],
    rare: [...rare],
    named: { way: [...named.way], area: [...named.area], site: [...named.site] },
  };
}

const leastOfCopy = 5;
/** A copy is a text that somebody wrote, not two words that everybody writes. */
const isSomebodys = ({ problem, rare }: Gathered) =>
  problem.size + rare.size >= leastOfCopy || (rare.size >= 2 && problem.size + rare.size >= 3);
