import { type Person } from '@satupintu/domain';
import { type FastifyRequest } from 'fastify';
import { type RateLimit } from '../http/rate-limit';
import { forbidden, Problem, unauthenticated } from '../http/problem';
import { type CallDescription } from './call';
import { type CallContext } from './context';
import { type Awaited, parsePosition } from './position';
import { Shapes } from './shapes';

export interface MachineryParts {
  /** who holds a token. @throws Problem 401, 403, 503 */
  readonly identify: (token: string) => Promise<Person>;
  /** resolves when the facts are applied here. @throws Problem 503 */
  readonly waitFor: (awaited: readonly Awaited[]) => Promise<void>;
  readonly rateLimit: RateLimit;
}

type Headers = FastifyRequest['headers'];

/**
 * Looks at every request in one order: token, rate, role, headers, query, body, and the position to wait for.
 * Everything that it does not like is thrown as a Problem.
 */
export class CallMachinery {
  private readonly shapes = new Shapes();

  constructor(private readonly parts: MachineryParts) {}

  async check(description: CallDescription, request: FastifyRequest): Promise<CallContext> {
    const person = await this.personOf(request.headers);
    this.parts.rateLimit.take(person?.subject ?? request.ip);
    allow(description, person);
    const { after, ...rest } = request.query as Record<string, unknown>;
    const query = this.shapes.query(description, rest);
    const body = this.shapes.body(description, request.body);
    const idempotencyKey = idempotencyKeyOf(request.headers);
    // Given twice it is a list, hence none of ours.
    if (after !== undefined) await this.parts.waitFor(parsePosition(typeof after === 'string' ? after : '!'));
    const receiptCode = single(request.headers['receipt-code']);
    return {
      body,
      query,
      ...(person && { person }),
      ...(receiptCode !== undefined && { receiptCode }),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    };
  }

  private async personOf({ authorization }: Headers): Promise<Person | undefined> {
    if (authorization === undefined) return undefined;
    const [, token] = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization) ?? [];
    if (token === undefined) throw unauthenticated('The header Authorization must be `Bearer <token>`.');
    return this.parts.identify(token);
  }
}

/** @throws Problem 401 without a token where one is needed, 403 with another role's */
function allow({ access }: CallDescription, person: Person | undefined): void {
  if (access === 'public' || access === 'reporter') return;
  if (!person) throw unauthenticated();
  if (access !== 'signed-in' && !access.includes(person.role)) throw forbidden();
}

const single = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

function idempotencyKeyOf(headers: Headers): string | undefined {
  const key = single(headers['idempotency-key']);
  if (key === undefined || (key.length >= 1 && key.length <= 200)) return key;
  throw new Problem(400, 'invalid-idempotency-key', 'The header Idempotency-Key must have 1–200 characters.');
}
