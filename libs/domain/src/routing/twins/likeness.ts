import { longCode, termCode } from './term-code';
import { type NameKind, termsOf } from './terms';

/**
 * What is kept of a complaint's words to find its twins: hashes of its terms, four letters each, one after the other.
 * Short hashes of single words can be guessed by trying words, so that they go with an erasure like words themselves.
 */
export interface Likeness extends Readonly<Record<NameKind, string>> {
  readonly problem: string;
  readonly rare: string;
  /** of the text as a whole, for copies of it; empty where it is too short to be one */
  readonly whole: string;
}

/** The reporter's words that twins are found by. */
export interface Told {
  readonly text: string;
  readonly title?: string | undefined;
  readonly place?: { readonly description?: string | undefined } | undefined;
}

const most = { problem: 32, rare: 24, way: 6, area: 8, site: 6 };
/** Nobody copies twenty thousand characters, and nobody reads them. */
const mostCharacters = 6000;

const codes = (terms: readonly string[], count: number) => terms.slice(0, count).map(termCode).join('');

export function likenessOf({ text, title = '', place }: Told): Likeness {
  const told = text.slice(0, mostCharacters);
  const { whole, problem, rare, named } = termsOf(told, `${title} \n ${place?.description ?? ''}`);
  return {
    problem: codes(problem, most.problem),
    rare: codes(rare, most.rare),
    way: codes(named.way, most.way),
    area: codes(named.area, most.area),
    site: codes(named.site, most.site),
    whole: whole === '' ? '' : longCode(whole),
  };
}
