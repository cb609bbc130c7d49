import { type DirectoryIndex, mayList, type Person } from '@satupintu/domain';
import { forbidden } from '@satupintu/service';

const isCentre = ({ role, organisation, unit }: Person) =>
  role === 'analyst' && organisation === 'ombudsman' && unit === undefined;

/** Who may say how a body is told: its coordinator, PANRB, for the Ombudsman and its offices the centre. */
export const maySetContact = (person: Person, organisation: string): boolean => {
  if (person.role === 'national') return true;
  if (person.role === 'coordinator') return person.organisation === organisation;
  return isCentre(person) && organisation === 'ombudsman';
};

/** The organisation whose contacts a person reads; undefined: all. @throws Problem 403 */
export function contactScope(person: Person, asked: string | undefined): string | undefined {
  if (person.role === 'national') return asked;
  const organisation = asked ?? person.organisation;
  if (!maySetContact(person, organisation)) throw forbidden();
  return organisation;
}

/** Which notices a person reads, as values for SQL; null: no bound. */
export interface NoticeScope {
  readonly organisation: string | null;
  /** of an office of the Ombudsman: what is addressed to itself, and what is about cases of its province */
  readonly office: string | null;
  readonly province: string | null;
}

/** @throws Problem 403 */
export function noticeScope(
  person: Person,
  asked: string | undefined,
  directory: DirectoryIndex,
): NoticeScope {
  if (asked !== undefined && !mayList(person, asked, undefined, directory)) throw forbidden();
  const { role, organisation, unit } = person;
  if (role === 'coordinator') return { organisation, office: null, province: null };
  if (role === 'analyst' && organisation !== 'ombudsman') throw forbidden();
  const province = role === 'analyst' ? (unit?.split('/')[1] ?? null) : null;
  return { organisation: asked ?? null, office: province === null ? null : (unit ?? null), province };
}
