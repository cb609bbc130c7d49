/** At most so many characters of a text, counted as the shapes of calls count them: no pair of halves is torn. */
export const cut = (text: string, most: number): string =>
  text.length <= most
    ? text
    : Array.from(text.slice(0, 2 * most))
        .slice(0, most)
        .join('');
