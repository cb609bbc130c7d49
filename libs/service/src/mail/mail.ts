import { createTransport, type Transporter } from 'nodemailer';
import { DeliveryFault, type Receipt } from './receipt';

/** What a mail says to people. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

export interface MailOptions {
  readonly smtpUrl: string;
  readonly from: string;
  /** milliseconds of machine time for one attempt */
  readonly timeoutMs: number;
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
}

/** What the server says about the envelope or the message is about this notice; all else may be well tomorrow. */
const aboutTheLetter = new Set(['EENVELOPE', 'EMESSAGE']);

const longestReply = 300;
/** A server's words, without addresses: they may be persons', and the proof stands on the log for ever. */
export const withoutAddresses = (reply: string): string =>
  reply
    .replace(/<[^>]*>|\S*@\S*/g, '<…>')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestReply);

/** Hands letters to a mail server (RFC 5321). */
export class Mail {
  private readonly transport: Transporter;

  constructor(private readonly options: MailOptions) {
    const { smtpUrl, timeoutMs } = options;
    this.transport = createTransport({
      url: smtpUrl,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  /**
   * `id` becomes the Message-ID, the same at each attempt, so that what arrives twice can be known as one.
   * @returns the server's word that it has taken the letter on
   * @throws DeliveryFault
   */
  async send(
    to: string,
    id: string,
    { subject, text }: Letter,
    /** where replies go, where that is not the sender */
    replyTo?: string,
  ): Promise<Receipt> {
    const { from, timeoutMs } = this.options;
    try {
      const { response } = await this.transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        ...(replyTo !== undefined && { replyTo }),
        messageId: `<${id}@${hostOf(from)}>`,
        // Both ask programs not to answer: RFC 3834, and what Exchange reads.
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        signal: AbortSignal.timeout(timeoutMs),
      });
      return receiptOf(response ?? '');
    } catch (error) {
      throw faultOf(error as SmtpError);
    }
  }
}

const hostOf = (from: string): string => /@([^\s>]+)/.exec(from)?.[1] ?? 'satupintu';

function receiptOf(response: string): Receipt {
  const [, code = '250', reply = ''] = /^(\d{3})[ -]?(.*)$/s.exec(response) ?? [];
  const text = withoutAddresses(reply);
  return { code: Number(code), ...(text !== '' && { text }) };
}

function faultOf({ code = '', name, responseCode }: SmtpError): DeliveryFault {
  if (responseCode !== undefined)
    return new DeliveryFault(`smtp-${responseCode}`, responseCode >= 500 && aboutTheLetter.has(code));
  return new DeliveryFault(
    name === 'TimeoutError' || code === 'ETIMEDOUT' ? 'timeout' : 'unreachable',
    false,
  );
}
