import { type Directory, type Organisation, type Owner, type TimeZone } from '@satupintu/events';
import { type Body } from './working-day';

/** Watches bodies that nobody else stands above (PermenPANRB: manager of the service). */
const nationalManager = 'nat.panrb';
const supervisor = 'ombudsman';

const rows = new WeakMap<Directory, Map<string, Organisation>>();
function rowOf(directory: Directory, code: string): Organisation | undefined {
  const known =
    rows.get(directory) ??
    new Map(directory.organisations.map((organisation) => [organisation.code, organisation]));
  rows.set(directory, known);
  return known.get(code);
}

/** `ombudsman/32` → `32` */
const provinceOfOffice = ({ organisation, unit }: Owner) =>
  organisation === supervisor && unit !== undefined ? unit.slice(supervisor.length + 1) : undefined;

/** Whose working time counts for an accountable body. An office of the Ombudsman works as its province does. */
export const bodyOf = (directory: Directory, owner: Owner): Body => ({
  organisation: owner.organisation,
  unit: owner.unit,
  region: provinceOfOffice(owner) ?? rowOf(directory, owner.organisation)?.region,
});

/** The zone that an accountable body's days are counted in. */
export function zoneOf(directory: Directory, owner: Owner): TimeZone {
  const province = provinceOfOffice(owner);
  const government = province === undefined ? undefined : rowOf(directory, `gov.${province}`);
  return (government ?? rowOf(directory, owner.organisation))?.timeZone ?? 'Asia/Jakarta';
}

export const tierAbove = (directory: Directory, organisation: string): string =>
  rowOf(directory, organisation)?.parent ?? nationalManager;

/** The Ombudsman's office of the place, or of the government's own place; the centre for national bodies. */
export function officeFor(directory: Directory, organisation: string, region: string | undefined): Owner {
  const place = region ?? rowOf(directory, organisation)?.region;
  const code = `${supervisor}/${place?.slice(0, 2) ?? ''}`;
  const own = rowOf(directory, supervisor);
  const offices = own?.units ?? own?.ownUnits ?? [];
  const isThere = offices.some((unit) => unit.code === code);
  return organisation.startsWith('nat.') || !isThere
    ? { organisation: supervisor }
    : { organisation: supervisor, unit: code };
}

export const isSupervisor = ({ organisation }: Owner): boolean => organisation === supervisor;

const covers = (region: string, codes: readonly string[]) =>
  codes.some((code) => region === code || region.startsWith(`${code}.`));

/** Units that a rule of the directory gives a government, as far as they handle cases. */
function ruleGivesUnit(directory: Directory, { region, kind, ownUnits = [] }: Organisation): boolean {
  if (region === undefined) return false;
  const taken = new Set(ownUnits.flatMap(({ affairs }) => affairs));
  const districts = Object.keys(directory.districts ?? {});
  return directory.unitRules.some(({ levels, only, except, inspectorate, each, affairs }) => {
    if (inspectorate === true || !levels.some((level) => level === kind)) return false;
    if ((only && !covers(region, only)) || (except && covers(region, except))) return false;
    if (each !== undefined) return districts.some((code) => covers(code, [region]));
    return affairs.length === 0 || affairs.some((affair) => !taken.has(affair));
  });
}

const withUnits = new WeakMap<Directory, Map<string, boolean>>();

/** Whether a body names a unit for each case; one without is its own, and an inspectorate alone does not count. */
export function hasUnits(directory: Directory, code: string): boolean {
  const known = withUnits.get(directory) ?? new Map<string, boolean>();
  withUnits.set(directory, known);
  const body = rowOf(directory, code);
  const listed = body?.units ?? body?.ownUnits ?? [];
  const has =
    known.get(code) ??
    (body !== undefined &&
      (listed.some(({ inspectorate }) => inspectorate !== true) ||
        (!body.units && ruleGivesUnit(directory, body))));
  known.set(code, has);
  return has;
}
