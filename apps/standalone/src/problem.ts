import { type ServerResponse } from 'node:http';

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  404: 'Not found',
  405: 'Method not allowed',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Refused',
  503: 'Temporarily unavailable',
};

export interface ProblemParts {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly object[] | undefined;
  readonly retryAfter?: number;
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** `application/problem+json` (RFC 9457), as the services give it. */
export function sendProblem(
  response: ServerResponse,
  { status, code, detail, errors, retryAfter }: ProblemParts,
): void {
  const title = titles[status] ?? 'Error';
  const text = JSON.stringify({
    type: `urn:satupintu:problem:${code}`,
    title,
    status,
    detail,
    code,
    ...(errors && { errors }),
  });
  response.writeHead(status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  });
  response.end(text);
}

export const notFound: ProblemParts = {
  status: 404,
  code: 'not-found',
  detail: 'There is nothing here, or nothing for you.',
};
