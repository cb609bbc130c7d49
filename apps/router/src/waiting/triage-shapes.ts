import { Code, ComplaintClass, Id, Maybe, OrganisationCode, Owner, Shape, UnitCode } from '@satupintu/events';
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Text } from './shapes';

const manyCorrections = {
  class: Maybe(ComplaintClass),
  category: Maybe(Code),
  confidential: Maybe(Type.Boolean()),
  anonymous: Maybe(Type.Boolean()),
};
const corrections = {
  ...manyCorrections,
  title: Maybe(Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' })),
};

const route = {
  action: Type.Literal('route'),
  organisation: OrganisationCode,
  unit: Maybe(UnitCode),
  reason: Text,
};
const archive = {
  action: Type.Literal('archive'),
  reasonCode: Code,
  text: Text,
  referral: Maybe(OrganisationCode),
};
const ask = { action: Type.Literal('ask'), question: Text };
const Route = Shape({ ...route, ...corrections });
const Archive = Shape({ ...archive, ...corrections });
const Ask = Shape({ ...ask, ...corrections });

/** What an officer decides on one case. */
export type TriageBody = Static<typeof Route> | Static<typeof Archive> | Static<typeof Ask>;

/** Each action has its own shape; said with if and then, so that faults are those of the action meant. */
const when = (action: TriageBody['action'], then: TSchema) => ({
  if: { required: ['action'], properties: { action: { const: action } } },
  then,
});
const action = { type: 'string', enum: ['route', 'archive', 'ask'] };

export const TriageBody = Type.Unsafe<TriageBody>({
  type: 'object',
  required: ['action'],
  properties: { action },
  allOf: [when('route', Route), when('archive', Archive), when('ask', Ask)],
});

/** The same decision on many cases; a title is of one case alone. */
const items = { items: Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true }) };
export type BulkBody = TriageBody & { readonly items: readonly string[] };
export const BulkBody = Type.Unsafe<BulkBody>({
  type: 'object',
  required: ['action'],
  properties: { action },
  allOf: [
    when('route', Shape({ ...items, ...route, ...manyCorrections })),
    when('archive', Shape({ ...items, ...archive, ...manyCorrections })),
    when('ask', Shape({ ...items, ...ask, ...manyCorrections })),
  ],
});

/** What became of one of many: done, and how it stands; or refused, and why. */
const Verdict = Shape({
  complaintId: Id,
  done: Type.Boolean(),
  trackingId: Maybe(Code),
  status: Maybe(Code),
  owner: Maybe(Owner),
  dispositionId: Maybe(Id),
  problem: Maybe(Shape({ status: Type.Integer(), code: Code, detail: Type.String() })),
});
export const BulkAnswer = Shape({
  items: Type.Array(Verdict),
  done: Type.Integer(),
  refused: Type.Integer(),
  position: Type.String(),
});
