import { Mail, type Receipt } from '@satupintu/service';
import { type Gateway, type Outbound } from './gateway';

/** One recipient and no header of its own. */
const address = /^[^\s@<>",;:\\()[\]]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

export interface LetterOptions {
  readonly smtpUrl: string;
  readonly from: string;
  readonly timeoutMs: number;
  /** the address to which a reply about this complaint goes */
  readonly replyTo: (trackingId: string) => string;
  /** the line above which replies are written */
  readonly replyAbove: string;
}

/** Hands letters to the mail server. Its word is the proof; a letter that comes back is heard of by its Message-ID. */
export class LetterGateway implements Gateway {
  private readonly mail: Mail;

  constructor(private readonly options: LetterOptions) {
    this.mail = new Mail(options);
  }

  addressOf = ({ email }: { readonly email?: string | undefined }): string | undefined =>
    email !== undefined && address.test(email.trim()) ? email.trim() : undefined;
  reports = (): boolean => false;

  send(to: string, { messageId, trackingId, written }: Outbound): Promise<Receipt> {
    const { replyAbove, replyTo } = this.options;
    const { subject, text } = written;
    const letter = { subject, text: `${replyAbove}\n\n${text}` };
    return this.mail.send(to, messageId, letter, replyTo(trackingId));
  }
}
