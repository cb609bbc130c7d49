import { Type } from '@sinclair/typebox';
import { factsOf } from '../fact-type';
import { Calendar } from '../reference/calendar';
import { Directory } from '../reference/directory';
import { RoutingPolicy } from '../reference/routing-policy';
import { SlaPolicy } from '../reference/sla-policy';
import { Code, Id, Instant, Maybe, OrganisationCode, Role, Shape, UnitCode } from '../shapes';

export const routerReference = factsOf('router', 'reference', {
  DirectoryPublished: { about: 'A version of all bodies, units and parents.', versions: [Directory] },
  RoutingPolicyPublished: {
    about: 'A version of who is competent for what, and of the thresholds.',
    versions: [RoutingPolicy],
  },
  ModelPublished: {
    about: 'A version of the learned model: where it is and what it was measured at.',
    versions: [
      Shape({
        version: Code,
        trainedUpTo: Instant,
        digest: Type.String(),
        measured: Type.Record(Type.String(), Type.Number()),
      }),
    ],
  },
});

export const clockReference = factsOf('sla-monitor', 'reference', {
  SlaPolicyPublished: { about: 'A version of the limits and of the ladder.', versions: [SlaPolicy] },
  CalendarPublished: { about: 'A version of working time.', versions: [Calendar] },
});

export const caseworkReference = factsOf('casework', 'reference', {
  AppointmentMade: {
    about: 'Somebody serves in a role at a body, from when to when.',
    versions: [
      Shape({
        appointmentId: Id,
        subject: Type.String({ minLength: 1, maxLength: 200 }),
        role: Role,
        organisation: OrganisationCode,
        unit: Maybe(UnitCode),
        from: Instant,
        to: Maybe(Instant),
      }),
    ],
  },
  AppointmentEnded: {
    about: 'The appointment ended; so does the right.',
    versions: [Shape({ appointmentId: Id, to: Instant })],
  },
});
