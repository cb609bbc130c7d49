import { Code, Id, Instant, Maybe, OneOf, Shape } from '@satupintu/events';
import { type Static, Type } from '@sinclair/typebox';

const MemberFault = Shape({ pointer: Type.String(), detail: Type.String() });

/** What became of one message. */
export const Outcome = Shape({
  /** the sender's own id of it */
  id: Type.String(),
  outcome: OneOf('filed', 'replied', 'ignored', 'refused'),
  /** why it was ignored or refused */
  code: Maybe(Code),
  detail: Maybe(Type.String()),
  errors: Maybe(Type.Array(MemberFault)),
  complaintId: Maybe(Id),
  trackingId: Maybe(Code),
  filedAt: Maybe(Instant),
  /** for front ends that hand the receipt on; gateways are not told */
  receiptCode: Maybe(Type.String()),
  receipt: Maybe(Type.String()),
  /** files of it that were no picture and no PDF, or too large */
  refusedFiles: Maybe(Type.Integer({ minimum: 1 })),
  position: Maybe(Type.String()),
});
export type Outcome = Static<typeof Outcome>;

export const ChannelAnswer = Shape({ messages: Type.Array(Outcome) });
export type ChannelAnswer = Static<typeof ChannelAnswer>;
