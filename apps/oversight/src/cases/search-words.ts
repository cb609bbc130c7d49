/** Words and numbers, folded to lower case and without accents: the same for what is stored and what is asked. */
export function lexemes(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu)?.map((word) => word.slice(0, 60)) ?? [];
}

/** What is kept for searching: each word once. */
export const searchable = (...texts: readonly (string | undefined)[]): string =>
  [...new Set(texts.flatMap((text) => (text === undefined ? [] : lexemes(text))))].sort().join(' ');

/** A `tsquery` as text: all words must occur, the last one may be the beginning of one. Empty: nothing to look for. */
export function searchQuery(text: string): string {
  const words = lexemes(text);
  return words.map((word, n) => (n === words.length - 1 ? `'${word}':*` : `'${word}'`)).join(' & ');
}
