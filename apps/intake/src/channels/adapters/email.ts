import { createHash } from 'node:crypto';
import { isId } from '@satupintu/events';
import { Problem } from '@satupintu/service';
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import { type Adapter, type DeliveryReport, type Incoming, type IncomingFile } from '../adapter';
import { mailboxOf } from '../addresses';
import { automaticOf, type MailHeaders } from '../automatic';
import { instantOf } from '../bodies';
import { cut } from '../cut';
import { textOfHtml } from '../html-text';
import { withoutQuotation } from '../quoted';
import { standardWebhook } from '../signatures';

const mostFiles = 10;
/** A picture that stands in the text and is smaller than this is an ornament of a signature. */
const ornament = 20_000;

/** E-mail: the message as it is (MIME), posted by the mail server that got it. */
export const email: Adapter = {
  name: 'email',
  channel: 'email',
  signature: standardWebhook,
  sender: 'claimed',
  async read({ raw }, { inbox = '' }) {
    const mail = await parsed(raw);
    const headers: MailHeaders = new Map([...mail.headers].reverse().map(({ key, value }) => [key, value]));
    return { messages: [incoming(mail, headers, raw, inbox)], reports: reportsOf(mail, headers, raw) };
  },
};

async function parsed(raw: Buffer): Promise<Email> {
  try {
    return await new PostalMime({ attachmentEncoding: 'arraybuffer' }).parse(raw);
  } catch {
    throw new Problem(400, 'malformed-mail', 'The body cannot be read as a mail.');
  }
}

function incoming(mail: Email, headers: MailHeaders, raw: Buffer, inbox: string): Incoming {
  const from = mailboxOf(mail.from?.address ?? '');
  const plain = (mail.text ?? '').trim();
  const body = plain === '' ? textOfHtml(mail.html ?? '') : plain.replaceAll('\r\n', '\n');
  const subject = decodedSubject(mail);
  // Some write all that they have to say into the subject.
  const text = body.trim() === '' ? subject : body;
  const automatic = automaticOf(new Map([...headers, ['subject', subject]]), from, inbox);
  const capturedAt = instantOf(mail.date);
  const name = mail.from?.name.slice(0, 200) ?? '';
  return {
    id: (mail.messageId ?? createHash('sha256').update(raw).digest('hex')).slice(0, 500),
    complaint: {
      text,
      ...(subject !== '' && { title: subject }),
      reporter: { ...(name !== '' && { name }), ...(from !== '' && { email: from.slice(0, 320) }) },
      ...(capturedAt && { capturedAt }),
    },
    said: withoutQuotation(text),
    ...(from !== '' && { sender: from }),
    recipients: recipientsOf(mail, headers),
    files: mail.attachments.filter(isFile).slice(0, mostFiles).map(fileOf),
    ...(automatic && { automatic }),
  };
}

/** Without the marks of answers and forwardings in front. */
const decodedSubject = ({ subject = '' }: Email): string =>
  cut(subject.replace(/^(\s*(re|bls|balas|fw|fwd|terusan)\s*:)+\s*/i, '').trim(), 300);

const mailboxesOf = (addresses: readonly Address[] = []): string[] =>
  addresses.flatMap((one) =>
    one.address === undefined ? one.group.map(({ address }) => address) : one.address,
  );

const recipientsOf = ({ to, cc }: Email, headers: MailHeaders): string[] => [
  ...mailboxesOf(to),
  ...mailboxesOf(cc),
  ...['delivered-to', 'x-original-to', 'envelope-to'].flatMap((name) => headers.get(name) ?? []),
];

const bytesOf = ({ content }: Attachment): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer);
const fileOf = (attachment: Attachment): IncomingFile => ({ content: bytesOf(attachment) });

function isFile(attachment: Attachment): boolean {
  if (/^(text|message|multipart)\//.test(attachment.mimeType)) return false;
  return attachment.related !== true || bytesOf(attachment).length >= ornament;
}

const mostReport = 64_000;

/** A report that our mail did not arrive, or did (RFC 3464); a delay is neither. */
function reportsOf({ messageId }: Email, headers: MailHeaders, raw: Buffer): DeliveryReport[] {
  if (!/multipart\/report/i.test(headers.get('content-type') ?? '')) return [];
  const text = raw.toString('latin1', 0, mostReport);
  const [, action = ''] = /^Action:\s*(\w+)/im.exec(text) ?? [];
  const [, status] = /^Status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(text) ?? [];
  const about = [...text.matchAll(/^Message-ID:\s*<([^>@\s]{1,400})@[^>\s]{1,400}>/gim)].map(
    ([, id = '']) => id,
  );
  const ours = about.findLast((id) => isId(id) && !messageId?.includes(id));
  const state = ({ failed: 'failed', delivered: 'delivered' } as const)[action.toLowerCase()];
  if (state === undefined || ours === undefined) return [];
  return [{ messageId: ours, state, ...(status !== undefined && { code: status }) }];
}
