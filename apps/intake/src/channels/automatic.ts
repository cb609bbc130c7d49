import { type Automatic } from './adapter';

/** Headers of a mail by name in small letters; the first of each name. */
export type MailHeaders = ReadonlyMap<string, string>;

const machines = /^(mailer-daemon|postmaster|bounces?|no-?reply|do-?not-?reply|donotreply)([+@-]|$)/i;
const answers =
  /^\s*(auto(matic)?[ -]?(reply|response)?:|automatic reply|out of (the )?office|balasan otomatis|di luar kantor)/i;

/**
 * Whether a machine wrote a mail, and which kind. Answering machines mark what they send (RFC 3834, 5), mailing lists and
 * servers do, too; what nothing marks is known by its subject, or at last by saying the same again.
 */
export function automaticOf(headers: MailHeaders, from: string, inbox: string): Automatic | undefined {
  const header = (name: string) => headers.get(name)?.toLowerCase().trim() ?? '';
  const ours = inbox.toLowerCase();
  if (ours !== '' && (withoutTag(from.toLowerCase()) === withoutTag(ours) || header('x-loop').includes(ours)))
    return 'our-own';
  if (/multipart\/report/.test(header('content-type')) || header('return-path') === '<>') return 'bounce';
  if (headers.has('list-id') || /^(list|bulk)$/.test(header('precedence'))) return 'mailing-list';
  if (!/^(no\b.*)?$/.test(header('auto-submitted'))) return 'auto-reply';
  if (/^(junk|auto_reply)$/.test(header('precedence'))) return 'auto-reply';
  if (['x-autoreply', 'x-autorespond'].some((name) => headers.has(name))) return 'auto-reply';
  if (from === '' || machines.test(from)) return 'bounce';
  return answers.test(headers.get('subject') ?? '') ? 'auto-reply' : undefined;
}

const withoutTag = (address: string): string => address.replace(/\+[^@]*(?=@)/, '');
