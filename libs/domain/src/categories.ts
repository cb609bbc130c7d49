/** The category tree as its file has it: names only; codes follow from them. */
export interface CategoryTree {
  readonly version: string;
  readonly source: string;
  readonly categories: readonly { readonly name: string; readonly sub: readonly string[] }[];
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

/** Codes are `<main>` and `<main>/<sub>`, each the name in kebab-case. A sub-category’s bare name is understood where it is unique. */
export function indexCategories(tree: CategoryTree): CategoryIndex {
  const names = new Map<string, string>();
  const bySub = new Map<string, string | undefined>();
  for (const { name, sub } of tree.categories) {
    const main = kebab(name);
    names.set(main, name);
    for (const one of sub) {
      const code = `${main}/${kebab(one)}`;
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
