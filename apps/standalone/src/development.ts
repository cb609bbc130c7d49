import { type IncomingMessage, type ServerResponse } from 'node:http';
import { BodyFault, readJson } from './body';
import { type Fleet } from './fleet';
import { type Issuer, TokenFault } from './issuer';
import { asInstant } from './options';
import { notFound, type ProblemParts, sendJson, sendProblem } from './problem';
import { ClockRefusal, type VirtualTime } from './virtual-time';

export interface DevelopmentParts {
  readonly issuer: Issuer;
  readonly time: VirtualTime;
  readonly fleet: Fleet;
}

type Answer = (body: unknown) => Promise<object>;

/** `/v1/dev`: what only the standalone has. Never there in production. */
export class Development {
  private readonly calls: Readonly<Record<string, Answer>>;

  constructor({ issuer, time, fleet }: DevelopmentParts) {
    this.calls = {
      'GET jwks': () => Promise.resolve(issuer.jwks()),
      'POST token': async (body) => ({ token: await issuer.token(body) }),
      'GET clock': () => Promise.resolve(clockOf(time)),
      'POST clock': async (body) => ({ now: await time.move(toOf(body)) }),
      'POST settle': async () => {
        await time.settle();
        // A position that every service has applied: of the first fact that all of them read.
        const { position } = await fleet.ask('intake', { kind: 'position' });
        return { position };
      },
    };
  }

  async answer(request: IncomingMessage, response: ServerResponse, call: string): Promise<void> {
    const method = request.method ?? '';
    const answer = this.calls[`${method} ${call}`];
    if (!answer) {
      request.resume();
      sendProblem(response, notFound);
      return;
    }
    try {
      sendJson(response, 200, await answer(method === 'POST' ? await readJson(request) : undefined));
    } catch (error) {
      sendProblem(response, problemOf(error));
    }
  }
}

function clockOf({ now }: VirtualTime): object {
  if (now === undefined)
    throw new ClockRefusal('no-virtual-clock', 'The clock is the real one; start with --clock.');
  return { now };
}

function toOf(body: unknown): string {
  const { to, ...rest } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const at = typeof to === 'string' ? asInstant(to) : undefined;
  if (at !== undefined && Object.keys(rest).length === 0) return at;
  const errors = at === undefined ? [{ pointer: '/to', detail: 'must be an instant' }] : membersOf(rest);
  throw new BodyFault({ status: 400, code: 'invalid-body', detail: 'The body has faults.', errors });
}

const membersOf = (rest: object) =>
  Object.keys(rest).map((member) => ({ pointer: `/${member}`, detail: 'is not a member of this call' }));

function problemOf(error: unknown): ProblemParts {
  if (error instanceof BodyFault) return error.problem;
  if (error instanceof TokenFault) {
    return { status: 400, code: 'invalid-body', detail: 'The body has faults.', errors: error.errors };
  }
  if (error instanceof ClockRefusal) {
    return { status: error.code === 'no-virtual-clock' ? 404 : 422, code: error.code, detail: error.message };
  }
  const detail = error instanceof Error ? error.message : 'unknown';
  return { status: 503, code: 'not-settled', detail, retryAfter: 2 };
}
