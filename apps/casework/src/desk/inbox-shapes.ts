import {
  Code,
  ComplaintClass,
  Id,
  Instant,
  Maybe,
  OneOf,
  OrganisationCode,
  RegionCode,
  Shape,
  UnitCode,
} from '@satupintu/events';
import { steps } from '@satupintu/domain';
import { ClockState, ListQuery } from '@satupintu/service';
import { Type } from '@sinclair/typebox';
import { DispositionStatus, standing } from './shapes';
import { turns } from './waits-for';

const Count = Type.Integer({ minimum: 0 });
const Place = Shape({
  regionCode: Maybe(RegionCode),
  lat: Maybe(Type.Number()),
  lon: Maybe(Type.Number()),
  description: Maybe(Type.String()),
});
const ClockInShort = Shape({
  clockId: Id,
  kind: Code,
  /** null: no calendar for that year yet */
  dueAt: Type.Union([Instant, Type.Null()]),
  state: ClockState,
  level: Type.Integer({ minimum: 0, maximum: 4 }),
});
const Hand = Shape({
  organisation: OrganisationCode,
  unit: Maybe(UnitCode),
  from: Instant,
  to: Maybe(Instant),
  idle: Maybe(OneOf('merged', 'archived')),
});
const Reporter = Shape({
  /** what they said since the filing */
  replies: Count,
  disputes: Count,
  reopened: Maybe(Count),
  follows: Maybe(Id),
  lastWordAt: Instant,
  /** absent while it is the reporter’s own turn */
  waitsSince: Maybe(Instant),
});

/** A body's part in a case, all but words and what depends on who reads. */
export const itemWithoutWords = {
  ...standing,
  /** what the body must do next is due by it */
  clock: Maybe(ClockInShort),
  clocks: Type.Array(ClockInShort),
  waitsFor: OneOf(...turns),
  reporter: Reporter,
  /** earlier ones, oldest first */
  hands: Type.Array(Hand),
};
/** With the words of the case; `text` null: erased. */
const item = {
  ...itemWithoutWords,
  /** calls on it that would be granted to the reader now */
  next: Type.Array(OneOf(...steps)),
  /** of a contribution: what the lead asks for; null: erased */
  task: Maybe(Type.Union([Type.String(), Type.Null()])),
  title: Maybe(Type.String()),
  text: Type.Union([Type.String(), Type.Null()]),
  place: Maybe(Place),
  attachments: Type.Array(Id),
};
export const InboxItem = Shape(item);

const Reply = Shape({
  /** that of a case which follows this one, where its reporter spoke */
  complaintId: Id,
  at: Instant,
  kind: OneOf('information', 'confirm', 'dispute', 'withdraw', 'reopened'),
  text: Maybe(Type.Union([Type.String(), Type.Null()])),
  rating: Maybe(Type.Integer()),
  attachments: Type.Array(Id),
});
export const DispositionInFull = Shape({ ...item, history: Type.Array(Reply) });

/** `overdue`, a local date or an instant: due until then. */
const Due = Type.String({
  pattern: '^(overdue|\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z)?)$',
});
const filter = {
  organisation: Maybe(Code),
  unit: Maybe(Code),
  part: Maybe(OneOf('lead', 'contributor')),
  class: Maybe(ComplaintClass),
  /** with all that is below it */
  category: Maybe(Code),
  emergency: Maybe(Type.Boolean()),
  waitsFor: Maybe(OneOf(...turns)),
};
export const CountQuery = Shape(filter);
export const InboxQuery = Shape({
  ...filter,
  status: Maybe(DispositionStatus),
  due: Maybe(Due),
  /** of cases that are not over, or only of those that are */
  open: Maybe(Type.Boolean()),
  ...ListQuery,
});
