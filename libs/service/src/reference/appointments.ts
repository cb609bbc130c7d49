import { leadsBody, type Person, readsOffers } from '@satupintu/domain';
import { type Data } from '@satupintu/events';

export type Appointment = Data<'AppointmentMade'>;

const hasBegun = ({ from }: Appointment, at: string) => from <= at;
const serves = (one: Appointment, at: string) => hasBegun(one, at) && (one.to === undefined || at < one.to);

/** Who serves where, from when to when, and whether they have come. */
export class Appointments {
  private readonly byId = new Map<string, Appointment>();
  private readonly seen = new Map<string, string>();
  private readonly bySubject = new Map<string, Set<string>>();
  private readonly byBody = new Map<string, Set<string>>();

  made(appointment: Appointment): void {
    const { appointmentId, subject, organisation } = appointment;
    if (this.byId.has(appointmentId)) return;
    this.byId.set(appointmentId, appointment);
    enter(this.bySubject, subject, appointmentId);
    enter(this.byBody, organisation, appointmentId);
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

  /** Who serves at a body at an instant, its units included. */
  serving(organisation: string, at: string): Appointment[] {
    return this.among(this.byBody, organisation).filter((one) => serves(one, at));
  }

  /** The appointments by which a person acts at an instant; none for who is judged by the claims. */
  of(person: Person, at: string): Appointment[] {
    return this.among(this.bySubject, person.subject).filter((one) => serves(one, at) && says(one, person));
  }

  /** Somebody who decides for the body and somebody who reads its offers serve there, and have come to the desk. */
  isActive(organisation: string, at: string): boolean {
    const there = this.serving(organisation, at).filter(({ appointmentId }) => this.seen.has(appointmentId));
    return there.some(leadsBody) && there.some(readsOffers);
  }

  /**
   * Whether a token's claims may be used at an instant. Who never had an appointment is judged by the claims; who had
   * one needs one that has begun, has not ended, and says the same.
   */
  allow(person: Person, at: string): boolean {
    const begun = this.among(this.bySubject, person.subject).filter((one) => hasBegun(one, at));
    return begun.length === 0 || begun.some((one) => serves(one, at) && says(one, person));
  }

  private among(index: ReadonlyMap<string, ReadonlySet<string>>, key: string): Appointment[] {
    return [...(index.get(key) ?? [])].flatMap((id) => this.byId.get(id) ?? []);
  }
}

const enter = (index: Map<string, Set<string>>, key: string, id: string): void => {
  index.set(key, (index.get(key) ?? new Set()).add(id));
};

const says = ({ role, organisation, unit }: Appointment, person: Person): boolean =>
  role === person.role &&
  organisation === person.organisation &&
  (unit === undefined || unit === person.unit);
