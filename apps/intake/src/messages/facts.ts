import { byRule } from '@satupintu/domain';
import { type Data, fact, type Fact } from '@satupintu/events';
import { type By, type AnswerOf, type MessageKind } from './message';

/** A message as the log names it: no address, no words. */
export interface Named {
  readonly messageId: string;
  readonly complaintId: string;
  readonly about: string;
  readonly kind: MessageKind;
  readonly by: By;
  readonly answer: AnswerOf | null;
}

export type Proof = Data<'ReporterNotified'>['proof'];

const envelope = ({ complaintId }: Named, at: string) => ({ subject: complaintId, at, by: byRule });
const common = ({ messageId, about, kind, by, answer }: Named) => ({
  ...{ messageId, about, kind, by },
  ...(answer !== null && { answer }),
});

// Keys follow from the message, so that a word that is heard twice is one fact.
export const notified = (message: Named, at: string, proof: Proof): Fact =>
  fact('ReporterNotified', `notified:${message.messageId}`, envelope(message, at), {
    ...common(message),
    ...{ sentAt: at, proof },
  });

export const delivered = (message: Named, at: string, proof: Proof | undefined): Fact =>
  fact('NotificationDelivered', `delivered:${message.messageId}`, envelope(message, at), {
    ...common(message),
    deliveredAt: at,
    ...(proof && { proof }),
  });

export const failed = (
  message: Named,
  at: string,
  { attempts, reason }: { readonly attempts: number; readonly reason: string },
): Fact =>
  fact('NotificationFailed', `undelivered:${message.messageId}`, envelope(message, at), {
    ...common(message),
    ...{ failedAt: at, attempts, reason },
  });
