import { type Directory, type Organisation, type Unit, type UnitRule } from '@satupintu/events';
import { kebab } from './text';

/** Local units follow from rules, so that five hundred governments need no sixteen thousand rows in memory. */
export interface LocalUnits {
  of(organisation: Organisation): readonly Unit[];
  find(organisation: Organisation, slug: string): Unit | undefined;
  inspectorate(organisation: Organisation): Unit | undefined;
  /** has units that handle cases; an inspectorate alone leaves a body its own unit */
  any(organisation: Organisation): boolean;
}

const matches = (region: string, prefixes: readonly string[]) =>
  prefixes.some((prefix) => region === prefix || region.startsWith(`${prefix}.`));

/** Whether a rule is for this government. */
function applies(rule: UnitRule, { kind, region }: Organisation): boolean {
  if (region === undefined || !(rule.levels as readonly string[]).includes(kind)) return false;
  if (rule.only && !matches(region, rule.only)) return false;
  return !rule.except || !matches(region, rule.except);
}

function unitOf({ code }: Organisation, name: string, rule: UnitRule, affairs: string[]): Unit {
  const { aliases, kind, inspectorate } = rule;
  return {
    code: `${code}/${kebab(name)}`,
    name,
    affairs,
    ...(aliases && { aliases }),
    ...(kind && { kind }),
    ...(inspectorate && { inspectorate }),
  };
}

/** Districts of a regency; of a province only where its regencies have no government of their own (Jakarta). */
function districtsOf({ districts = {} }: Directory, { region, kind }: Organisation): string[] {
  if (region === undefined) return [];
  if (kind !== 'province') return [...new Set(Object.values(districts[region] ?? {}))];
  const within = Object.entries(districts).filter(([code]) => code.startsWith(`${region}.`));
  return [...new Set(within.flatMap(([, names]) => Object.values(names)))];
}

/** What a rule gives a government that has `taken` affairs to units of its own: nothing where no affair is left. */
function* byRule(
  rule: UnitRule,
  organisation: Organisation,
  directory: Directory,
  taken: ReadonlySet<string>,
): Generator<Unit> {
  if (rule.each !== undefined) {
    for (const district of districtsOf(directory, organisation))
      yield unitOf(organisation, `${rule.name} ${district}`, rule, rule.affairs);
    return;
  }
  const left = taken.size === 0 ? rule.affairs : rule.affairs.filter((affair) => !taken.has(affair));
  if (left.length > 0 || rule.affairs.length === 0) yield unitOf(organisation, rule.name, rule, left);
}

/** A unit, and the rule that gives it; none where the organisation names it itself. */
export interface GivenUnit {
  readonly unit: Unit;
  readonly rule?: UnitRule;
}

/** The units of an organisation in the order in which they are asked for an affair. */
export function* givenUnits(directory: Directory, organisation: Organisation): Generator<GivenUnit> {
  const { units, ownUnits = [] } = organisation;
  for (const unit of units ?? ownUnits) yield { unit };
  if (units) return;
  const taken = new Set(ownUnits.flatMap(({ affairs }) => affairs));
  for (const rule of directory.unitRules) {
    if (!applies(rule, organisation)) continue;
    for (const unit of byRule(rule, organisation, directory, taken)) yield { unit, rule };
  }
}

export function localUnits(directory: Directory): LocalUnits {
  const first = (organisation: Organisation, wanted: (unit: Unit) => boolean): Unit | undefined => {
    for (const { unit } of givenUnits(directory, organisation)) if (wanted(unit)) return unit;
    return undefined;
  };
  const supervision = new Set(
    directory.unitRules.flatMap(({ inspectorate, affairs }) => (inspectorate === true ? affairs : [])),
  );
  return {
    of: (organisation) => [...givenUnits(directory, organisation)].map(({ unit }) => unit),
    find: (organisation, slug) => first(organisation, ({ code }) => code === `${organisation.code}/${slug}`),
    inspectorate: (organisation) =>
      first(organisation, ({ inspectorate }) => inspectorate === true) ??
      first(organisation, ({ affairs }) => affairs.some((affair) => supervision.has(affair))),
    any: (organisation) => first(organisation, ({ inspectorate }) => inspectorate !== true) !== undefined,
  };
}
