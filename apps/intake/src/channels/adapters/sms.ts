import { Type } from '@sinclair/typebox';
import { type Adapter } from '../adapter';
import { phoneOf } from '../addresses';
import { instantOf, readerOf } from '../bodies';
import { standardWebhook } from '../signatures';

const Sms = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 200 }),
  from: Type.String({ minLength: 1, maxLength: 60 }),
  text: Type.String({ maxLength: 20_000 }),
  receivedAt: Type.Optional(Type.String({ maxLength: 40 })),
});
const read = readerOf(Sms);

/** Text messages through an SMS gateway that posts each as JSON `{id, from, text, receivedAt?}`, parts put together. */
export const sms: Adapter = {
  name: 'sms',
  channel: 'sms',
  signature: standardWebhook,
  sender: 'vouched',
  read({ raw }) {
    const { id, from, text, receivedAt } = read(raw);
    const capturedAt = instantOf(receivedAt);
    // A short code or a name (`BANK`) is a machine’s: nobody there reads an answer.
    const phone = /\p{L}/u.test(from) ? undefined : phoneOf(from);
    return {
      messages: [
        {
          id,
          complaint: { text, ...(phone && { reporter: { phone } }), ...(capturedAt && { capturedAt }) },
          ...(phone ? { sender: phone } : { automatic: 'auto-reply' as const }),
        },
      ],
    };
  },
};
