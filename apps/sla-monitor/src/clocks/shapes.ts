import { isDate } from '@satupintu/domain';
import {
  Code,
  Id,
  Instant,
  LimitUnit,
  LocalDate,
  Maybe,
  OneOf,
  OrganisationCode,
  Owner,
  RegionCode,
  Shape,
} from '@satupintu/events';
import { ListQuery } from '@satupintu/service';
import { Type } from '@sinclair/typebox';

/** An instant as callers may write it: milliseconds may be left out. */
export const GivenInstant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$',
});
/** What the pattern cannot see: `Date.parse` takes 30 February for 2 March. */
export const isInstant = (text: string): boolean =>
  isDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
const Due = Type.Union([Instant, Type.Null()]);
const ClockState = OneOf('running', 'paused', 'met', 'missed', 'cancelled');

export const ClocksQuery = Shape({
  complaintId: Maybe(Type.String({ maxLength: 100 })),
  state: Maybe(ClockState),
  kind: Maybe(Code),
  organisation: Maybe(Code),
  dueBefore: Maybe(GivenInstant),
  ...ListQuery,
});

export const ClockShown = Shape({
  clockId: Id,
  complaintId: Id,
  kind: Code,
  round: Type.Integer(),
  dispositionId: Maybe(Id),
  accountable: Owner,
  startedAt: Instant,
  dueAt: Due,
  state: ClockState,
  pausedFor: Type.Number({ description: 'seconds' }),
  calendarVersion: Code,
  policyVersion: Code,
  stoppedAt: Maybe(Instant),
  missedAt: Maybe(Instant),
  dueHistory: Type.Array(Shape({ dueAt: Due, at: Instant, why: Type.String() })),
  escalationLevel: Type.Integer({ minimum: 0, maximum: 4 }),
  rule: Code,
  limit: Type.Number(),
  unit: Code,
  timeZone: Code,
  climbs: Type.Boolean(),
  pauses: Type.Array(Shape({ from: Instant, to: Maybe(Instant) })),
  /** of a paused clock whose rule caps pauses: when it runs on by itself */
  pausedUntil: Maybe(Due),
  extendedBy: Type.Number({ description: 'in `unit`, all extensions together' }),
  extensions: Type.Array(Shape({ amount: Type.Number(), unit: Code, reason: Code, at: Instant })),
  /** planned */
  reminders: Type.Array(Instant),
  /** given */
  reminded: Type.Array(Instant),
  ladder: Type.Array(Shape({ level: Type.Integer(), to: Owner, at: Due })),
  warning: Maybe(OneOf('year-without-list')),
});

export const PreviewBody = Shape({
  start: GivenInstant,
  rule: Maybe(Code),
  limit: Maybe(Type.Number({ exclusiveMinimum: 0, maximum: 10_000 })),
  unit: Maybe(LimitUnit),
  region: Maybe(RegionCode),
  organisation: Maybe(OrganisationCode),
  pauses: Maybe(Type.Array(Shape({ from: GivenInstant, to: GivenInstant }), { maxItems: 100 })),
});

export const PreviewAnswer = Shape({
  dueAt: Instant,
  countedDays: Type.Array(LocalDate),
  calendarVersion: Code,
  policyVersion: Code,
  limit: Type.Number(),
  unit: LimitUnit,
  timeZone: Code,
});
