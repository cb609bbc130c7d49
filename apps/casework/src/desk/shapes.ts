import {
  Code,
  ComplaintClass,
  Contribution,
  Id,
  Instant,
  Maybe,
  OneOf,
  OrganisationCode,
  RegionCode,
  Shape,
  UnitCode,
} from '@satupintu/events';
import { ListQuery } from '@satupintu/service';
import { type TSchema, Type } from '@sinclair/typebox';

/** Words that a person writes: not empty, not only white space. */
export const Text = Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' });
export const DispositionStatus = OneOf('offered', 'accepted', 'declined', 'answered', 'withdrawn');

const standing = {
  dispositionId: Id,
  complaintId: Id,
  trackingId: Code,
  part: OneOf('lead', 'contributor'),
  organisation: OrganisationCode,
  unit: Maybe(UnitCode),
  status: DispositionStatus,
  caseStatus: Code,
  offeredAt: Instant,
  dueAt: Maybe(Instant),
  class: ComplaintClass,
  category: Maybe(Code),
  hop: Type.Integer(),
  decidedBy: OneOf('rule', 'model', 'person'),
  final: Type.Boolean(),
  disputes: Type.Integer(),
  emergency: Maybe(Type.Boolean()),
  proposedContributors: Maybe(Type.Array(Contribution)),
};
const Place = Shape({
  regionCode: Maybe(RegionCode),
  lat: Maybe(Type.Number()),
  lon: Maybe(Type.Number()),
  description: Maybe(Type.String()),
});
/** A body's part in a case with the words of the case; `text` null: erased. */
export const DispositionShown = Shape({
  ...standing,
  title: Maybe(Type.String()),
  text: Type.Union([Type.String(), Type.Null()]),
  place: Maybe(Place),
  attachments: Type.Array(Id),
});
/** Answer of a command: how the disposition stands after it, what it made, and the position to wait for. */
export const Done = (made: Record<string, TSchema> = {}) =>
  Shape({ ...standing, ...made, position: Type.String() });

/** `overdue`, a local date or an instant: due until then. */
const Due = Type.String({
  pattern: '^(overdue|\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z)?)$',
});
export const InboxQuery = Shape({
  organisation: Maybe(Code),
  unit: Maybe(Code),
  status: Maybe(DispositionStatus),
  due: Maybe(Due),
  ...ListQuery,
});
