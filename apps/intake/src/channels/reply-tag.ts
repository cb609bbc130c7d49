import { createHmac } from 'node:crypto';
import { type IdSecret, readTrackingId } from '../filing/ids';
import { base32 } from '../filing/readable';
import { same } from './signatures';

const proofOf = (secret: IdSecret, trackingId: string): string => {
  const mac = createHmac('sha256', secret).update(JSON.stringify(['reply-tag', trackingId]));
  return base32(mac.digest(), 16).toLowerCase();
};

/**
 * Where answers to our mail about a complaint go: `lapor+sp-7k3m-9qxt-4ab8.<proof>@host`. Nobody but who got the mail
 * knows the proof, so that a number alone, which is no secret, opens nothing. Not the receipt code: mail is forwarded.
 */
export function replyAddress(secret: IdSecret, inbox: string, trackingId: string): string {
  const at = inbox.lastIndexOf('@');
  const tag = `${trackingId.toLowerCase()}.${proofOf(secret, trackingId)}`;
  return `${inbox.slice(0, at)}+${tag}${inbox.slice(at)}`;
}

/** The complaint that mail to this address answers; undefined where the address does not prove it. */
export function readReplyAddress(secret: IdSecret, address: string): string | undefined {
  const [, typed, proof] = /\+(sp-[0-9a-z-]{1,20})\.([0-9a-z]{16})@/i.exec(address) ?? [];
  const trackingId = typed === undefined ? undefined : readTrackingId(typed);
  const isProved =
    trackingId !== undefined && proof !== undefined && same(proofOf(secret, trackingId), proof.toLowerCase());
  return isProved ? trackingId : undefined;
}
