import { Type } from '@sinclair/typebox';
import { factsOf } from '../fact-type';
import { Calendar } from '../reference/calendar';
import { Directory } from '../reference/directory';
import { RoutingPolicy } from '../reference/routing-policy';
import { SlaPolicy } from '../reference/sla-policy';
import { Code, Id, Instant, Maybe, OneOf, OrganisationCode, Role, Shape, UnitCode } from '../shapes';

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

const Subject = Type.String({ minLength: 1, maxLength: 200 });
/** Of the feed of one body; `cursor`: what was taken last. */
const webhook = { webhookId: Id, organisation: OrganisationCode, cursor: Type.String({ maxLength: 2_000 }) };

export const caseworkReference = factsOf('casework', 'reference', {
  AppointmentMade: {
    about: 'Somebody serves in a role at a body, from when to when.',
    versions: [
      Shape({
        appointmentId: Id,
        subject: Subject,
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
  AppointmentSeen: {
    about: 'Whoever was appointed came to the desk for the first time.',
    versions: [Shape({ appointmentId: Id, seenAt: Instant })],
  },
  UnitHandedOver: {
    about: 'The open cases of a unit passed to other hands: to another officer, or to another unit.',
    versions: [
      Shape({
        handoverId: Id,
        organisation: OrganisationCode,
        /** whose cases; absent: those that name no unit */
        unit: Maybe(UnitCode),
        toUnit: Maybe(UnitCode),
        leaving: Maybe(Subject),
        arriving: Maybe(Subject),
        at: Instant,
        /** open dispositions at that instant */
        cases: Type.Integer({ minimum: 0 }),
      }),
    ],
  },
  PartnerAccredited: {
    about: 'A body’s own complaint app may push its cases in and pull what becomes of them.',
    versions: [
      Shape({
        partner: OrganisationCode,
        version: Type.Integer({ minimum: 1 }),
        ground: OneOf('requirements_met', 'proven_effective'),
        /** what shows it: tests passed, figures, decisions */
        evidence: Type.Array(Type.String({ minLength: 1, maxLength: 500 }), { minItems: 1 }),
        from: Instant,
        to: Maybe(Instant),
      }),
    ],
  },
  PartnerAccreditationEnded: {
    about: 'The accreditation ended; what the app filed stays.',
    versions: [
      Shape({ partner: OrganisationCode, version: Type.Integer({ minimum: 1 }), to: Instant, reason: Code }),
    ],
  },
  FeedDeliveryStopped: {
    about:
      'A body’s webhook took nothing for so long that nobody tries any more. Nothing is lost: it goes on from the cursor.',
    versions: [Shape({ ...webhook, attempts: Type.Integer({ minimum: 1 }), reason: Code })],
  },
  FeedDeliveryResumed: {
    about: 'A body’s webhook is called again, from a cursor on.',
    versions: [Shape(webhook)],
  },
});
