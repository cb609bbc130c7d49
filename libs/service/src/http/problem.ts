/** One fault of a body, a query or a header: where it is (JSON pointer) and what is wrong. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** What the caller of a refused command may do now, and the act that stands in its way. */
export interface Conflict {
  readonly allowed: readonly string[];
  readonly last?: object;
}

export interface ProblemExtras {
  readonly errors?: readonly Fault[];
  /** seconds after which a repeat may help; goes out as `Retry-After` */
  readonly retryAfter?: number;
  /** of a conflict: what would be granted instead, and what was done last */
  readonly conflict?: Conflict;
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Refused',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Temporarily unavailable',
};

/** A body of `application/problem+json` (RFC 9457). */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly Fault[];
  readonly allowed?: readonly string[];
  readonly last?: object;
}

/** What a caller is told when a call is not answered. `code` is stable; `detail` is for people. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly extras: ProblemExtras = {},
  ) {
    super(`${status} ${code}: ${detail}`);
  }

  get retryAfter(): number | undefined {
    return this.extras.retryAfter;
  }

  body(): ProblemBody {
    const { status, code, detail } = this;
    const title = titles[status] ?? 'Error';
    const { errors, conflict } = this.extras;
    const type = `urn:satupintu:problem:${code}`;
    return { type, title, status, detail, code, ...(errors && { errors }), ...conflict };
  }
}

/** One text for everything that does not exist and everything that one may not see. */
export const notFound = (): Problem =>
  new Problem(404, 'not-found', 'There is nothing here, or nothing for you.');
export const unauthenticated = (detail = 'A valid token is needed.'): Problem =>
  new Problem(401, 'unauthenticated', detail);
export const forbidden = (detail = 'Your role does not include this.'): Problem =>
  new Problem(403, 'forbidden', detail);
export const invalidQuery = (errors: readonly Fault[]): Problem =>
  new Problem(400, 'invalid-query', 'The query does not have the shape of this call.', { errors });
export const unavailable = (code: string, detail: string, retryAfter = 5): Problem =>
  new Problem(503, code, detail, { retryAfter });
