import {
  Channel,
  Code,
  ComplaintClass,
  Contribution,
  Id,
  Instant,
  Maybe,
  OrganisationCode,
  Reason,
  RegionCode,
  Shape,
  Suggestion,
  UnitCode,
  Versions,
} from '@satupintu/events';
import { ListQuery } from '@satupintu/service';
import { Type } from '@sinclair/typebox';
import { TwinShape } from '../twins/shapes';

export const Text = Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' });
export const WaitingQuery = Shape({ ...ListQuery, organisation: Maybe(OrganisationCode) });
export const TriageQuery = Shape({ ...WaitingQuery.properties, emergency: Maybe(Type.Boolean()) });

const Place = Shape({
  regionCode: Maybe(RegionCode),
  lat: Maybe(Type.Number()),
  lon: Maybe(Type.Number()),
  description: Maybe(Type.String()),
});

/** A complaint that waits for a person, with what that person needs to decide. */
export const Waiting = Shape({
  complaintId: Id,
  trackingId: Code,
  status: Code,
  owner: Shape({ organisation: OrganisationCode, unit: Maybe(UnitCode) }),
  channel: Channel,
  class: ComplaintClass,
  category: Maybe(Code),
  filedAt: Instant,
  waitingSince: Instant,
  /** when the wait must be over */
  dueAt: Maybe(Instant),
  why: Code,
  /** a threat to life: 112 first */
  emergency: Type.Boolean(),
  anonymous: Type.Boolean(),
  confidential: Type.Boolean(),
  hop: Type.Integer(),
  title: Maybe(Type.String()),
  /** null: erased */
  text: Type.Union([Type.String(), Type.Null()]),
  place: Maybe(Place),
  agencyHint: Maybe(Type.String()),
  attachments: Type.Array(Id),
  reasons: Type.Array(Reason),
  suggestions: Type.Array(Suggestion),
  /** bodies that probably have a part beside the lead */
  contributors: Type.Array(Contribution),
  /** cases that may tell of the same thing; in triage only */
  twins: Maybe(Type.Array(TwinShape)),
  versions: Versions,
});
export const WaitingList = Shape({ items: Type.Array(Waiting), next: Type.Union([Code, Type.Null()]) });

/** How the case stands after a person's decision. */
export const Decided = Shape({
  complaintId: Id,
  trackingId: Code,
  status: Code,
  owner: Shape({ organisation: OrganisationCode, unit: Maybe(UnitCode) }),
  dispositionId: Maybe(Id),
  position: Type.String(),
});
