import { type Owner } from '@satupintu/events';
import { type Case, type Disposition, isActive, isRestricted } from '../life/case';
import { isInTriage } from '../life/decide-router';
import { type Person } from './actor';
import { type Tree } from './tree';

const isGone = ({ status }: Disposition) => status === 'withdrawn';

/** An office of the Ombudsman sees its province; the centre sees all. */
export function inAnalystScope(person: Person, state: Case, tree: Tree): boolean {
  if (person.organisation !== 'ombudsman') return false;
  if (person.unit === undefined) return true;
  const province = person.unit.split('/')[1];
  const region = state.region ?? tree.regionOf(state.owner.organisation);
  return region !== undefined && region.slice(0, 2) === province;
}

/** Bodies that have a part in the case, or had one and gave it away themselves; of one that was let go nobody sees it. */
const bodiesOf = (state: Case): string[] => [
  state.owner.organisation,
  ...Object.values(state.dispositions).flatMap((part) => (isGone(part) ? [] : part.organisation)),
];

/**
 * May this person act on the disposition: the liaison of its unit (of the body itself, where it names none), the
 * coordinator of its body, an analyst on what is the Ombudsman’s.
 */
export function mayHandle(person: Person, disposition: Owner): boolean {
  if (person.organisation !== disposition.organisation) return false;
  if (person.role === 'coordinator') return true;
  if (person.role === 'liaison') return person.unit === disposition.unit;
  if (person.role === 'analyst') return person.unit === undefined || person.unit === disposition.unit;
  return false;
}

/** Decides for a body: its coordinator; for the Ombudsman also the analysts of its centre. */
export const leadsBody = ({ role, unit }: Pick<Person, 'role' | 'unit'>): boolean =>
  role === 'coordinator' || (role === 'analyst' && unit === undefined);

/** Reads what a body or a unit is offered, and works on it; in the Ombudsman's offices analysts do. */
export const readsOffers = ({ role }: Pick<Person, 'role'>): boolean =>
  role === 'liaison' || role === 'analyst';

/** Triage and arbitration: the coordinator of the body that owns the waiting case, or of one above it; PANRB. */
export function mayDecideFor(person: Person, owner: Owner, tree: Tree): boolean {
  if (person.role === 'national') return true;
  return person.role === 'coordinator' && tree.within(owner.organisation, person.organisation);
}

/** Nobody competent is named: triage or arbitration decides; so it was before the case followed another one. */
export function waitsForDecision(state: Case): boolean {
  const status = state.merge.statusBefore ?? state.status;
  return status === 'arbitration' || status === 'triage' || isInTriage(state);
}

/** Handles the case now: has an active part in it, or must decide where it goes. */
export function handles(person: Person, state: Case, tree: Tree): boolean {
  const parts = Object.values(state.dispositions);
  if (parts.some((part) => isActive(part) && mayHandle(person, part))) return true;
  if (person.role === 'coordinator' && person.organisation === state.owner.organisation) return true;
  return waitsForDecision(state) && mayDecideFor(person, state.owner, tree);
}

/**
 * May this person see the case. What one may not see looks exactly like what does not exist. Oversight complaints and
 * confidential ones are for who handles them, PANRB and the Ombudsman alone.
 */
export function mayReadCase(person: Person, state: Case, tree: Tree): boolean {
  if (person.role === 'national') return true;
  if (person.role === 'analyst' && inAnalystScope(person, state, tree)) return true;
  if (handles(person, state, tree)) return true;
  if (isRestricted(state)) return false;
  switch (person.role) {
    case 'channel':
      return state.filedBy === person.organisation;
    case 'executive':
      return bodiesOf(state).some((code) => tree.within(code, person.organisation));
    case 'liaison':
    case 'coordinator':
    case 'analyst':
      return Object.values(state.dispositions).some((part) => !isGone(part) && mayHandle(person, part));
    case 'ops':
      return false;
  }
}

/**
 * May this person, of whom it is known that they see the case, also see what goes on between its bodies: the thread,
 * tasks, what contributors give the lead. Who once had a part sees the case, not what the others do since; a front end
 * sees it as its reporter does.
 */
export function maySeeBetween(person: Person, state: Case, tree: Tree): boolean {
  if (person.role === 'channel') return false;
  return (person.role !== 'liaison' && person.role !== 'coordinator') || handles(person, state, tree);
}

/** A government is one province's; national bodies work in all, and the cases that are listed are the province's. */
function inOfficeScope({ unit }: Person, organisation: string): boolean {
  const [, province] = /^gov\.(\d\d)/.exec(organisation) ?? [];
  return unit === undefined || province === undefined || unit.split('/')[1] === province;
}

/** May this person ask for lists and feeds of the organisation (and unit). A no is a 403, whether it exists or not. */
export function mayList(person: Person, organisation: string, unit: string | undefined, tree: Tree): boolean {
  switch (person.role) {
    case 'national':
      return true;
    case 'analyst':
      return person.organisation === 'ombudsman' && inOfficeScope(person, organisation);
    case 'executive':
      return tree.within(organisation, person.organisation);
    case 'coordinator':
      return organisation === person.organisation;
    case 'liaison':
      return organisation === person.organisation && (unit === undefined || unit === person.unit);
    case 'channel':
    case 'ops':
      return false;
  }
}
