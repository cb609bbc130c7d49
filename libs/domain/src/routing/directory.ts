import { type Directory, type Organisation, type TimeZone, type Unit } from '@satupintu/events';
import { type Tree } from '../access/tree';
import { NATIONAL_MANAGER, placeOwner } from '../life/owner';
import { type OrganisationQuery, type Search, searchOf } from './search';
import { localUnits } from './units';

/** Answers who is who in one version of the directory. Codes of organisations and of units are both understood. */
export interface DirectoryIndex extends Tree {
  readonly version: string;
  readonly directory: Directory;
  organisation(code: string): Organisation | undefined;
  /** of an override, or as the unit rules give it */
  unit(code: string): Unit | undefined;
  unitsOf(organisation: string): readonly Unit[];
  /** a body without units is its own; an inspectorate, which only verifies accusations, does not count */
  hasUnits(organisation: string): boolean;
  /** whether there is such an organisation or unit */
  exists(code: string): boolean;
  /** organisation of a unit, tier above an organisation; undefined at the top */
  parentOf(code: string): string | undefined;
  /** nearest first */
  ancestors(code: string): readonly string[];
  /** organisations directly below */
  children(organisation: string): readonly string[];
  /** organisations within another one, itself included */
  allWithin(ancestor: string): readonly string[];
  timeZoneOf(organisation: string, unit?: string): TimeZone;
  /** the government of a place; `nat.panrb` where the place is not known */
  placeOwner(region: string | undefined): string;
  /** who holds a body’s cases: itself, or the nearest connected body above one that is not connected */
  holderOf(organisation: string): string;
  /** the Ombudsman’s office for a region or a body: that of the province, or the centre */
  ombudsmanOffice(regionOrOrganisation: string | undefined): string;
  /** the unit that verifies oversight complaints about the organisation */
  inspectorateOf(organisation: string): string | undefined;
  /** name of a province, regency, city or district */
  regionName(region: string): string | undefined;
  all(): readonly Organisation[];
  /** best first; without words in the order of codes */
  search(query: OrganisationQuery): readonly Organisation[];
}

export const OMBUDSMAN = 'ombudsman';

const organisationPart = (code: string) => code.split('/', 1)[0] ?? code;
const unitPart = (code: string) => code.slice(organisationPart(code).length + 1);

/** Indexes a directory. Units are computed on demand, so an index costs little more than its directory. */
export function indexDirectory(directory: Directory): DirectoryIndex {
  const byCode = new Map(directory.organisations.map((organisation) => [organisation.code, organisation]));
  const below = childrenOf(directory);
  const units = localUnits(directory);
  const organisation = (code: string) => byCode.get(code);
  let prepared: Search | undefined;
  const search: Search = (query) => (prepared ??= searchOf(directory))(query);

  const unit = (code: string) => {
    const owner = organisation(organisationPart(code));
    return owner && code.includes('/') ? units.find(owner, unitPart(code)) : undefined;
  };
  const parentOf = (code: string) =>
    code.includes('/') ? organisationPart(code) : organisation(code)?.parent;
  const ancestors = (code: string) => {
    const above = new Set<string>();
    for (let at = parentOf(code); at !== undefined && !above.has(at); at = parentOf(at)) above.add(at);
    return [...above];
  };
  const within = (code: string, ancestor: string) => code === ancestor || ancestors(code).includes(ancestor);
  const knownOwner = (region: string | undefined) => {
    const candidates = [placeOwner(region).organisation, `gov.${region?.slice(0, 2) ?? ''}`];
    return candidates.find((code) => byCode.has(code)) ?? NATIONAL_MANAGER;
  };
  const isConnected = (code: string) => byCode.get(code)?.connection === 'connected';
  const holderOf = (code: string) =>
    byCode.get(code)?.connection === 'unconnected'
      ? (ancestors(code).find(isConnected) ?? NATIONAL_MANAGER)
      : code;
  const ombudsmanOffice = (of: string | undefined) => {
    const region = of !== undefined && /^\d/.test(of) ? of : organisation(organisationPart(of ?? ''))?.region;
    const office = `${OMBUDSMAN}/${region?.slice(0, 2) ?? ''}`;
    return unit(office) ? office : OMBUDSMAN;
  };

  return {
    version: directory.version,
    directory,
    organisation,
    unit,
    unitsOf: (code) => withOrganisation(organisation(code), [], (of) => units.of(of)),
    hasUnits: (code) => withOrganisation(organisation(code), false, (of) => units.any(of)),
    exists: (code) => (code.includes('/') ? unit(code) !== undefined : byCode.has(code)),
    parentOf,
    ancestors,
    children: (code) => below.get(code) ?? [],
    within,
    regionOf: (code) => organisation(code)?.region,
    allWithin: (ancestor) =>
      directory.organisations.flatMap(({ code }) => (within(code, ancestor) ? [code] : [])),
    timeZoneOf: (code, unitCode) => {
      const office = unitCode?.startsWith(`${OMBUDSMAN}/`)
        ? organisation(`gov.${unitPart(unitCode)}`)
        : undefined;
      return office?.timeZone ?? organisation(organisationPart(code))?.timeZone ?? 'Asia/Jakarta';
    },
    placeOwner: knownOwner,
    holderOf,
    ombudsmanOffice,
    inspectorateOf: (code) =>
      withOrganisation(organisation(code), undefined, (of) => units.inspectorate(of))?.code,
    regionName: (region) => regionName(directory, byCode, region),
    all: () => directory.organisations,
    search: (query) => search(query),
  };
}

const withOrganisation = <T>(
  found: Organisation | undefined,
  otherwise: T,
  ask: (of: Organisation) => T,
): T => (found ? ask(found) : otherwise);

function childrenOf(directory: Directory): Map<string, string[]> {
  const below = new Map<string, string[]>();
  for (const { code, parent } of directory.organisations) {
    if (parent === undefined) continue;
    const siblings = below.get(parent);
    if (siblings) siblings.push(code);
    else below.set(parent, [code]);
  }
  return below;
}

function regionName(
  directory: Directory,
  byCode: ReadonlyMap<string, Organisation>,
  region: string,
): string | undefined {
  if (region.length >= 8) return directory.districts?.[region.slice(0, 5)]?.[region.slice(6, 8)];
  return byCode.get(`gov.${region}`)?.name.replace(/^Pemerintah (Provinsi )?/, '');
}
