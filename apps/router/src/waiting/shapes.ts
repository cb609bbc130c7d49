import {
  Channel,
  Code,
  ComplaintClass,
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

export const Text = Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' });
export const WaitingQuery = Shape({ ...ListQuery, organisation: Maybe(OrganisationCode) });

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
  why: Code,
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
