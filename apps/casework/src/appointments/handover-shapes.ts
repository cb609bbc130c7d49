import {
  Code,
  Id,
  Instant,
  Maybe,
  OneOf,
  OrganisationCode,
  RegionCode,
  Role,
  Shape,
  UnitCode,
} from '@satupintu/events';
import { ListQuery, Next } from '@satupintu/service';
import { Type } from '@sinclair/typebox';
import { itemWithoutWords } from '../desk/inbox-shapes';

const Subject = Type.String({ minLength: 1, maxLength: 200 });
const Count = Type.Integer({ minimum: 0 });

export const HandoverBody = Shape({
  organisation: OrganisationCode,
  unit: Maybe(UnitCode),
  toUnit: Maybe(UnitCode),
  leaving: Maybe(Subject),
  arriving: Maybe(Shape({ subject: Subject, role: Role })),
  at: Maybe(Instant),
});

const head = {
  handoverId: Id,
  organisation: OrganisationCode,
  unit: Maybe(UnitCode),
  toUnit: Maybe(UnitCode),
  leaving: Maybe(Subject),
  arriving: Maybe(Subject),
  at: Instant,
  by: Shape({ role: Role, organisation: Maybe(Code) }),
  /** open parts at that instant */
  cases: Count,
  /** how many have passed to the other unit */
  moved: Count,
  /** `waiting` (for an answer’s confirmation, behind another case) follow when they come back */
  state: OneOf('moving', 'done'),
};
export const HandoverShown = Shape(head);
export const HandoverMade = Shape({ ...head, position: Type.String() });

export const ThreadShown = Shape({
  messages: Count,
  lastAt: Instant,
  by: Shape({ organisation: Maybe(Code), unit: Maybe(Code) }),
});
export const BriefItemShown = Shape({
  ...itemWithoutWords,
  region: Maybe(RegionCode),
  thread: Maybe(ThreadShown),
});
export const Brief = Shape({ ...head, items: Type.Array(BriefItemShown), next: Next });
export const BriefQuery = Shape(ListQuery);
export const HandoversQuery = Shape({ organisation: Maybe(Code), ...ListQuery });
export const Handovers = Shape({ items: Type.Array(HandoverShown), next: Next });
