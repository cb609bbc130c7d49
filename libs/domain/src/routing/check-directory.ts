import { type Affair, type Directory, type Organisation, type UnitRule } from '@satupintu/events';
import { fault, type PolicyFault } from '../clocks/check-calendar';
import { NATIONAL_MANAGER } from '../life/owner';
import { type DirectoryIndex, OMBUDSMAN } from './directory';
import { kebab } from './text';
import { givenUnits } from './units';

/**
 * Everything that is wrong with a version of the directory: who or what does not exist or exists twice, circles,
 * bodies that nobody could hold cases for, rules that give nothing, and affairs that nobody has somewhere.
 */
export function checkDirectory(index: DirectoryIndex): PolicyFault[] {
  const { directory } = index;
  const survey = surveyed(directory);
  return [
    ...twice(directory.affairs, '/affairs'),
    ...directory.affairs.flatMap((affair, at) => checkAffair(affair, `/affairs/${at}`)),
    ...twice(directory.organisations, '/organisations'),
    ...directory.organisations.flatMap((each, at) => [
      ...checkBody(each, index, `/organisations/${at}`),
      ...checkPlaceInTree(each, index, `/organisations/${at}`),
      ...checkUnits(each, index, `/organisations/${at}`),
    ]),
    ...checkTops(index),
    ...checkRegions(index),
    ...directory.unitRules.flatMap((rule, at) => checkRule(rule, index, survey, `/unitRules/${at}`)),
    ...survey.faults,
  ];
}

function twice(rows: readonly { readonly code: string }[], pointer: string): PolicyFault[] {
  const seen = new Set<string>();
  return rows.flatMap(({ code }, at) => {
    const known = seen.has(code);
    seen.add(code);
    return known ? [fault(`${pointer}/${at}/code`, `${code} is there before`)] : [];
  });
}

/** Without its levels nobody could say where an affair lacks an owner. */
function checkAffair({ code, levels, legalBasis = '', review }: Affair, at: string): PolicyFault[] {
  const faults = levels === undefined ? [fault(`${at}/levels`, `${code} says which levels have it`)] : [];
  return legalBasis.trim() === '' && review !== true
    ? [...faults, fault(`${at}/legalBasis`, `${code} names its law, or is marked for review`)]
    : faults;
}

const levelOf: Readonly<Partial<Record<Organisation['kind'], 2 | 5>>> = { province: 2, regency: 5, city: 5 };

/** Governments are called by their region, everybody else is not. */
function checkBody(
  { code, kind, region, name }: Organisation,
  index: DirectoryIndex,
  at: string,
): PolicyFault[] {
  const faults = name.trim() === '' ? [fault(`${at}/name`, `${code} has no name`)] : [];
  const length = levelOf[kind];
  if (length === undefined) {
    if (code.startsWith('gov.') || region !== undefined)
      faults.push(
        fault(`${at}/kind`, `${code} is no ${kind}: governments are provinces, regencies or cities`),
      );
  } else if (region?.length !== length || code !== `gov.${region}`) {
    faults.push(
      fault(`${at}/region`, `the code of a ${kind} is gov. and its region; ${code} has ${region ?? 'none'}`),
    );
  } else if (!isRegion(index.directory, region)) {
    faults.push(fault(`${at}/region`, `${region} is not a region`));
  }
  return faults;
}

const isRegion = ({ districts }: Directory, region: string): boolean =>
  districts === undefined ||
  Object.keys(districts).some((code) => code === region || code.startsWith(`${region}.`));

/** Who arbitrates must exist and not be below, and somebody above must be able to hold an unconnected body’s cases. */
function checkPlaceInTree(
  { code, parent, connection }: Organisation,
  index: DirectoryIndex,
  at: string,
): PolicyFault[] {
  const above = index.ancestors(code);
  if (parent !== undefined && index.organisation(parent) === undefined)
    return [fault(`${at}/parent`, `${parent} is not known`)];
  if (above.includes(code)) return [fault(`${at}/parent`, `${code} is above itself`)];
  if (parent === undefined && code !== NATIONAL_MANAGER && code !== OMBUDSMAN)
    return [fault(at, `${code} has nobody above it`)];
  const isHeld = above.some((each) => index.organisation(each)?.connection === 'connected');
  return connection === 'unconnected' && !isHeld
    ? [fault(`${at}/connection`, `nobody connected is above ${code} to hold its cases`)]
    : [];
}

/** Two bodies are named in the code, because everything ends with them. */
const checkTops = (index: DirectoryIndex): PolicyFault[] =>
  [NATIONAL_MANAGER, OMBUDSMAN].flatMap((code) =>
    index.organisation(code)?.connection === 'connected'
      ? []
      : [fault('/organisations', `${code} must be there, and connected`)],
  );

/** Units that an organisation names itself are called as their name has it. The Ombudsman’s offices are provinces. */
function checkUnits(
  { code, units, ownUnits }: Organisation,
  index: DirectoryIndex,
  at: string,
): PolicyFault[] {
  if (code === OMBUDSMAN) return [];
  const of = (list: Organisation['units'], member: string) =>
    (list ?? []).flatMap((unit, place) => {
      const expected = `${code}/${kebab(unit.name)}`;
      const pointer = `${at}/${member}/${place}`;
      const misnamed =
        unit.code === expected ? [] : [fault(`${pointer}/code`, `${unit.code} should be ${expected}`)];
      return [...misnamed, ...checkAffairs(unit.affairs, index, `${pointer}/affairs`)];
    });
  return [...of(units, 'units'), ...of(ownUnits, 'ownUnits')];
}

const checkAffairs = (
  affairs: readonly string[],
  { directory }: DirectoryIndex,
  pointer: string,
): PolicyFault[] =>
  affairs
    .filter((affair) => !directory.affairs.some(({ code }) => code === affair))
    .map((affair) => fault(pointer, `affair ${affair} is not known`));

/** Every region that the nation has, has a government; Jakarta’s cities have the province’s. */
function checkRegions(index: DirectoryIndex): PolicyFault[] {
  const regions = Object.keys(index.directory.districts ?? {});
  return [...new Set([...regions.map((region) => region.slice(0, 2)), ...regions])].flatMap((region) => {
    const owner = index.placeOwner(region);
    const own = region.startsWith('31') ? 'gov.31' : `gov.${region}`;
    return owner === own
      ? []
      : [fault('/organisations', `the region ${region} has no government: ${own} is missing`)];
  });
}

function checkRule(rule: UnitRule, index: DirectoryIndex, survey: Survey, at: string): PolicyFault[] {
  const unknown = [...(rule.only ?? []), ...(rule.except ?? [])]
    .filter((region) => !isRegion(index.directory, region))
    .map((region) => fault(at, `${region} is not a region`));
  const why = !survey.applied.has(rule)
    ? `“${rule.name}” gives no government a unit`
    : `“${rule.name}” is shadowed: rules before it have given all that it gives`;
  return [
    ...unknown,
    ...checkAffairs(rule.affairs, index, `${at}/affairs`),
    ...(survey.speaking.has(rule) ? [] : [fault(at, why)]),
  ];
}

/** What the rules come to, government by government. */
interface Survey {
  readonly applied: ReadonlySet<UnitRule>;
  /** rules that are somewhere the first to have an affair, or that name an office without affairs */
  readonly speaking: ReadonlySet<UnitRule>;
  readonly faults: readonly PolicyFault[];
}

function surveyed(directory: Directory): Survey {
  const applied = new Set<UnitRule>();
  const speaking = new Set<UnitRule>();
  const faults = directory.organisations.flatMap((organisation, at) => {
    const codes = new Set<string>();
    const affairs = new Set<string>();
    const repeated: string[] = [];
    for (const { unit, rule } of givenUnits(directory, organisation)) {
      if (codes.has(unit.code)) repeated.push(unit.code);
      if (rule) {
        applied.add(rule);
        const isNew = unit.affairs.length === 0 || rule.each || unit.affairs.some((one) => !affairs.has(one));
        if (isNew) speaking.add(rule);
      }
      codes.add(unit.code);
      for (const affair of unit.affairs) affairs.add(affair);
    }
    return [
      ...repeated.map((code) => fault(`/organisations/${at}`, `two rules give ${code}`)),
      ...without(affairs, organisation, directory).map((affair) =>
        fault(`/organisations/${at}`, `${organisation.code} has nobody for affair ${affair}`),
      ),
    ];
  });
  return { applied, speaking, faults };
}

/** Affairs that a government of this kind has, and no unit of it. Jakarta has those of its cities as well. */
function without(have: ReadonlySet<string>, { kind, code }: Organisation, { affairs }: Directory): string[] {
  const levels: readonly string[] = code === 'gov.31' ? ['province', 'regency', 'city'] : [kind];
  return affairs
    .filter(
      (affair) => affair.levels?.some((level) => levels.includes(level)) === true && !have.has(affair.code),
    )
    .map((affair) => affair.code);
}
