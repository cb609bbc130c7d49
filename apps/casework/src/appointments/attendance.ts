import { actorOf, type Person } from '@satupintu/domain';
import { fact, REFERENCE } from '@satupintu/events';
import { appendFacts, type Deps } from '@satupintu/service';
import { type FastifyInstance } from 'fastify';

/** Notes, once for each appointment, that whoever was appointed has come to the desk. */
export class Attendance {
  /** what this process has noted; the log keeps what any process has */
  private readonly noted = new Set<string>();

  constructor(private readonly deps: Deps) {}

  /** A call is answered all the same where it cannot be noted; the next one tries again. */
  async note(person: Person): Promise<void> {
    const { reference, clock, logger } = this.deps;
    const now = clock.now();
    for (const { appointmentId } of reference.appointments.of(person, now)) {
      if (this.noted.has(appointmentId) || reference.appointments.seenAt(appointmentId) !== undefined)
        continue;
      this.noted.add(appointmentId);
      await this.say(appointmentId, person, now).catch((error: unknown) => {
        this.noted.delete(appointmentId);
        logger.warn({ err: error }, 'that somebody came to the desk cannot be noted yet');
      });
    }
  }

  private async say(appointmentId: string, person: Person, seenAt: string): Promise<void> {
    const about = { subject: 'appointments', at: seenAt, by: actorOf(person) };
    const seen = fact('AppointmentSeen', appointmentId, about, { appointmentId, seenAt });
    await appendFacts(this.deps.appender, REFERENCE, [seen]);
  }
}

/** Before the first answer to somebody goes out, it is noted that they have come. */
export function noteAttendance(fastify: FastifyInstance, deps: Deps): void {
  const attendance = new Attendance(deps);
  fastify.addHook('onSend', async (request) => {
    const person = request.call?.person;
    if (person) await attendance.note(person);
  });
}
