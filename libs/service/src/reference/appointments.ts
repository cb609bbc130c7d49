import { type Person } from '@satupintu/domain';
import { type Data } from '@satupintu/events';

export type Appointment = Data<'AppointmentMade'>;

/** Who serves where, from when to when. */
export class Appointments {
  private readonly byId = new Map<string, Appointment>();
  private readonly seen = new Map<string, string>();
  private readonly bySubject = new Map<string, Set<string>>();

  made(appointment: Appointment): void {
    const { appointmentId, subject } = appointment;
    if (this.byId.has(appointmentId)) return;
    this.byId.set(appointmentId, appointment);
    const ids = this.bySubject.get(subject) ?? new Set();
    this.bySubject.set(subject, ids.add(appointmentId));
  }

  ended({ appointmentId, to }: Data<'AppointmentEnded'>): void {
    const appointment = this.byId.get(appointmentId);
    if (appointment && (appointment.to === undefined || to < appointment.to)) {
      this.byId.set(appointmentId, { ...appointment, to });
    }
  }

  /** They came to the desk once. */
  wasSeen({ appointmentId, seenAt }: Data<'AppointmentSeen'>): void {
    if (!this.seen.has(appointmentId)) this.seen.set(appointmentId, seenAt);
  }

  /** When they first came to the desk; undefined: not yet. */
  seenAt(appointmentId: string): string | undefined {
    return this.seen.get(appointmentId);
  }

  get(appointmentId: string): Appointment | undefined {
    return this.byId.get(appointmentId);
  }

  all(): readonly Appointment[] {
    return [...this.byId.values()];
  }

  /**
   * Whether a token's claims may be used at an instant. Who never had an appointment is judged by the claims; who had
   * one needs one that has begun, has not ended, and says the same.
   */
  allow(person: Person, at: string): boolean {
    const begun = [...(this.bySubject.get(person.subject) ?? [])]
      .flatMap((id) => this.byId.get(id) ?? [])
      .filter(({ from }) => from <= at);
    return (
      begun.length === 0 || begun.some((one) => (one.to === undefined || at < one.to) && says(one, person))
    );
  }
}

const says = ({ role, organisation, unit }: Appointment, person: Person): boolean =>
  role === person.role &&
  organisation === person.organisation &&
  (unit === undefined || unit === person.unit);
