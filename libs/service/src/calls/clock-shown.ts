import { Code, Id, Instant, Maybe, OneOf, Owner, Shape } from '@satupintu/events';
import { Type } from '@sinclair/typebox';

const Due = Type.Union([Instant, Type.Null()]);

export const ClockState = OneOf('running', 'paused', 'met', 'missed', 'cancelled');

/** What `clockItem` of the domain gives: the same wherever a clock is shown. */
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
