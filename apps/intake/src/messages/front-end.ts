import { DeliveryFault, postWebhook, type Receipt, WebhookFault } from '@satupintu/service';
import { type Gateway, type Outbound } from './gateway';
import { type Receivers } from './settings';

/** The body of a webhook to the front end that filed: the person reads it there. */
export function bodyOf({ written, ...message }: Outbound): string {
  const { messageId, complaintId, trackingId, kind, event, saidAt, url } = message;
  const data = { messageId, complaintId, trackingId, kind, event, url, text: written.short };
  return JSON.stringify({ type: 'reporter.message', timestamp: saidAt, data });
}

/** Hands messages to the front end that a person came by, as signed webhooks: a partner's app, a social media desk. */
export class FrontEndGateway implements Gateway {
  constructor(
    private readonly receivers: Receivers,
    private readonly timeoutMs: number,
  ) {}

  addressOf = ({ operator }: { readonly operator?: string | undefined }): string | undefined =>
    operator !== undefined && this.receivers[operator] ? operator : undefined;
  reports = (operator: string): boolean => this.receivers[operator]?.reports ?? false;

  async send(operator: string, message: Outbound): Promise<Receipt> {
    const target = this.receivers[operator];
    if (!target) throw new DeliveryFault('no-address', true);
    const { timeoutMs } = this;
    try {
      // The installation itself has named the receivers, so they may be anywhere.
      const sent = { id: message.messageId, body: bodyOf(message) };
      return { code: await postWebhook(target, sent, { timeoutMs, reach: 'all' }) };
    } catch (error) {
      if (error instanceof WebhookFault) throw new DeliveryFault(error.code, error.permanent);
      throw error;
    }
  }
}
