import { DeliveryFault } from '@satupintu/service';

export interface JsonPost {
  readonly url: string;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
  /** milliseconds of machine time for the whole attempt */
  readonly timeoutMs: number;
}

export interface JsonAnswer {
  readonly status: number;
  readonly answer: unknown;
}

/** What the gateway says about the message itself; all else (a wrong token, too many at once) may be well tomorrow. */
const aboutTheMessage = new Set([400, 404, 410, 422]);

/** Hands JSON to a gateway of the installation's own choice. @throws DeliveryFault where no answer came */
export async function postJson({ url, token, headers, body, timeoutMs }: JsonPost): Promise<JsonAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, answer: parsed(await response.text()) };
  } catch (error) {
    throw new DeliveryFault((error as Error).name === 'TimeoutError' ? 'timeout' : 'unreachable', false);
  }
}

export const isTaken = (status: number): boolean => status >= 200 && status <= 299;
export const refusal = (status: number): DeliveryFault =>
  new DeliveryFault(`http-${status}`, aboutTheMessage.has(status));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
