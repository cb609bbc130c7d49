import { createHmac, randomBytes } from 'node:crypto';

/** What is sent, and repeated until it arrives: the id stays the same, so that a receiver can drop what it has. */
export interface WebhookMessage {
  readonly id: string;
  /** JSON text; signed as it stands */
  readonly body: string;
  /** `application/json` unless given */
  readonly contentType?: string;
}

const prefix = 'whsec_';
const secretBytes = 32;

/** A new signing secret, in the form of the Standard Webhooks specification. */
export const newWebhookSecret = (): string => `${prefix}${randomBytes(secretBytes).toString('base64')}`;

/** 24 to 64 bytes, base64, with the prefix of the specification. */
export const WEBHOOK_SECRET = '^whsec_[A-Za-z0-9+/]{32,86}={0,2}$';

/**
 * The headers of one attempt (Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`). The timestamp is machine time,
 * seconds since 1970: receivers refuse old ones, so that nobody can send a message again that he has overheard.
 */
export function webhookHeaders(
  secret: string,
  { id, body }: WebhookMessage,
  timestamp: number,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
}
