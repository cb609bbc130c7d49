import {
  Code,
  ComplaintClass,
  Contribution,
  Id,
  Instant,
  Maybe,
  OneOf,
  OrganisationCode,
  Shape,
  UnitCode,
} from '@satupintu/events';
import { type TSchema, Type } from '@sinclair/typebox';

/** Words that a person writes: not empty, not only white space. */
export const Text = Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' });
export const DispositionStatus = OneOf('offered', 'accepted', 'declined', 'answered', 'withdrawn');

const party = {
  dispositionId: Id,
  organisation: OrganisationCode,
  unit: Maybe(UnitCode),
  required: Type.Boolean(),
};
const ContributionShown = Shape({
  ...party,
  status: DispositionStatus,
  dueAt: Maybe(Instant),
  answerId: Maybe(Id),
});
const RefusalShown = Shape({ ...party, ground: Maybe(Type.String()), proposed: Maybe(OrganisationCode) });

/** How a part in a case stands; `Standing` in standing.ts. */
export const standing = {
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
  required: Maybe(Type.Boolean()),
  replaces: Maybe(Id),
  leadOffer: Maybe(Shape({ from: Id, to: Id, at: Instant })),
  contributions: Maybe(Type.Array(ContributionShown)),
  refusedContributions: Maybe(Type.Array(RefusalShown)),
};
/** Answer of a command: how the disposition stands after it, what it made, and the position to wait for. */
export const Done = (made: Record<string, TSchema> = {}) =>
  Shape({ ...standing, ...made, position: Type.String() });
