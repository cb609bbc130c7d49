import { Code, Id, Instant, Maybe, OneOf, OrganisationCode, Shape, UnitCode } from '@satupintu/events';
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Text } from '../desk/shapes';

/** What every update says, whatever its kind. */
const envelope = {
  /** of the partner's own making, and about nobody: what comes with it twice counts once */
  updateId: Id,
  complaintId: Id,
  /** 1, 2, 3 … of this partner on this case; what comes too early waits */
  sequence: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  /** the partner's own clock, noted and never used */
  at: Maybe(Instant),
  /** which of the body's parts; absent: the one that it must be, else the lead if it has it, else its first open part */
  dispositionId: Maybe(Id),
};
const attachments = Maybe(Type.Array(Id, { maxItems: 20, uniqueItems: true }));
const ground = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' });

const kinds = {
  accept: Shape({ kind: Type.Literal('accept'), ...envelope, unit: Maybe(UnitCode) }),
  assign: Shape({ kind: Type.Literal('assign'), ...envelope, unit: UnitCode }),
  question: Shape({ kind: Type.Literal('question'), ...envelope, text: Text }),
  first_answer: Shape({ kind: Type.Literal('first_answer'), ...envelope, text: Text, attachments }),
  answer: Shape({ kind: Type.Literal('answer'), ...envelope, text: Text, attachments, reason: Maybe(Text) }),
  decline: Shape({
    kind: Type.Literal('decline'),
    ...envelope,
    ground,
    note: Text,
    proposed: OrganisationCode,
  }),
  take_lead: Shape({ kind: Type.Literal('take_lead'), ...envelope }),
  refuse_lead: Shape({ kind: Type.Literal('refuse_lead'), ...envelope, reason: Text }),
  thread: Shape({ kind: Type.Literal('thread'), ...envelope, text: Text }),
  nothing: Shape({ kind: Type.Literal('nothing'), ...envelope }),
};
export type Kind = keyof typeof kinds;
export type Update = { [K in Kind]: Static<(typeof kinds)[K]> }[Kind];

/** Each kind has its own shape; said with if and then, so that faults are those of the kind meant. */
const when = ([kind, then]: [string, TSchema]) => ({
  if: { required: ['kind'], properties: { kind: { const: kind } } },
  then,
});
const Update = Type.Unsafe<Update>({
  type: 'object',
  required: ['kind'],
  properties: { kind: { type: 'string', enum: Object.keys(kinds) } },
  allOf: Object.entries(kinds).map(when),
});

export const mostUpdates = 100;
export const Updates = Shape({ updates: Type.Array(Update, { minItems: 1, maxItems: mostUpdates }) });

export const UpdateState = OneOf('applied', 'waiting', 'refused');
const result = {
  updateId: Id,
  complaintId: Id,
  sequence: Type.Integer(),
  state: UpdateState,
  /** why it was refused; of a waiting one `gap` (an earlier number is missing) or what was away */
  code: Maybe(Code),
  /** of a refused one: the kinds that would be applied to the case now */
  allowed: Maybe(Type.Array(Code)),
  /** of a gap: the number that is missing */
  expects: Maybe(Type.Integer()),
  receivedAt: Maybe(Instant),
  /** the partner's clock cannot be right: `ahead` of this one, or `backwards` since its earlier update */
  clock: Maybe(OneOf('ahead', 'backwards')),
  position: Maybe(Type.String()),
};
export const Result = Shape(result);
export type Result = Static<typeof Result>;
