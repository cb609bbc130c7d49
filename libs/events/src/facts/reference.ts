import { Type } from '@sinclair/typebox';
import { factsOf } from '../fact-type';
import { Calendar } from '../reference/calendar';
import { Directory } from '../reference/directory';
import { RoutingPolicy } from '../reference/routing-policy';
import { SlaPolicy } from '../reference/sla-policy';
import { Code, Id, Instant, Maybe, OrganisationCode, Role, Shape, UnitCode } from '../shapes';

/** Shares (0–1) of the latest cases, unseen in training, whose first suggestion was who handled them in the end. */
const ModelGate = Shape({
  cases: Type.Integer({ minimum: 0 }),
  candidate: Type.Number(),
  rules: Type.Number(),
  /** of the model that was in use */
  current: Maybe(Type.Number()),
});

export const routerReference = factsOf('router', 'reference', {
  DirectoryPublished: { about: 'A version of all bodies, units and parents.', versions: [Directory] },
  RoutingPolicyPublished: {
    about: 'A version of who is competent for what, and of the thresholds.',
    versions: [RoutingPolicy],
  },
  ModelPublished: {
    about:
      'A version of the learned model was trained: what it was measured at on the latest cases, and whether it is used from now on.',
    versions: [
      Shape({
        version: Code,
        /** filing instant of the latest case that it was trained on */
        trainedUpTo: Instant,
        /** SHA-256 of its bytes, by which the router finds them */
        digest: Type.String(),
        measured: Type.Record(Type.String(), Type.Number()),
        /** cases that it was trained on */
        examples: Maybe(Type.Integer({ minimum: 0 })),
        /** false: it did worse on the latest cases than what was in use; absent: true */
        used: Maybe(Type.Boolean()),
        gate: Maybe(ModelGate),
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
