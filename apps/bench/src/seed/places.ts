/** What differs between copies of one life: sealed texts, tracking ids, ids. */
const differing =
  /s1\.(?:identity|narrative)\.\d+\.[a-z]+\.[\w-]+\.[\w-]+|SP-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

export const differingIn = (text: string): string[] => text.match(differing) ?? [];

/** A text with places that each copy fills in its own way: one more text than places. */
export interface Template {
  readonly texts: readonly string[];
  readonly places: readonly number[];
}

export const fill = ({ texts, places }: Template, values: readonly string[]): string => {
  let filled = texts[0] ?? '';
  for (let n = 0; n < places.length; n += 1) filled += (values[places[n] ?? 0] ?? '') + (texts[n + 1] ?? '');
  return filled;
};

/** The places of one life, numbered as they are found. What is not its own (`isOwn`) stays as it is. */
export class Places {
  private readonly numbers = new Map<string, number>();

  constructor(private readonly isOwn: (token: string) => boolean) {}

  /** What stands at each place of the life itself. */
  get tokens(): readonly string[] {
    return [...this.numbers.keys()];
  }

  at(token: string): number {
    const known = this.numbers.get(token);
    if (known !== undefined) return known;
    this.numbers.set(token, this.numbers.size);
    return this.numbers.size - 1;
  }

  template(text: string): Template {
    const texts: string[] = [];
    const places: number[] = [];
    let from = 0;
    for (const { 0: token, index } of text.matchAll(differing)) {
      if (!this.isOwn(token)) continue;
      texts.push(text.slice(from, index));
      places.push(this.at(token));
      from = index + token.length;
    }
    return { texts: [...texts, text.slice(from)], places };
  }
}

/** One template after the other. */
export function joined(templates: readonly Template[]): Template {
  const texts = [''];
  const places: number[] = [];
  for (const template of templates) {
    const [first = '', ...rest] = template.texts;
    texts.push((texts.pop() ?? '') + first, ...rest);
    places.push(...template.places);
  }
  return { texts, places };
}
