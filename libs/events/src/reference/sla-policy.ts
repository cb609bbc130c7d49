import { type Static, Type } from '@sinclair/typebox';
import { Code, ComplaintClass, LocalDate, Maybe, OneOf, OrganisationCode, Shape } from '../shapes';

export const LimitUnit = OneOf('working_days', 'working_hours', 'calendar_days');
export type LimitUnit = Static<typeof LimitUnit>;

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

export const SlaPolicy = Shape({
  version: Code,
  effectiveFrom: LocalDate,
  rules: Type.Array(SlaRule),
  ladder: Type.Array(LadderStep),
  /** stricter limits of one organisation, by rule key */
  organisations: Maybe(
    Type.Record(OrganisationCode, Type.Record(Type.String(), Type.Number({ exclusiveMinimum: 0 }))),
  ),
});
export type SlaPolicy = Static<typeof SlaPolicy>;
