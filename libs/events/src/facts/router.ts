import { Type } from '@sinclair/typebox';
import { factsOf } from '../fact-type';
import {
  Code,
  ComplaintClass,
  Contribution,
  Id,
  Maybe,
  OneOf,
  OrganisationCode,
  Owner,
  Reason,
  RegionCode,
  Sealed,
  Shape,
  Suggestion,
  UnitCode,
  Versions,
} from '../shapes';

const decidedBy = OneOf('rule', 'model', 'person');
/** What the decision understood of the complaint. */
const understood = {
  class: ComplaintClass,
  category: Maybe(Code),
  /** national region code of the place that the decision found or was given */
  region: Maybe(RegionCode),
  /** danger to life: whoever has it looks at once */
  emergency: Maybe(Type.Boolean()),
  /** bodies that probably have a part beside the lead */
  contributors: Maybe(Type.Array(Contribution)),
};

export const routerFacts = factsOf('router', 'complaints', {
  DispositionOffered: {
    about: 'A body is asked to handle the complaint, and is accountable from now on.',
    versions: [
      Shape({
        dispositionId: Id,
        hop: Type.Integer({ minimum: 0 }),
        organisation: OrganisationCode,
        unit: Maybe(UnitCode),
        decidedBy,
        /** decided by arbitration: cannot be declined */
        final: Type.Boolean(),
        ...understood,
        probability: Maybe(Type.Number()),
        reasons: Type.Array(Reason),
        runnerUp: Maybe(Suggestion),
        /** a clerk’s own words */
        words: Maybe(Sealed),
        versions: Versions,
      }),
    ],
  },
  TriageRequested: {
    about: 'No body is clear enough: a person must decide. `owner` is accountable while it waits.',
    versions: [
      Shape({
        round: Type.Integer({ minimum: 0 }),
        owner: Owner,
        why: OneOf('unsure', 'declined', 'appeal'),
        ...understood,
        reasons: Type.Array(Reason),
        suggestions: Type.Array(Suggestion),
        versions: Versions,
      }),
    ],
  },
  TriageQuestionAsked: {
    about: 'Triage asks the reporter for what is missing.',
    versions: [Shape({ questionId: Id, words: Sealed })],
  },
  ComplaintCorrected: {
    about: 'Triage corrected how the complaint is filed; the reporter’s own words stay.',
    versions: [
      Shape({
        class: Maybe(ComplaintClass),
        category: Maybe(Code),
        confidential: Maybe(Type.Boolean()),
        anonymous: Maybe(Type.Boolean()),
        /** JSON `{title}` */
        words: Maybe(Sealed),
      }),
    ],
  },
  ComplaintArchived: {
    about: 'The complaint is outside the service’s scope, with a reason, a referral and a way to appeal.',
    versions: [
      Shape({ reasonCode: Code, words: Sealed, referral: Maybe(OrganisationCode) }),
      Shape({
        reasonCode: Code,
        words: Sealed,
        referral: Maybe(OrganisationCode),
        appealable: Type.Boolean(),
      }),
    ],
    // The first version knew no exception: every archiving could be appealed.
    upcasts: [(data) => ({ ...data, appealable: true })],
  },
  ArbitrationRequested: {
    about: 'Bodies refuse each other past the hop limit: the tier above them must decide.',
    versions: [
      Shape({
        round: Type.Integer({ minimum: 0 }),
        owner: Owner,
        candidates: Type.Array(Suggestion),
        versions: Versions,
      }),
    ],
  },
  ArbitrationDecided: {
    about: 'The tier above decided who takes the complaint; the offer that follows cannot be declined.',
    versions: [
      Shape({
        round: Type.Integer({ minimum: 0 }),
        organisation: OrganisationCode,
        unit: Maybe(UnitCode),
        words: Sealed,
      }),
    ],
  },
});
