import { Agent as HttpAgent, type IncomingMessage, request as overHttp } from 'node:http';
import { Agent as HttpsAgent, request as overHttps } from 'node:https';
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
  /** stays open between messages to one target; absent: each message has a connection of its own */
  readonly line?: HttpAgent;
}

/**
 * A connection to a receiver that is used again; where it leads to is checked when it is opened. Whoever opens it ends it
 * (`destroy`), and soon: the name may lead elsewhere then.
 */
export const openLine = ({ url }: WebhookTarget): HttpAgent =>
  new (url.startsWith('https:') ? HttpsAgent : HttpAgent)({ keepAlive: true, maxFreeSockets: 1 });

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
/** What is read of an answer for the sake of the connection, bytes. */
const mostRead = 65_536;

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
  const { line, ...single } = options;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(options.timeoutMs);
    const how = { headers, agent: line ?? false, lookup: guardedLookup(options.reach), signal };
    const sent = request(url, { method: 'POST', ...how })
      .on('response', (response) => {
        // Only the status counts; an endless answer must not hold us.
        if (line) drain(response);
        else response.destroy();
        resolve(response.statusCode ?? 0);
      })
      .on('error', (error: NodeJS.ErrnoException) => {
        // The receiver closed the line when the message was on its way: that is no word on the message.
        if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(attempt(target, message, single));
        else reject(error);
      });
    sent.end(message.body);
  });
}

/** Lets the connection be used again once the answer is over; one that goes on and on ends it. */
function drain(response: IncomingMessage): void {
  let read = 0;
  response
    .on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read > mostRead) response.destroy();
    })
    .on('error', () => undefined);
}

function faultOf(error: unknown): WebhookFault {
  if (error instanceof AddressRefused) return new WebhookFault(error.code, false);
  const { name } = error as Error;
  return new WebhookFault(
    name === 'AbortError' || name === 'TimeoutError' ? 'timeout' : 'unreachable',
    false,
  );
}
