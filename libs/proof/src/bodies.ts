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
