import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type ProblemFilter } from '../http/problem.filter';
import { type Deps } from '../running/deps';
import { type FastCall } from './fast-call';
import { type CallMachinery } from './machinery.provider';

export interface MountParts {
  readonly deps: Deps;
  readonly machinery: CallMachinery;
  readonly filter: ProblemFilter;
}

/** Registers fast calls as raw Fastify routes. */
export function mountFastCalls(
  fastify: FastifyInstance,
  calls: readonly FastCall[],
  parts: MountParts,
): void {
  for (const call of calls) {
    const { method, path: url } = call;
    fastify.route({
      method,
      url,
      handler: (request, reply) => serve(call, request, reply, parts),
      // What comes before the handler: a body that cannot be read.
      errorHandler: (error, _request, reply) => parts.filter.answer(error, reply),
    });
  }
}

async function serve(
  call: FastCall,
  request: FastifyRequest,
  reply: FastifyReply,
  parts: MountParts,
): Promise<unknown> {
  const { description } = call;
  try {
    const context = await parts.machinery.check(description, request);
    const params = request.params as Readonly<Record<string, string>>;
    const answer = await call.handle({ ...context, params, headers: request.headers }, parts.deps);
    void reply.status(description.status ?? 200).type('application/json; charset=utf-8');
    return await reply.send(typeof answer === 'string' ? answer : JSON.stringify(answer));
  } catch (error) {
    parts.filter.answer(error, reply);
    return reply;
  }
}
