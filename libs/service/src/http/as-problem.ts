import { HttpException } from '@nestjs/common';
import { CaseParked, isOutage, LogUnavailable } from '@satupintu/log';
import { notFound, Problem, unavailable } from './problem';

/** What Fastify and Nest refuse by themselves. */
const byStatus: Readonly<Record<number, readonly [code: string, detail: string]>> = {
  400: ['bad-request', 'The request cannot be read.'],
  405: ['method-not-allowed', 'This address does not take this method.'],
  406: ['not-acceptable', 'There is no answer in a form that was asked for.'],
  408: ['request-timeout', 'The request took too long to arrive.'],
  413: ['too-large', 'The body is too large.'],
  414: ['uri-too-long', 'The address is too long.'],
  415: ['unsupported-media-type', 'The body is of a media type that this call does not take.'],
  431: ['headers-too-large', 'The headers are too large.'],
};

/** SQLSTATEs of text that Postgres cannot hold or compare: NUL characters, broken surrogates. */
const unstorable = new Set(['22021', '22P05']);

/** Everything that can be thrown while a call is handled, as what the caller is told. 500 is for our own faults. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof LogUnavailable)
    return unavailable('log-unavailable', 'The event log cannot be reached.');
  if (error instanceof CaseParked) {
    return unavailable(
      'case-parked',
      'This case waits for an operator: one of its facts could not be handled.',
      60,
    );
  }
  const status = statusOf(error);
  if (status === 404) return notFound();
  const known = byStatus[status];
  if (known) return new Problem(status, ...known);
  if (status > 400 && status < 500) return new Problem(status, 'bad-request', 'The request cannot be read.');
  if (unstorable.has(codeOf(error)))
    return new Problem(400, 'invalid-characters', 'The text has characters that cannot be kept.');
  if (isOutage(error))
    return unavailable('database-unavailable', 'The database cannot be used at the moment.');
  return new Problem(500, 'internal', 'Something is wrong on our side; it was written down.');
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error)) return 0;
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 0;
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
