import { plain } from '../text';
import { regionWords } from './region-words';
import { stem } from './stem';
import { conceptOf, ordinary, silent, written } from './vocabulary';

/** What can be named in a complaint: a street, an area (village, estate, RT), a site (market, school, bridge). */
export type NameKind = 'way' | 'area' | 'site';

/** What a text is about, in stems. A name stands under its kind, if the text says one, and among the rare words. */
export interface Terms {
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

function namesAfter(tokens: readonly string[], at: number): string[] {
  const marker = tokens[at] ?? '';
  const names: string[] = [];
  for (const token of tokens.slice(at + 1, at + 1 + mostNames + 1)) {
    if (passed.has(token)) continue;
    if (isNumber(token)) {
      if (token.length <= 3) names.push(numbered(marker, token));
      break;
    }
    if (
      names.length === mostNames ||
      kindOf.has(token) ||
      silent.has(stem(token)) ||
      ordinary.has(stem(token)) ||
      token.length < 3
    )
      break;
    names.push(stem(token));
  }
  return names;
}

/** Reads what a complaint is about out of its text, without any knowledge that has versions. */
export function termsOf(text: string): Terms {
  const tokens = tokensOf(text);
  const named = { way: new Set<string>(), area: new Set<string>(), site: new Set<string>() };
  const rare = new Set<string>();
  const problem = new Set<string>();
  tokens.forEach((token, at) => {
    const kind = kindOf.get(token);
    for (const name of kind ? namesAfter(tokens, at) : []) {
      if (kind) named[kind].add(name);
      rare.add(name);
    }
    const bare = stem(token);
    if (isNumber(token) || token.length < 3 || kind || rare.has(bare)) return;
    if (ordinary.has(bare)) problem.add(conceptOf.get(bare) ?? bare);
    else if (!silent.has(bare) && !regionWords.has(token)) rare.add(bare);
  });
  return {
    problem: [...problem],
    rare: [...rare],
    named: { way: [...named.way], area: [...named.area], site: [...named.site] },
  };
}
