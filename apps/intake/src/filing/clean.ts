/**
 * Text as every store of ours can keep it: NUL (which Postgres refuses) goes, a lone surrogate (which UTF-8 cannot
 * say) becomes U+FFFD. Everything else, emoji included, stays as it was sent.
 */
export const cleanText = (text: string): string =>
  text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');

/** A JSON value with all its texts cleaned; the members' names come from a schema and stay. */
export function clean<T>(value: T): T;
export function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map((item: unknown) => clean(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, clean(member) as unknown]));
}
