import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { type Logger } from 'pino';
import { asProblem } from './as-problem';
import { type Problem } from './problem';

/** Answers with a problem. */
export function sendProblem(reply: FastifyReply, problem: Problem): void {
  if (problem.retryAfter !== undefined) void reply.header('retry-after', String(problem.retryAfter));
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  void reply
    .status(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem.body()));
}

/** Turns everything thrown into `application/problem+json`; what is our fault is logged, what is the caller's is not. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    this.answer(error, host.switchToHttp().getResponse<FastifyReply>());
  }

  /** The same outside Nest's pipeline. */
  answer(error: unknown, reply: FastifyReply): void {
    const problem = asProblem(error);
    if (problem.status >= 500) this.report(error, problem);
    if (!reply.sent) sendProblem(reply, problem);
  }

  private report(error: unknown, { status, code }: Problem): void {
    if (status === 500) this.logger.error({ err: error }, 'a call failed');
    else this.logger.debug({ code }, 'a call was put off');
  }
}
