import {
  type Config,
  DeliveryFault,
  Mail,
  postWebhook,
  type Reach,
  reachOf,
  type Receipt,
  WebhookFault,
} from '@satupintu/service';
import { type Owner } from '@satupintu/events';
import { type Way } from './contacts';
import { type Summary } from './summary';
import { letterOf } from './words';

/** A notice as it is sent, the same at each attempt. */
export interface Message {
  readonly noticeId: string;
  readonly to: Owner;
  /** the instant that it speaks of, domain time */
  readonly slot: string;
  readonly summary: Summary;
}

/** One attempt to deliver a message. @throws DeliveryFault */
export type Send = (way: Way, message: Message) => Promise<Receipt>;

/** Ways on which somebody can be told: no letters without a mail server. */
export const waysOf = ({ smtpUrl }: Config): Way['by'][] =>
  smtpUrl === '' ? ['webhook'] : ['email', 'webhook'];

/** The body of a webhook: codes and instants. */
export function bodyOf({ noticeId, to, slot, summary }: Message): string {
  const { count, complaints, urgent, items } = summary;
  const data = { noticeId, to, urgent, count, complaints, items, more: count - items.length };
  return JSON.stringify({ type: 'notice.summary', timestamp: slot, data });
}

/** Sends by the addressee's own way: a letter, or a signed webhook. */
export function channelOf(config: Config): Send {
  const { smtpUrl, noticeFrom: from, noticeTimeoutMs: timeoutMs, publicUrl } = config;
  const mail = smtpUrl === '' ? undefined : new Mail({ smtpUrl, from, timeoutMs });
  return async (way, message) => {
    const { noticeId, slot, summary } = message;
    if (way.by === 'email') {
      if (!mail) throw new DeliveryFault('no-mail-server', false);
      return mail.send(way.email, noticeId, letterOf(summary, slot, `${publicUrl}/console/`));
    }
    return { code: await post(way, message, { timeoutMs, reach: reachOf(config) }) };
  };
}

async function post(
  way: { readonly url: string; readonly secret: string },
  message: Message,
  options: { timeoutMs: number; reach: Reach },
): Promise<number> {
  try {
    return await postWebhook(way, { id: message.noticeId, body: bodyOf(message) }, options);
  } catch (error) {
    if (error instanceof WebhookFault) throw new DeliveryFault(error.code, error.permanent);
    throw error;
  }
}
