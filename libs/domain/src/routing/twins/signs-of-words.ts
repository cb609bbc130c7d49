import * as say from './evidence';
import { type Likeness } from './likeness';
import { type Sign } from './sign';
import { codesOf } from './term-code';
import { type NameKind } from './terms';

const shared = (one: readonly string[], other: readonly string[]) =>
  one.filter((code) => other.includes(code)).length;
/** Share of both that both have, 0–1 (Dice). */
const alike = (one: readonly string[], other: readonly string[]) =>
  one.length + other.length === 0 ? 0 : (2 * shared(one, other)) / (one.length + other.length);

/** What is told: a copy of the text, or the problem in like words. */
export function textSigns(one: Likeness, other: Likeness): Sign[] {
  const all = ({ problem, rare }: Likeness) => codesOf(problem + rare);
  const nearly = alike(all(one), all(other));
  if (one.whole !== '' && one.whole === other.whole) return [{ weight: 5, says: say.copied, ties: 'firm' }];
  if (nearly >= 0.85 && Math.min(all(one).length, all(other).length) >= 8)
    return [{ weight: 4, says: say.nearlyCopied, ties: 'loose' }];
  return [problemSign(one, other)];
}

function problemSign(one: Likeness, other: Likeness): Sign {
  const [mine, theirs] = [codesOf(one.problem), codesOf(other.problem)];
  if (mine.length === 0 || theirs.length === 0) return { weight: -0.4 };
  const common = shared(mine, theirs);
  if (common === 0) return { weight: -3.2 };
  // The shorter of the two may tell the same with fewer words.
  const part = common / Math.min(mine.length, theirs.length);
  const likeness = (part + alike(mine, theirs)) / 2;
  return { weight: 4.2 * (likeness - 0.35), says: likeness >= 0.4 ? say.sameProblem(common) : undefined };
}

const nameWeights: Readonly<
  Record<NameKind, { readonly same: number; readonly other: number; readonly ties: 'firm' | 'loose' }>
> = {
  way: { same: 2.2, other: -2.6, ties: 'firm' },
  site: { same: 2.2, other: -2.2, ties: 'firm' },
  area: { same: 1.5, other: -1.3, ties: 'loose' },
};

/** Streets, sites and areas that both name. */
export function nameSign(kind: NameKind, one: Likeness, other: Likeness): Sign {
  const [mine, theirs] = [codesOf(one[kind]), codesOf(other[kind])];
  const common = shared(mine, theirs);
  const { same, other: differs, ties: firm } = nameWeights[kind];
  if (common > 0) return { weight: same + (common > 1 ? 0.6 : 0), says: say.sameName[kind], ties: firm };
  const elsewhere = mine.length > 0 && theirs.length > 0;
  // What one calls a street the other may have named without the word.
  const known = shared([...mine, ...theirs], codesOf(one.rare)) === mine.length + theirs.length;
  if (!elsewhere || known) return { weight: 0 };
  return { weight: differs, ties: kind === 'area' ? undefined : 'parts' };
}

const namesOf = ({ way, site, area }: Likeness) => codesOf(way + site + area);

/** Names that are shared without both saying what they are names of, and unusual words, which say less. */
export function rareSigns(one: Likeness, other: Likeness): Sign[] {
  const [mine, theirs] = [codesOf(one.rare), codesOf(other.rare)];
  const told = namesOf(one).filter((code) => namesOf(other).includes(code));
  const common = mine.filter((code) => theirs.includes(code) && !told.includes(code));
  const names = common.filter((code) => namesOf(one).includes(code) || namesOf(other).includes(code));
  const words = common.length - names.length;
  return [
    names.length === 0 ? { weight: 0 } : { weight: 1.6, says: say.sharedNames(names.length), ties: 'loose' },
    unusualSign(words, words / Math.max(1, Math.min(mine.length, theirs.length))),
  ];
}

/** Long texts share unusual words by chance, so that they count by the share of the shorter text. */
function unusualSign(words: number, share: number): Sign {
  if (words === 0) return { weight: 0 };
  const weight = Math.min(1.8, 0.4 + 0.3 * words) * (0.3 + share);
  const says = say.unusualWords(words);
  return share >= 0.3 ? { weight, says, ties: 'loose' } : { weight, says };
}
