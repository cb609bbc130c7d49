import { type Static, Type } from '@sinclair/typebox';
import { Channel, Code, ComplaintClass, LocalDate, Maybe, OneOf, OrganisationCode, Shape } from '../shapes';

export const LimitUnit = OneOf('working_days', 'working_hours', 'calendar_days');
export type LimitUnit = Static<typeof LimitUnit>;

/** A reminder before the due instant, counted backwards in the accountable body's working time. */
export const Reminder = Shape({ before: Type.Number({ exclusiveMinimum: 0 }), unit: LimitUnit });
export type Reminder = Static<typeof Reminder>;

/** Who may give a clock more time, for which reasons, and how much in all. */
export const Extension = Shape({
  /** most that all extensions of a clock may give together, in the rule's unit */
  cap: Type.Number({ exclusiveMinimum: 0 }),
  approver: OneOf('coordinator', 'tier_above', 'national', 'ombudsman'),
  /** codes; one of them is given with each extension */
  reasons: Type.Array(Code),
});
export type Extension = Static<typeof Extension>;

/** Limits of the rounds that disputes open, in the rule's unit: the first, the second …; the last holds for all later ones. */
export const Reopening = Shape({ limits: Type.Array(Type.Number({ exclusiveMinimum: 0 })) });
export type Reopening = Static<typeof Reopening>;

export const SlaRule = Shape({
  /** unique in the policy: `resolve.complaint` */
  key: Code,
  kind: Code,
  /** the classes that it is for; absent: all */
  classes: Maybe(Type.Array(ComplaintClass)),
  limit: Type.Number({ exclusiveMinimum: 0 }),
  unit: LimitUnit,
  /** an overdue clock of this rule climbs the ladder */
  climbs: Type.Boolean(),
  /** the clock stands still while the reporter is asked */
  pausesForReporter: Type.Boolean(),
  legalBasis: Type.String(),
  effectiveFrom: Maybe(LocalDate),
  /** for kinds that policy adds: from when they run, and what ends them; those of the life cycle have their own */
  starts: Maybe(OneOf('filed', 'offered', 'accepted', 'unit_named')),
  stops: Maybe(OneOf('first_answer', 'substantive_answer')),
  reminders: Maybe(Type.Array(Reminder)),
  /** most that pauses may give back in all, in the rule's unit; the clock then runs on by itself; absent: no bound */
  pauseCap: Maybe(Type.Number({ exclusiveMinimum: 0 })),
  /** absent: the limit cannot be extended */
  extension: Maybe(Extension),
  /** absent: each round has the limit of the first */
  reopening: Maybe(Reopening),
});
export type SlaRule = Static<typeof SlaRule>;

export const LadderStep = Shape({
  level: Type.Integer({ minimum: 1, maximum: 4 }),
  to: OneOf('unit', 'coordinator', 'tier_above', 'ombudsman'),
  /** after the step before; level 1 counts from the breach */
  after: Type.Number({ minimum: 0 }),
  unit: LimitUnit,
});
export type LadderStep = Static<typeof LadderStep>;

/** How long after its closing a reply brings a case back, and how often; later ones make a new case that follows it. */
export const AfterClosing = Shape({
  limit: Type.Number({ exclusiveMinimum: 0 }),
  unit: LimitUnit,
  /** absent: as often as it is wanted */
  most: Maybe(Type.Integer({ minimum: 1 })),
});
export type AfterClosing = Static<typeof AfterClosing>;

export const SlaPolicy = Shape({
  version: Code,
  effectiveFrom: LocalDate,
  rules: Type.Array(SlaRule),
  ladder: Type.Array(LadderStep),
  /** ladders of classes that climb otherwise, by class */
  ladders: Maybe(Type.Record(Type.String(), Type.Array(LadderStep))),
  /** stricter limits of one organisation, by rule key */
  organisations: Maybe(
    Type.Record(OrganisationCode, Type.Record(Type.String(), Type.Number({ exclusiveMinimum: 0 }))),
  ),
  /** the clocks of a case that follows another one: stand still, or run on unseen; absent: stand still */
  merging: Maybe(OneOf('pause', 'follow')),
  /** absent: what is closed is not brought back */
  afterClosing: Maybe(AfterClosing),
  /** the reply window of cases from these channels starts once the answer is proven to be delivered, or posted instead */
  waitsForDelivery: Maybe(Type.Array(Channel)),
});
export type SlaPolicy = Static<typeof SlaPolicy>;
