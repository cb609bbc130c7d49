import { DeliveryFault, type Receipt } from '@satupintu/service';
import { phoneOf } from '../channels/addresses';
import { type Gateway, type Outbound } from './gateway';
import { isTaken, type JsonAnswer, postJson, refusal } from './post-json';
import { type SendSettings } from './settings';
import { cut } from './words';

const longestText = 4_096;
/** A day after the person's last word only templates that Meta has approved are taken. */
const afterItsDay = 131047;
/** The number has no WhatsApp, or does not take messages; a parameter is wrong; the kind is not known. */
const permanent = new Set([100, 131026, 131047, 131051]);

/**
 * Hands messages to the WhatsApp Cloud API (or what speaks like it). It knows no idempotency key: what it took on is
 * known by `biz_opaque_callback_data`, our message id, which comes back with its word on the delivery.
 */
export class WhatsappGateway implements Gateway {
  constructor(
    private readonly settings: SendSettings,
    private readonly timeoutMs: number,
  ) {}

  addressOf = ({ phone }: { readonly phone?: string | undefined }): string | undefined => phoneOf(phone);
  reports = (): boolean => this.settings.reports ?? true;

  async send(to: string, message: Outbound): Promise<Receipt> {
    const free = await this.post(to, message, {
      type: 'text',
      text: { preview_url: false, body: cut(message.written.text, longestText) },
    });
    const { template } = this.settings;
    const isLate = !isTaken(free.status) && codeOf(free) === afterItsDay && template !== undefined;
    return receiptOf(isLate ? await this.post(to, message, ofTemplate(template, message)) : free);
  }

  private post(to: string, { messageId }: Outbound, content: object): Promise<JsonAnswer> {
    const { url, token } = this.settings;
    const { timeoutMs } = this;
    const body = {
      ...{ messaging_product: 'whatsapp', recipient_type: 'individual', to: digitsOf(to), ...content },
      biz_opaque_callback_data: messageId,
    };
    return postJson({ url, token, timeoutMs, body });
  }
}

/** WhatsApp writes numbers without the plus. */
const digitsOf = (phone: string): string => phone.replace('+', '');

/** A template with two places: the number of the complaint, and its page. */
const ofTemplate = (
  { name, language }: NonNullable<SendSettings['template']>,
  { trackingId, url }: Outbound,
): object => ({
  type: 'template',
  template: {
    name,
    language: { code: language },
    components: [{ type: 'body', parameters: [trackingId, url].map((text) => ({ type: 'text', text })) }],
  },
});

const codeOf = ({ answer }: JsonAnswer): number | undefined => {
  const { error } = (answer ?? {}) as { error?: { code?: unknown } };
  return typeof error?.code === 'number' ? error.code : undefined;
};

function receiptOf(answered: JsonAnswer): Receipt {
  if (isTaken(answered.status)) return { code: answered.status };
  const code = codeOf(answered);
  if (code === undefined) throw refusal(answered.status);
  throw new DeliveryFault(`whatsapp-${code}`, permanent.has(code));
}
