import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { cloudEventType } from './codec';
import {
  Code,
  ComplaintClass,
  Id,
  Instant,
  Maybe,
  OneOf,
  OrganisationCode,
  Owner,
  RegionCode,
  UnitCode,
} from './shapes';
import { complaintVocabulary, type ComplaintFactType } from './vocabulary';

/** Facts that no body is told of: between the service and the reporter alone, or the beginning of what nobody has yet. */
const untold: ReadonlySet<ComplaintFactType> = new Set<ComplaintFactType>([
  'ComplaintFiled',
  'IdentityViewed',
  'IdentityRequested',
]);
/** Facts that bodies with a part in the case are told of. */
export const toldFacts = (Object.keys(complaintVocabulary) as ComplaintFactType[]).filter(
  (type) => !untold.has(type),
);

const index = Type.Integer({ minimum: 0 });

/** Members of facts that are ids, codes or instants. Anything that is not named here is not told. */
export const tellable = {
  questionId: Id, answerId: Id, messageId: Id, replyId: Id, clockId: Id, clockIds: Type.Array(Id), mergeId: Id,
  examinationId: Id, reportId: Id, actionId: Id, recommendationId: Id, interventionId: Id, replaces: Id,
  into: Id, lead: Id, follower: Id, from: Id, to: Type.Union([Id, Owner]),
  kind: Code, rule: Code, reasonCode: Code, scope: Code, required: Type.Boolean(), round: index, level: index,
  startedAt: Instant, dueAt: Type.Union([Instant, Type.Null()]), pausedAt: Instant, resumedAt: Instant, stoppedAt: Instant,
  missedAt: Instant, escalatedAt: Instant, remindedAt: Instant, elapsedAt: Instant, sentAt: Instant,
  deliveredAt: Instant, failedAt: Instant,
} as const; // prettier-ignore

/** How the case stands for the body. One that has no part any more learns that, and nothing else of the case. */
const standing = {
  factId: Id,
  trackingId: Type.String(),
  organisation: OrganisationCode,
  unit: Maybe(UnitCode),
  dispositionId: Id,
  part: OneOf('lead', 'contributor'),
  dispositionStatus: OneOf('offered', 'accepted', 'declined', 'answered', 'withdrawn'),
  takesPart: Type.Boolean({ description: 'false: this is the last event of the case for this part' }),
  status: Maybe(Code),
  class: Maybe(ComplaintClass),
  category: Maybe(Code),
  region: Maybe(RegionCode),
  hop: Maybe(index),
  nextDueAt: Maybe(Instant),
};
const codes = Object.fromEntries(Object.entries(tellable).map(([name, schema]) => [name, Maybe(schema)]));

const eventWith = <D extends TSchema>(types: readonly ComplaintFactType[], data: D) =>
  Type.Object(
    {
      specversion: Type.Literal('1.0'),
      id: Type.Unsafe<string>({
        ...Id,
        description: 'one for each fact and reader, the same in every repeat: drop what you have',
      }),
      source: Type.Literal('/satupintu/casework'),
      type: Type.Unsafe<string>({
        type: 'string',
        enum: types.map(cloudEventType),
        description: 'of the fact that it tells of; more may be added',
      }),
      subject: Type.Unsafe<string>({ ...Id, description: 'the complaint; its events come in their order' }),
      time: Instant,
      datacontenttype: Type.Literal('application/json'),
      dataschema: Type.Literal('urn:satupintu:agency-event:1'),
      data,
    },
    {
      description: 'CloudEvents 1.0: ids, codes and instants; words and persons come from the other calls',
    },
  );

/**
 * What a body is told, on its topic, its feed and its webhooks: CloudEvents 1.0 with ids, codes and instants. Words and
 * persons come from the API only, so that a topic that is kept survives an erasure.
 */
export const AgencyEvent = eventWith(
  toldFacts,
  Type.Object(
    { ...standing, ...(codes as Record<string, never>) },
    {
      description:
        'how the case stands for the body, and what the fact says in ids, codes and instants; members may be added',
    },
  ),
);
export type AgencyEvent = Static<typeof AgencyEvent>;

/** What the front end that brought a case is told of it, or of a case that its body handles. */
export const PartnerEvent = eventWith(
  Object.keys(complaintVocabulary) as ComplaintFactType[],
  Type.Record(Type.String(), Type.Unknown()),
);
export type PartnerEvent = Static<typeof PartnerEvent>;
