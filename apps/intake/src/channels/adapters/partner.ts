import { type Adapter } from '../adapter';
import { readerOf } from '../bodies';
import { standardWebhook } from '../signatures';
import { TypedIn } from '../typed-in';

const read = readerOf(TypedIn);

/** A local complaint app that pushes its cases by signed webhook, for apps that hold no token; `id` is its own number. */
export const partner: Adapter = {
  name: 'partner',
  channel: 'partner',
  signature: standardWebhook,
  sender: 'typed-in',
  read({ raw }) {
    const { id, ...complaint } = read(raw);
    return { messages: [{ id, complaint }] };
  },
};
