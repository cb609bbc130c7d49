import { unavailable } from '@satupintu/service';
import { type Settings } from './settings';

/** Longest that one request may take, machine time, and how much is read of a file: one that is too large is refused later. */
const timeoutMs = 15_000;
const mostRead = 11 * 1024 * 1024;

/**
 * A file at WhatsApp's interface: its name leads to an address that lives for minutes. What cannot be had now is an
 * outage, and the gateway sends the message again; what is gone is gone.
 */
export async function fetchMedia(reference: string, settings: Settings): Promise<Buffer | undefined> {
  const { api, token } = settings;
  if (api === undefined || token === undefined) return undefined;
  const told = await get(`${api}/${encodeURIComponent(reference)}`, token);
  if (!told) return undefined;
  const { url } = JSON.parse(told.toString('utf8')) as { url?: unknown };
  if (typeof url !== 'string' || !mayFetch(url, api)) return undefined;
  return get(url, token);
}

/** The token goes over TLS, or to where the settings say themselves. */
const mayFetch = (url: string, api: string): boolean =>
  URL.canParse(url) && (new URL(url).protocol === 'https:' || new URL(url).origin === new URL(api).origin);

async function get(url: string, token: string): Promise<Buffer | undefined> {
  try {
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    if (answer.status >= 500 || answer.status === 429) throw new Error(`status ${answer.status}`);
    return answer.ok ? await beginningOf(answer) : undefined;
  } catch (error) {
    throw Object.assign(unavailable('gateway-unavailable', 'A file at the gateway cannot be fetched now.'), {
      cause: error,
    });
  }
}

/** The content, or of one that is too large as much as shows that it is. */
async function beginningOf(answer: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > mostRead) break;
  }
  return Buffer.concat(chunks);
}
