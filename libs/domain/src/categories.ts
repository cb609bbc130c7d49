/** The category tree as its file has it: names only; codes follow from them. */
export interface CategoryTree {
  readonly version: string;
  readonly source: string;
  readonly categories: readonly { readonly name: string; readonly sub: readonly string[] }[];
}

/** Words that tell a category from its sisters, by code. Comes from `data/categories/words.json`. */
export interface CategoryWords {
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** main categories that are meant only where one of these words is said (an epidemic that is over) */
  readonly only: Readonly<Record<string, readonly string[]>>;
}

export interface CategoryIndex {
  readonly version: string;
  /** The code of a category given by code (`kesehatan/puskesmas`) or by its official name; undefined: there is none. */
  resolve(text: string): string | undefined;
  nameOf(code: string): string | undefined;
  codes(): readonly string[];
}

const kebab = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** `('AGAMA', 'HAJI DAN UMROH')` → `agama/haji-dan-umroh` */
export const categoryCode = (main: string, sub: string): string => `${kebab(main)}/${kebab(sub)}`;

/** Codes are `<main>` and `<main>/<sub>`, each the name in kebab-case. A sub-category’s bare name is understood where it is unique. */
export function indexCategories(tree: CategoryTree): CategoryIndex {
  const names = new Map<string, string>();
  const bySub = new Map<string, string | undefined>();
  for (const { name, sub } of tree.categories) {
    const main = kebab(name);
    names.set(main, name);
    for (const one of sub) {
      const code = categoryCode(name, one);
      names.set(code, one);
      bySub.set(kebab(one), bySub.has(kebab(one)) ? undefined : code);
    }
  }
  const resolve = (text: string) => {
    if (names.has(text)) return text;
    const code = text.split('/').map(kebab).join('/');
    return names.has(code) ? code : bySub.get(code);
  };
  return {
    version: tree.version,
    resolve,
    nameOf: (code) => names.get(code),
    codes: () => [...names.keys()],
  };
}
