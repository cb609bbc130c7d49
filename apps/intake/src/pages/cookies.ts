import { type FastifyReply, type FastifyRequest } from 'fastify';

/** One cookie of a request. */
export function cookieOf(request: FastifyRequest, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value = ''] = pair.trim().split('=', 2);
    if (key === name) return decoded(value);
  }
  return undefined;
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

export interface CookieParts {
  readonly path: string;
  /** seconds; 0 takes it back */
  readonly maxAge: number;
  readonly secure: boolean;
}

/** Not for scripts, and never sent along from another site: forms need no other token. */
export function setCookie(
  reply: FastifyReply,
  name: string,
  value: string,
  { path, maxAge, secure }: CookieParts,
): void {
  const text = `${name}=${encodeURIComponent(value)}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Strict`;
  const before = reply.getHeader('set-cookie');
  const list = Array.isArray(before) ? before : before === undefined ? [] : [String(before)];
  void reply.header('set-cookie', [...list, secure ? `${text}; Secure` : text]);
}
