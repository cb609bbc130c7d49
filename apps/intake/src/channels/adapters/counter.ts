import { type Adapter } from '../adapter';
import { readerOf } from '../bodies';
import { TypedIn } from '../typed-in';

const read = readerOf(TypedIn);

/**
 * A walk-in, keyed in by staff: `id` is the slip's number. The answer has the receipt code, for the printed receipt at
 * `/lapor/{trackingId}/tanda-terima`.
 */
export const counter: Adapter = {
  name: 'counter',
  channel: 'counter',
  sender: 'typed-in',
  read({ raw }) {
    const { id, ...complaint } = read(raw);
    return { messages: [{ id, complaint }] };
  },
};
