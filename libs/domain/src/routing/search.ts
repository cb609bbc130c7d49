import {
  type Directory,
  type Organisation,
  type OrganisationKind,
  type Unit,
  type UnitRule,
} from '@satupintu/events';
import { plain } from './text';
import { givenUnits } from './units';

export interface OrganisationQuery {
  /** words of name, alias or code, or of one of its units; all must occur */
  readonly q?: string;
  /** region code: bodies of that region and of what lies in it */
  readonly region?: string;
  readonly kind?: OrganisationKind;
}

/** How well a body answers to words: lower is better. */
type Rank = 0 | 1 | 2 | 3;

interface Searched {
  readonly organisation: Organisation;
  readonly names: readonly string[];
  readonly text: string;
}

const inRegion = (own: string | undefined, asked: string) =>
  own === asked || own?.startsWith(`${asked}.`) === true;
const wordsOf = (text: string) => plain(text).trim().split(/\s+/);
const textOf = (names: readonly string[]) => ` ${names.map(plain).join(' ')} `;

/** Its own name, alias or code; all words at the start of words; all words somewhere; undefined: not its own name. */
function rankByName({ names, text }: Searched, words: readonly string[]): Rank | undefined {
  if (names.includes(words.join(' '))) return 0;
  if (words.every((word) => text.includes(` ${word}`))) return 1;
  return words.every((word) => text.includes(word)) ? 2 : undefined;
}

/** Words that its name does not have are all in the name of one unit: `pdam bandung`. */
function hasUnit({ text }: Searched, words: readonly string[], units: Iterable<string>): boolean {
  const others = words.filter((word) => !text.includes(` ${word}`)).map((word) => ` ${word}`);
  for (const unit of units) if (others.every((word) => unit.includes(word))) return true;
  return false;
}

export type Search = (query: OrganisationQuery) => readonly Organisation[];

/** What the units of an organisation are called; folded once for each rule, as five hundred governments share them. */
function unitTextsOf(directory: Directory): (organisation: Organisation) => Generator<string> {
  const byRule = new Map<UnitRule, string>();
  const folded = ({ name, aliases = [] }: Unit | UnitRule) => textOf([name, ...aliases]);
  return function* texts(organisation) {
    for (const { unit, rule } of givenUnits(directory, organisation)) {
      if (!rule || rule.each) yield folded(unit);
      else {
        const text = byRule.get(rule) ?? folded(rule);
        byRule.set(rule, text);
        yield text;
      }
    }
  };
}

/** Finds bodies, best first; by the names of units only where no body is called so. */
export function searchOf(directory: Directory): Search {
  const { organisations } = directory;
  const unitTexts = unitTextsOf(directory);
  const all = organisations.map((organisation): Searched => {
    const { code, name, aliases, supervises = [] } = organisation;
    const names = [code, name, ...aliases, ...supervises].map((each) => plain(each));
    return { organisation, names, text: textOf([...names, code.replace('.', ' ')]) };
  });
  return ({ q, region, kind }) => {
    const among = all.filter(
      ({ organisation }) =>
        (kind === undefined || organisation.kind === kind) &&
        (region === undefined || inRegion(organisation.region, region)),
    );
    const words = q === undefined ? [] : wordsOf(q);
    const ranked = among.flatMap((each) => {
      const rank = rankByName(each, words);
      return rank === undefined ? [] : [{ rank, organisation: each.organisation }];
    });
    const byUnit = () =>
      among
        .filter((each) => hasUnit(each, words, unitTexts(each.organisation)))
        .map(({ organisation }) => ({ rank: 3, organisation }));
    return (ranked.length > 0 ? ranked : byUnit())
      .sort(
        (one, other) => one.rank - other.rank || (one.organisation.code < other.organisation.code ? -1 : 1),
      )
      .map(({ organisation }) => organisation);
  };
}
