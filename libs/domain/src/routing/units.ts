import { type Directory, type Organisation, type Unit, type UnitRule } from '@satupintu/events';
import { kebab } from './text';

/** Local units follow from rules, so that five hundred governments need no sixteen thousand rows in memory. */
export interface LocalUnits {
  of(organisation: Organisation): readonly Unit[];
  find(organisation: Organisation, slug: string): Unit | undefined;
  inspectorate(organisation: Organisation): Unit | undefined;
  any(organisation: Organisation): boolean;
}

const matches = (region: string, prefixes: readonly string[]) =>
  prefixes.some((prefix) => region === prefix || region.startsWith(`${prefix}.`));

function applies(rule: UnitRule, { kind, region }: Organisation): boolean {
  if (region === undefined || !(rule.levels as readonly string[]).includes(kind)) return false;
  if (rule.only && !matches(region, rule.only)) return false;
  return !rule.except || !matches(region, rule.except);
}

export function localUnits(directory: Directory): LocalUnits {
  const regencies = Object.keys(directory.districts ?? {});
  const named = (organisation: Organisation, name: string, affairs: string[]): Unit => ({
    code: `${organisation.code}/${kebab(name)}`,
    name,
    affairs,
  });

  /** Districts of a regency; of a province only where its regencies have no government of their own (Jakarta). */
  const districtsOf = ({ region, kind }: Organisation): string[] => {
    if (region === undefined) return [];
    const own = kind === 'province' ? regencies.filter((code) => code.startsWith(`${region}.`)) : [region];
    return [...new Set(own.flatMap((code) => Object.values(directory.districts?.[code] ?? {})))];
  };

  function* each(organisation: Organisation): Generator<Unit> {
    if (organisation.units) return yield* organisation.units;
    for (const rule of directory.unitRules) {
      if (!applies(rule, organisation)) continue;
      if (rule.each === undefined) yield named(organisation, rule.name, rule.affairs);
      else
        for (const district of districtsOf(organisation))
          yield named(organisation, `${rule.name} ${district}`, rule.affairs);
    }
  }

  return {
    of: (organisation) => [...each(organisation)],
    find: (organisation, slug) => {
      const code = `${organisation.code}/${slug}`;
      for (const unit of each(organisation)) if (unit.code === code) return unit;
      return undefined;
    },
    inspectorate: (organisation) => {
      const rule = directory.unitRules.find(
        (each) => each.inspectorate === true && applies(each, organisation),
      );
      if (!rule) return undefined;
      const code = `${organisation.code}/${kebab(rule.name)}`;
      return organisation.units
        ? organisation.units.find((unit) => unit.code === code)
        : named(organisation, rule.name, rule.affairs);
    },
    any: (organisation) => !each(organisation).next().done,
  };
}
