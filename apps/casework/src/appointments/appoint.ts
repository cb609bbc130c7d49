import { type Person } from '@satupintu/domain';
import {
  type Actor,
  type Data,
  fact,
  type Fact,
  idOf,
  type ReferenceFact,
  type Role,
} from '@satupintu/events';

export type Appointment = Data<'AppointmentMade'>;
export type Wanted = Omit<Appointment, 'appointmentId'>;

/** Roles that a body gives to its own people; the others are given by the national manager. */
const ownRoles: ReadonlySet<Role> = new Set<Role>(['liaison', 'coordinator', 'executive', 'channel']);

/** A coordinator appoints for the own house, the national manager for all. */
export function mayAppoint(
  person: Person,
  { role, organisation }: Pick<Wanted, 'role' | 'organisation'>,
): boolean {
  if (person.role === 'national') return true;
  return person.role === 'coordinator' && person.organisation === organisation && ownRoles.has(role);
}

/** The same person in the same role at the same place from the same instant is the same appointment. */
export const appointmentIdOf = ({ subject, role, organisation, unit = '', from }: Wanted): string =>
  idOf(`appointment:${JSON.stringify([subject, role, organisation, unit, from])}`);

/** Makes an appointment; said again with an end, it ends the one that exists. */
export function appoint(
  wanted: Wanted,
  existing: Appointment | undefined,
  at: string,
  by: Actor,
): ReferenceFact[] {
  const appointmentId = appointmentIdOf(wanted);
  const about = { subject: 'appointments', at, by };
  const made: Fact<'AppointmentMade'> = fact('AppointmentMade', appointmentId, about, {
    ...wanted,
    appointmentId,
  });
  if (!existing || wanted.to === undefined || wanted.to === existing.to) return [made];
  const { to } = wanted;
  return [fact('AppointmentEnded', `${appointmentId}:${to}`, about, { appointmentId, to })];
}
