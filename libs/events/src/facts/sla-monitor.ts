import { Type } from '@sinclair/typebox';
import { factsOf } from '../fact-type';
import { Code, Id, Instant, Maybe, OneOf, Owner, Shape } from '../shapes';

const clockId = Id;
const versions = { calendarVersion: Code, policyVersion: Code };
const Due = Type.Union([Instant, Type.Null()]);
/** Planned reminders before the due instant, in order; what had passed by then is left out. */
const reminders = Maybe(Type.Array(Instant));
const Step = Shape({ level: Type.Integer({ minimum: 1, maximum: 4 }), to: Owner, at: Due });

/** A notice of several complaints has one id; the address is not here, because it may be a person's. */
const notice = {
  noticeId: Id,
  to: Owner,
  by: OneOf('email', 'webhook'),
  about: Type.Array(
    Shape({
      clockId,
      kind: OneOf('step', 'reminder'),
      level: Maybe(Type.Integer({ minimum: 1, maximum: 4 })),
      /** of the step or reminder */
      at: Instant,
    }),
    { minItems: 1 },
  ),
};

export const clockFacts = factsOf('sla-monitor', 'complaints', {
  ClockStarted: {
    about: 'A limit runs for an accountable body. Everything that its due time follows from is here.',
    versions: [
      Shape({
        clockId,
        kind: Code,
        round: Type.Integer({ minimum: 0 }),
        dispositionId: Maybe(Id),
        accountable: Owner,
        startedAt: Instant,
        /** null: the calendar has no list for a year that the limit reaches; the clock is open, with a warning */
        dueAt: Due,
        /** key of the rule in the policy */
        rule: Code,
        limit: Type.Number(),
        unit: Code,
        timeZone: Code,
        climbs: Type.Boolean(),
        reminders,
        ...versions,
      }),
    ],
  },
  ClockPaused: {
    about: 'The clocks stand still while the reporter is asked.',
    versions: [
      Shape({
        clockIds: Type.Array(clockId),
        pausedAt: Instant,
        why: Code,
        /** when the cap of the rule is used up and the clock runs on by itself; null: no list for that year */
        until: Maybe(Due),
        calendarVersion: Maybe(Code),
        policyVersion: Maybe(Code),
      }),
    ],
  },
  ClockResumed: {
    about: 'The clocks run on, with the due times that the pause gave them.',
    versions: [
      Shape({
        resumedAt: Instant,
        why: Code,
        clocks: Type.Array(
          Shape({ clockId, dueAt: Due, pausedFor: Type.Number({ description: 'seconds' }), reminders }),
        ),
        ...versions,
      }),
    ],
  },
  ClockStopped: {
    about: 'A clock that a rule outside the life-cycle table ended.',
    versions: [Shape({ clockId, stoppedAt: Instant, why: Code })],
  },
  DueTimesMoved: {
    about:
      'A new calendar or policy moved due times of open clocks or steps still to come: one fact per case.',
    versions: [
      Shape({
        clocks: Type.Array(
          Shape({
            clockId,
            dueAt: Due,
            was: Due,
            reminders,
            /** of a paused clock: when it runs on by itself */
            until: Maybe(Due),
            /** these four where another rule, or another limit of it, holds from now on */
            rule: Maybe(Code),
            limit: Maybe(Type.Number()),
            unit: Maybe(Code),
            climbs: Maybe(Type.Boolean()),
          }),
        ),
        steps: Type.Array(Shape({ clockId, level: Type.Integer(), at: Due, was: Due })),
        why: Code,
        ...versions,
      }),
    ],
  },
  ClockExtended: {
    about: 'Whom policy names gave a clock more time, for a reason that policy names.',
    versions: [
      Shape({
        clockId,
        /** by how much, in `unit` */
        extendedBy: Type.Number({ exclusiveMinimum: 0 }),
        unit: Code,
        reason: Code,
        dueAt: Due,
        was: Due,
        reminders,
        ...versions,
      }),
    ],
  },
  DeadlineMissed: {
    about:
      'The due instant passed and nothing stopped the clock. Climbing clocks carry the plan of their ladder.',
    versions: [Shape({ clockId, missedAt: Instant, ladder: Type.Array(Step), ...versions })],
  },
  MissAnnulled: {
    about:
      'What stopped the clock had happened in time, though it came later in the log: the miss is taken back, visibly.',
    versions: [Shape({ clockId, missedAt: Instant, stoppedAt: Instant, stoppedBy: Id })],
  },
  CaseEscalated: {
    about: 'An overdue case climbs one step of the ladder. A mark, not a status; it moves no ownership.',
    versions: [
      Shape({
        clockId,
        kind: Code,
        level: Type.Integer({ minimum: 1, maximum: 4 }),
        to: Owner,
        reason: Type.String(),
        dueAt: Instant,
        escalatedAt: Instant,
        ...versions,
      }),
    ],
  },
  ReminderDue: {
    about: 'A deadline comes near, or a clock without a ladder passed: whoever is accountable is reminded.',
    versions: [
      Shape({
        clockId,
        to: Owner,
        dueAt: Instant,
        remindedAt: Instant,
        ...versions,
        round: Maybe(Type.Integer()),
      }),
    ],
  },
  NoticeSent: {
    about:
      'Whoever is addressed by steps or reminders was told of them: a summary, of which this is the part about one complaint.',
    versions: [
      Shape({
        ...notice,
        sentAt: Instant,
        /** what the receiving server answered: a code of SMTP or HTTP, and its words without addresses */
        proof: Shape({ code: Type.Integer(), text: Maybe(Type.String({ maxLength: 300 })) }),
      }),
    ],
  },
  NoticeFailed: {
    about: 'Whoever is addressed could not be told, and nobody tries any more.',
    versions: [Shape({ ...notice, failedAt: Instant, attempts: Type.Integer({ minimum: 1 }), reason: Code })],
  },
  ReplyWindowElapsed: {
    about: 'The reporter was silent through the window after the answer: the case closes.',
    versions: [Shape({ clockId, elapsedAt: Instant })],
  },
  InformationWindowElapsed: {
    about: 'The reporter did not answer a question in time: back to the owner with what there is.',
    versions: [Shape({ clockId, questionId: Id, elapsedAt: Instant })],
  },
});
