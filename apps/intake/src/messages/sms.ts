import { type Receipt } from '@satupintu/service';
import { phoneOf } from '../channels/addresses';
import { type Gateway, type Outbound } from './gateway';
import { isTaken, postJson, refusal } from './post-json';
import { type SendSettings } from './settings';

/**
 * Hands text messages to a gateway as JSON `{id, to, text}`. `Idempotency-Key` carries the id as well: the same at each
 * attempt, so that a gateway can see that it has the message.
 */
export class SmsGateway implements Gateway {
  constructor(
    private readonly settings: SendSettings,
    private readonly timeoutMs: number,
  ) {}

  addressOf = ({ phone }: { readonly phone?: string | undefined }): string | undefined => phoneOf(phone);
  reports = (): boolean => this.settings.reports ?? false;

  async send(to: string, { messageId, written }: Outbound): Promise<Receipt> {
    const { url, token } = this.settings;
    const { timeoutMs } = this;
    const { status } = await postJson({
      ...{ url, token, timeoutMs },
      headers: { 'idempotency-key': messageId },
      body: { id: messageId, to, text: written.short },
    });
    if (!isTaken(status)) throw refusal(status);
    return { code: status };
  }
}
