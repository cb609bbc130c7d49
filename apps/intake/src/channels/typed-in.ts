import { type Static, Type } from '@sinclair/typebox';
import { ComplaintBody } from '../filing/complaint-body';

/** A complaint as a program writes it that is nobody's gateway, under its own `id`. */
export const TypedIn = Type.Composite(
  [
    Type.Omit(ComplaintBody, ['channel', 'channelMessageId']),
    Type.Object({ id: Type.String({ minLength: 1, maxLength: 500 }) }),
  ],
  { additionalProperties: false },
);
export type TypedIn = Static<typeof TypedIn>;
