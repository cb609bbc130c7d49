import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Delivery, type Signature } from './adapter';

/** Standard Webhooks: how far the sender's clock may be off, and how old a message may be. Machine time, seconds. */
const tolerance = 300;

const header = ({ headers }: Delivery, name: string): string => {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
};

/** Compares in a time that does not depend on where they differ. */
export function same(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * `webhook-id`, `webhook-timestamp` and `webhook-signature` (Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`), as
 * our own are signed; over bytes, as a mail need not be UTF-8.
 */
export const standardWebhook: Signature = (delivery, { secret }, now) => {
  const id = header(delivery, 'webhook-id');
  const timestamp = header(delivery, 'webhook-timestamp');
  if (secret === undefined || id === '' || !(Math.abs(now / 1000 - Number(timestamp)) <= tolerance))
    return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(delivery.raw);
  const expected = `v1,${mac.digest('base64')}`;
  // While a secret is being changed, a sender may sign with both.
  const given = header(delivery, 'webhook-signature').split(' ');
  return given.some((one) => same(expected, one));
};

/** `X-Hub-Signature-256: sha256=<hex>` over the body, with the app's secret, as Meta's webhooks are signed. */
export const hubSignature: Signature = (delivery, { secret }) => {
  if (secret === undefined) return false;
  const expected = `sha256=${createHmac('sha256', secret).update(delivery.raw).digest('hex')}`;
  return same(expected, header(delivery, 'x-hub-signature-256'));
};
