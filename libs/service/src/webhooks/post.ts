import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP } from 'node:net';
import { AddressRefused, guardedLookup, isReachable, type Reach } from './address-guard';
import { webhookHeaders, type WebhookMessage } from './sign';

export interface WebhookTarget {
  readonly url: string;
  /** `whsec_…` */
  readonly secret: string;
}

export interface WebhookOptions {
  /** milliseconds of machine time for the whole attempt */
  readonly timeoutMs: number;
  readonly reach: Reach;
}

/** The message was not taken. `permanent`: repeating it will not help. */
export class WebhookFault extends Error {
  constructor(
    /** `http-503`, `address-refused`, `timeout`, `unreachable` */
    readonly code: string,
    readonly permanent: boolean,
  ) {
    super(`the webhook was not taken: ${code}`);
  }
}

const gone = 410;

/**
 * One attempt to send a signed message. Redirects are not followed: what was checked is what is called.
 * @returns the status, 200 to 299
 * @throws WebhookFault
 */
export async function postWebhook(
  target: WebhookTarget,
  message: WebhookMessage,
  options: WebhookOptions,
): Promise<number> {
  const status = await attempt(target, message, options).catch((error: unknown) => {
    throw faultOf(error);
  });
  if (status < 200 || status > 299) throw new WebhookFault(`http-${status}`, status === gone);
  return status;
}

function attempt(target: WebhookTarget, message: WebhookMessage, options: WebhookOptions): Promise<number> {
  const url = new URL(target.url);
  const address = url.hostname.replace(/^\[|\]$/g, '');
  // An address is connected to without being looked up.
  if (isIP(address) !== 0 && !isReachable(address, options.reach))
    return Promise.reject(new AddressRefused('not public'));
  const headers = {
    ...webhookHeaders(target.secret, message, Math.floor(Date.now() / 1000)),
    'content-type': message.contentType ?? 'application/json',
    'content-length': Buffer.byteLength(message.body),
    'user-agent': 'satupintu',
  };
  const request = url.protocol === 'https:' ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(options.timeoutMs);
    request(url, { method: 'POST', headers, agent: false, lookup: guardedLookup(options.reach), signal })
      .on('response', (response) => {
        // Only the status counts; an endless answer must not hold us.
        response.destroy();
        resolve(response.statusCode ?? 0);
      })
      .on('error', reject)
      .end(message.body);
  });
}

function faultOf(error: unknown): WebhookFault {
  if (error instanceof AddressRefused) return new WebhookFault(error.code, false);
  const { name } = error as Error;
  return new WebhookFault(
    name === 'AbortError' || name === 'TimeoutError' ? 'timeout' : 'unreachable',
    false,
  );
}
