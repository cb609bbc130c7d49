const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};
const hidden = new Set(['style', 'script', 'head', 'title']);
const breaks = new Set(['br', 'hr', 'p', 'div', 'tr', 'li', 'h1', 'h2', 'h3', 'blockquote']);
/** A tag. One that is never closed ends at the next one: nothing is looked at twice. */
const tag = /<(\/?)([a-z][a-z0-9]*)\b[^<>]*>|<!--/gi;

function decoded(text: string): string {
  return text.replace(/&(#x?[0-9a-f]{1,6}|\w{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** The words of a mail that was written as a page only. What it quotes is marked as plain mail marks it. */
export function textOfHtml(html: string): string {
  let text = '';
  let from = 0;
  let hiding: string | undefined;
  let quoting = 0;
  for (const found of html.matchAll(tag)) {
    if (found.index < from) continue;
    const name = (found[2] ?? '').toLowerCase();
    const closes = found[1] === '/';
    if (hiding === undefined) text += html.slice(from, found.index).replace(/\s+/g, ' ');
    from = found.index + found[0].length;
    if (name === '') from = endOfComment(html, from);
    else if (hidden.has(name)) hiding = closes ? undefined : name;
    if (name === 'blockquote') quoting += closes ? -1 : 1;
    if (hiding === undefined && breaks.has(name)) text += quoting > 0 ? '\n> ' : '\n';
  }
  if (hiding === undefined) text += html.slice(from).replace(/\s+/g, ' ');
  const lines = decoded(text).split('\n');
  return lines
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const endOfComment = (html: string, from: number): number => {
  const end = html.indexOf('-->', from);
  return end < 0 ? html.length : end + 3;
};
