import { Type } from '@sinclair/typebox';
import { type Adapter } from '../adapter';
import { instantOf, readerOf } from '../bodies';
import { standardWebhook } from '../signatures';

const Mention = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 200 }),
  /** which network: `x`, `instagram` */
  network: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
  account: Type.String({ minLength: 1, maxLength: 150 }),
  name: Type.Optional(Type.String({ maxLength: 200 })),
  text: Type.String({ maxLength: 20_000 }),
  createdAt: Type.Optional(Type.String({ maxLength: 40 })),
  /** the network's own mark of accounts that programs write from */
  automated: Type.Optional(Type.Boolean()),
});
const read = readerOf(Mention);

const bare = (account: string) => account.trim().replace(/^@/, '').toLowerCase();

/** Mentions of our account, as a listener on social networks posts them, one by one. */
export const social: Adapter = {
  name: 'social',
  channel: 'social',
  signature: standardWebhook,
  sender: 'vouched',
  read({ raw }, { inbox = '' }) {
    const { id, network, account, name, text, createdAt, automated } = read(raw);
    const sender = `${network}:${bare(account)}`;
    const capturedAt = instantOf(createdAt);
    const isOurs = inbox !== '' && bare(account) === bare(inbox);
    return {
      messages: [
        {
          id: `${network}:${id}`,
          complaint: {
            text,
            reporter: { account: sender, ...(name && { name }) },
            ...(capturedAt && { capturedAt }),
          },
          said: text.replace(/^(\s*@[\w.]+)+\s*/, ''),
          sender,
          ...(isOurs && { automatic: 'our-own' as const }),
          ...(automated === true && !isOurs && { automatic: 'auto-reply' as const }),
        },
      ],
    };
  },
};
