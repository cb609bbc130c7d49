import { type Static, Type } from '@sinclair/typebox';
import { Code, ComplaintClass, Maybe, OneOf, OrganisationCode, Shape } from '../shapes';

/**
 * One subject that people complain about, the words that give it away, and who is competent for it.
 * `level` says which tier owns it where it is a government affair; `organisation` names the national body otherwise.
 */
export const Topic = Shape({
  key: Code,
  /** government affair (UU 23/2014), which names the unit */
  affair: Maybe(Code),
  category: Maybe(Code),
  competent: OneOf('regency', 'province', 'national'),
  organisation: Maybe(OrganisationCode),
  /** words and phrases, folded to lower case; weight 1 unless given */
  keywords: Type.Array(Type.Union([Type.String(), Type.Tuple([Type.String(), Type.Number()])])),
  /** words that speak against it */
  not: Maybe(Type.Array(Type.String())),
  /** no body may grant it (to change a judgment): a person answers with a referral, never routed alone */
  refer: Maybe(Type.Boolean()),
  legalBasis: Type.String(),
  /** not checked by a lawyer yet */
  review: Maybe(Type.Boolean()),
});
export type Topic = Static<typeof Topic>;

/** How evidence becomes probability, and when a mistake costs more than usual. Measured, not felt: see `source`. */
export const DecisionRules = Shape({
  /** on what, when and how the figures were measured */
  source: Type.String(),
  /** certainty of the evidence → share that was right; ascending, straight lines between */
  calibration: Type.Array(
    Type.Tuple([Type.Number({ minimum: 0, maximum: 1 }), Type.Number({ minimum: 0, maximum: 1 })]),
    { minItems: 2 },
  ),
  /** weight of the learned model beside the rules, 0 to 1 */
  modelWeight: Type.Number({ minimum: 0, maximum: 1 }),
  /** thresholds of risks: where waiting is dangerous the lower one counts, otherwise the higher one */
  risks: Shape({
    emergency: Maybe(Type.Number({ minimum: 0, maximum: 1 })),
    confidential: Maybe(Type.Number({ minimum: 0, maximum: 1 })),
    declined: Maybe(Type.Number({ minimum: 0, maximum: 1 })),
  }),
  /** fewer words than this are left to a person */
  leastWords: Type.Integer({ minimum: 0 }),
  /** the body whose inspectorate watches heads of provinces */
  supervisor: Maybe(OrganisationCode),
  /** words for who heads a government or body of a tier, or (`any`) inspects it; replaces `headWords` */
  heads: Maybe(
    Shape({
      any: Type.Array(Type.String()),
      regency: Type.Array(Type.String()),
      province: Type.Array(Type.String()),
      national: Type.Array(Type.String()),
    }),
  ),
  /** words for the border between two places: both have a part */
  borderWords: Maybe(Type.Array(Type.String())),
  /** what the words must say for a further body, absolutely and beside the lead, to propose it as a contributor */
  contributors: Shape({
    leastScore: Type.Number({ minimum: 0 }),
    /** one keyword of it alone: many vague words are no subject of their own */
    leastKeyword: Type.Number({ minimum: 0 }),
    leastShare: Type.Number({ minimum: 0, maximum: 1 }),
    most: Type.Integer({ minimum: 0 }),
    /** bodies that are named because somebody told them as well */
    never: Maybe(Type.Array(OrganisationCode)),
  }),
});
export type DecisionRules = Static<typeof DecisionRules>;

export const RoutingPolicy = Shape({
  version: Code,
  effectiveFrom: Type.String(),
  /** why this version was made: the law or decree behind it */
  note: Maybe(Type.String()),
  topics: Type.Array(Topic),
  /** words that mark a class, by class */
  classWords: Type.Record(Type.String(), Type.Array(Type.String())),
  /** probability from which a complaint of the class is routed without a person */
  thresholds: Type.Record(Type.String(), Type.Number({ minimum: 0, maximum: 1 })),
  /** words of an accusation where an official is named (`officialWords`): “minta uang” */
  doubtfulWords: Maybe(Type.Array(Type.String())),
  /** who can abuse an office */
  officialWords: Maybe(Type.Array(Type.String())),
  /** words of danger to life: flagged at once, whoever handles it */
  emergencyWords: Maybe(Type.Array(Type.String())),
  /** words that name a head of government or the inspectorate itself: an accusation goes to the tier above */
  headWords: Maybe(Type.Array(Type.String())),
  /** how much a body’s alias in the text says (0: an ordinary word too); aliases that are no keyword count 2.5 */
  aliasWeights: Maybe(Type.Record(Type.String(), Type.Number({ minimum: 0 }))),
  /** how often a case may go on after a refusal; the next refusal brings arbitration by the tier above */
  hopLimit: Type.Integer({ minimum: 1 }),
  defaultClass: ComplaintClass,
  decision: Maybe(DecisionRules),
});
export type RoutingPolicy = Static<typeof RoutingPolicy>;
