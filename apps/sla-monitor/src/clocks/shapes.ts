import { isDate } from '@satupintu/domain';
import { BodyCode, Code, Instant, LimitUnit, LocalDate, Maybe, RegionCode, Shape } from '@satupintu/events';
import { ClockState, ListQuery } from '@satupintu/service';
import { Type } from '@sinclair/typebox';

/** An instant as callers may write it: milliseconds may be left out. */
export const GivenInstant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$',
});
/** What the pattern cannot see: `Date.parse` takes 30 February for 2 March. */
export const isInstant = (text: string): boolean =>
  isDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));

export const ClocksQuery = Shape({
  complaintId: Maybe(Type.String({ maxLength: 100 })),
  state: Maybe(ClockState),
  kind: Maybe(Code),
  organisation: Maybe(Code),
  dueBefore: Maybe(GivenInstant),
  ...ListQuery,
});

export const PreviewBody = Shape({
  start: GivenInstant,
  rule: Maybe(Code),
  limit: Maybe(Type.Number({ exclusiveMinimum: 0, maximum: 10_000 })),
  unit: Maybe(LimitUnit),
  region: Maybe(RegionCode),
  /** a body, or one of its units */
  organisation: Maybe(BodyCode),
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
